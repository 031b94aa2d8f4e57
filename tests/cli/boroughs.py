"""A site's own borough file, files to take its place, and work that desks have left."""

from datetime import date
from pathlib import Path

from sqlalchemy import insert

from service.commands.boroughs import NewFile, apply_borough
from service.db.schema import DutyRow, ReleaseRow, TipRow
from service.settings import SETTINGS_VARIABLE
from tests.databases import ROOT
from tests.offices import HOUSING, Office
from tests.processes import write_settings

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()
HOUSING_ROWS = (
    '[[desks]]\nid = "housing"\nname = "Housing"\nwork = "partner"\n'
    'mail = ["housing@borough.example"]\n'
    'supervisor_mail = ["housing-supervisor@borough.example"]\n'
)
RENAMED = ('name = "Housing"', 'name = "Homes"')

_A_DAY = date(2026, 3, 4)
_TIP = insert(TipRow).values(
    id="t", desk=HOUSING, day=_A_DAY, priority=2, picked_up=False, open=True, version=1
)
_DUTY = insert(DutyRow).values(
    tip="t", desk=HOUSING, open=True, priority=1, level=0, ring_at=0
)
_REPORT = insert(ReleaseRow).values(
    id="r",
    from_desk="community-safety",
    to_desk=HOUSING,
    day=_A_DAY,
    due_on=_A_DAY,
    answered=False,
    withdrawn=False,
    news="",
    version=1,
    forget_on=_A_DAY,
)
LEFT = {
    "1 open tip": (_TIP,),
    "1 open tip, 1 open duty": (_TIP, _DUTY),
    "1 unanswered report": (_REPORT,),
}
"""What a desk may have left, as it is told, and the rows that are it."""


def write_new(folder: Path, *replacements: tuple[str, str], name: str = "new") -> Path:
    """Write the shipped file otherwise."""
    text = SHIPPED
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    file = folder / f"{name}.toml"
    file.write_text(text)
    return file


def write_without_housing(folder: Path) -> Path:
    """Write the shipped file without the desk for housing."""
    routes = ((f', "{HOUSING}"]', "]"), (f'["{HOUSING}"]', "[]"))
    return write_new(folder, (HOUSING_ROWS, ""), *routes)


def give_own_file(office: Office) -> tuple[Path, dict[str, str]]:
    """Give a site a borough file of its own; return it, and how to find the site."""
    settings, own = write_settings(office.site), office.site.folder / "borough.toml"
    own.write_text(SHIPPED)
    shipped = str(ROOT / "deploy" / "borough.toml")
    settings.write_text(settings.read_text().replace(shipped, "borough.toml"))
    return own, {SETTINGS_VARIABLE: str(settings)}


async def apply(office: Office, env: dict[str, str], file: Path) -> list[str]:
    """Apply a file at a site; return what was said."""
    said: list[str] = []
    new = NewFile.read(file, said.append)
    await apply_borough(env, new, office.site.clock, said.append)
    return said


async def leave_work(office: Office, what: str) -> None:
    """Leave something at housing that is not finished."""
    async with office.vault.writing() as connection:
        for row in LEFT[what]:
            await connection.execute(row)
