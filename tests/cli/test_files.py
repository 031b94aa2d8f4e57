"""Where files are kept, as the settings say it and as `quietword check` tries it."""

import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from service.commands.checking import Found, check_site
from service.commands.site import Addresses, make_site
from service.domain.people import AUDITOR_DESK
from service.domain.stores import Bucket, FilesSettings
from service.settings import (
    DeskSettings,
    ReporterSettings,
    SettingsError,
    UpkeepSettings,
)
from tests.buckets import SECRET, make_bucket
from tests.databases import ROOT, Database

WRONG = {
    "no directory": ({"store": "nowhere"}, "is no directory"),
    "another service": ({"store": "gs://bucket"}, "must be a directory or s3://"),
    "no bucket": ({"store": "s3://"}, "must be a directory or s3://"),
    "a bucket without a key": ({"store": "s3://quietword"}, "needs `region`, `key`"),
    "an odd endpoint": (
        {"store": "s3://quietword", "endpoint": "minio:9000"},
        "`endpoint` must begin with https://",
    ),
    "no secret file": ({"secret": "nowhere.secret"}, "cannot be read ([files]"),
    "a secret without systemd": ({"secret": "credential:s3"}, "which systemd sets"),
    "no address of clamd": ({"clamd": "clamd"}, "`clamd` must be a path"),
}


@pytest.fixture
def settings(sqlite_database: Database, tmp_path: Path) -> Path:
    """A site's settings file, as init writes it."""
    site = make_site(tmp_path / "site", ROOT / "deploy" / "borough.toml")
    url = sqlite_database.owner
    addresses = Addresses(
        owner=url,
        reporter=url,
        desk=url,
        upkeep=url,
        reporter_hosts=("tell.test",),
        desk_hosts=("desk.test",),
        url="https://desk.test",
    )
    site.write_settings(addresses, {AUDITOR_DESK: "0" * 64})
    return site.settings


def change(settings: Path, lines: Mapping[str, str]) -> dict[str, str]:
    """Put other lines into [files], and return the environment of the processes."""
    text = settings.read_text()
    before, _, rest = text.partition("[files]\n")
    table, gap, after = rest.partition("\n\n")
    values = {**tomllib.loads(table), **lines}
    written = "\n".join(f'{name} = "{value}"' for name, value in values.items())
    settings.write_text(f"{before}[files]\n{written}{gap}{after}")
    return {"QUIETWORD_SETTINGS": str(settings)}


def leave_out(settings: Path) -> dict[str, str]:
    """Take the table [files] away."""
    before, _, rest = settings.read_text().partition("[files]\n")
    settings.write_text(before + rest.partition("\n\n")[2])
    return {"QUIETWORD_SETTINGS": str(settings)}


async def find_files_check(env: Mapping[str, str]) -> Found:
    found: list[Found] = []
    await check_site(env, found.append)
    return next(one for one in found if one.name == "files")


def test_a_new_site_keeps_files_in_a_directory_of_its_own(settings: Path) -> None:
    env = {"QUIETWORD_SETTINGS": str(settings)}

    loads = (ReporterSettings.load, DeskSettings.load, UpkeepSettings.load)
    found = [load(env).files for load in loads]

    folder = settings.parent / "files"
    assert found == [FilesSettings(folder)] * 3
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_the_table_nothing_can_be_sent_along(settings: Path) -> None:
    assert ReporterSettings.load(leave_out(settings)).files is None


def test_a_bucket_is_read_with_its_prefix_and_its_secret_shows_nowhere(
    settings: Path,
) -> None:
    (settings.parent / "s3.secret").write_text("made-up\n")
    env = change(
        settings,
        {
            "store": "s3://quietword-files/borough/one",
            "region": "eu-west-2",
            "key": "AKIA",
            "secret": "s3.secret",
            "clamd": "127.0.0.1:3310",
        },
    )

    found = DeskSettings.load(env).files

    bucket = Bucket("quietword-files", "borough/one", "eu-west-2", "AKIA", "made-up")
    assert found == FilesSettings(bucket, "127.0.0.1:3310")
    assert "made-up" not in repr(found)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_one_sentence_at_the_start(settings: Path, wrong: str) -> None:
    lines, sentence = WRONG[wrong]
    env = change(settings, lines)

    for load in (ReporterSettings.load, DeskSettings.load, UpkeepSettings.load):
        with pytest.raises(SettingsError) as said:
            load(env)
        assert sentence in str(said.value)
        assert "\n" not in str(said.value)


async def test_check_tries_a_directory(settings: Path) -> None:
    env, folder = {"QUIETWORD_SETTINGS": str(settings)}, settings.parent / "files"

    assert (await find_files_check(env)).is_right
    assert list(folder.iterdir()) == []
    folder.chmod(0o755)
    others = await find_files_check(env)
    folder.chmod(0o700)

    assert not others.is_right
    assert "can be read by others" in others.text


async def test_check_tries_a_bucket(settings: Path) -> None:
    bucket = make_bucket().store
    assert isinstance(bucket, Bucket)
    (settings.parent / "s3.secret").write_text(SECRET)
    lines = {"region": bucket.region, "key": bucket.key, "secret": "s3.secret"}
    lines |= {"endpoint": bucket.endpoint, "store": f"s3://{bucket.name}/site"}

    right = await find_files_check(change(settings, lines))
    wrong = await find_files_check(change(settings, {"store": "s3://never-made"}))

    assert right.is_right
    assert (
        right.text == f"s3://{bucket.name} takes, gives back and lets go of an object"
    )
    assert not wrong.is_right
    assert SECRET not in wrong.text + right.text


async def test_check_says_that_nothing_can_be_sent_along(settings: Path) -> None:
    found = await find_files_check(leave_out(settings))

    assert found.is_right
    assert "nothing can be sent along" in found.text
