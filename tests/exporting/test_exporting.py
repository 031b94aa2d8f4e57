"""A report leaves the service: for whom, with which reason, as what."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest

from service import desk as process
from service.domain.asking import Withdrawal
from service.domain.audit import Act
from service.domain.errors import NotFoundError
from service.domain.exports import ExportReason
from service.domain.people import DeskId
from service.domain.releases import ReleaseId
from tests.builders import (
    DESK_HOST,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    Site,
    make_site,
)
from tests.conftest import WORDS
from tests.databases import ROOT, Database
from tests.exporting.schemas import find_misfits
from tests.exporting.sheets import WHOLE
from tests.house.test_the_doors import ALWAYS
from tests.releases import a_sent
from tests.releasing.counter import Counter, at_the_counter, passed
from tests.tips import a_form
from tests.visitors import Visitor, at_the_door

SCHEMA = ROOT / "service" / "exporting" / "report-1.schema.json"


@pytest.fixture
async def counter(site: Site) -> AsyncIterator[Counter]:
    """The desks at both ends, once on each kind of database."""
    async with at_the_counter(site) as open_counter:
        yield open_counter


@dataclass(frozen=True, slots=True)
class Screen:
    """An officer of the police before a report's page."""

    counter: Counter
    hal: Visitor

    async def export(
        self, release: ReleaseId, kind: str, reason: str = "meeting"
    ) -> httpx.Response:
        """Press the button on a report's page."""
        await self.hal.visit("/desks")
        form, _ = self.hal.find_button("Sign out")
        return await self.hal.client.post(
            f"/reports/{POLICE_DESK}/{release}/{kind}",
            data={"form": form.fields["form"], "reason": reason},
        )


@pytest.fixture
async def screen(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Screen]:
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with AsyncExitStack() as stack:
        counter = await stack.enter_async_context(at_the_counter(site))
        app = process.app(site.desk_settings, site.clock)
        hal = await stack.enter_async_context(at_the_door(app, DESK_HOST))
        cookie = await counter.exchange.desk.sign_in("hal")
        hal.client.cookies.set("__Host-desk", cookie)
        yield Screen(counter, hal)


async def test_both_desks_of_a_report_take_it_out_and_the_log_says_why(
    counter: Counter,
) -> None:
    release = await counter.exchange.send()

    for name, desk in (("hal", POLICE_DESK), ("ben", TRIAGE_DESK)):
        export = await counter.exporting.export(
            counter.officer(name), desk, release, ExportReason.MEETING
        )
        assert export.sheet.report.title == "Knife hidden in a park"

    assert await counter.list_reasons(Act.REPORT_EXPORTED) == ["meeting", "meeting"]


@pytest.mark.parametrize(
    ("name", "desk"),
    [("faye", SAFEGUARDING_DESK), ("hal", TRIAGE_DESK), ("carol", POLICE_DESK)],
)
async def test_nobody_else_takes_it_out(
    counter: Counter, name: str, desk: DeskId
) -> None:
    release = await counter.exchange.send()

    with pytest.raises(NotFoundError):
        await counter.exporting.export(
            counter.officer(name), desk, release, ExportReason.MEETING
        )

    assert await counter.list_reasons(Act.REPORT_EXPORTED) == []


async def test_a_withdrawn_report_is_taken_out_by_its_sender_alone(
    counter: Counter,
) -> None:
    look = await counter.send("ben", await counter.judged())
    release = passed(look.seen.tip).release
    ben, reason = counter.officer("ben"), ExportReason.LEGAL
    asked = Withdrawal(release, "mistake")
    await counter.releasing.withdraw(ben, a_form(look.seen.tip), asked)

    with pytest.raises(NotFoundError):
        await counter.exporting.export(
            counter.officer("hal"), POLICE_DESK, release, reason
        )
    export = await counter.exporting.export(ben, TRIAGE_DESK, release, reason)
    assert export.sheet.report.title == "Knife hidden in a park"


async def test_the_json_fits_its_schema(counter: Counter) -> None:
    release = await counter.exchange.send(a_sent(WHOLE))

    export = await counter.exporting.export(
        counter.officer("hal"), POLICE_DESK, release, ExportReason.INTELLIGENCE
    )

    schema = json.loads(SCHEMA.read_text())
    assert find_misfits(json.loads(json.dumps(export.values)), schema) == []
    broken = {**export.values, "extra": 1, "marking": ""}
    assert find_misfits(broken, schema) == ["$: extra", "$.marking: too short"]


async def test_a_pdf_comes_as_a_file_with_a_dull_name_and_the_usual_headers(
    screen: Screen,
) -> None:
    sent = a_sent()
    release = await screen.counter.exchange.send(sent)

    answer = await screen.export(release, "pdf")

    headers = dict(answer.headers)
    name = headers.pop("content-disposition")
    assert name == f'attachment; filename="{sent.reference}.pdf"'
    assert headers.pop("content-type") == "application/pdf"
    assert headers.pop("content-length") == str(len(answer.content))
    assert headers == ALWAYS | {"cache-control": "no-store"}
    assert answer.content.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.content


async def test_json_comes_as_a_file_and_holds_what_was_sent(screen: Screen) -> None:
    sent = a_sent(WHOLE)
    release = await screen.counter.exchange.send(sent)

    answer = await screen.export(release, "json")

    assert answer.headers["content-disposition"].endswith(f'{sent.reference}.json"')
    values = answer.json()
    assert values["report"]["text"] == WHOLE.text
    assert values["grade"]["code"] == "2DC"
    assert date.fromisoformat(values["terms"]["due_on"]) == sent.terms.due_on


@pytest.mark.parametrize("reason", ["", "curiosity"])
async def test_without_a_reason_nothing_leaves(screen: Screen, reason: str) -> None:
    release = await screen.counter.exchange.send()

    answer = await screen.export(release, "pdf", reason)

    assert answer.status_code == 400
    assert "Choose why it is needed" in answer.text
    assert "Knife hidden" not in answer.text
    assert await screen.counter.list_reasons(Act.REPORT_EXPORTED) == []


async def test_the_schema_is_there_for_officers(screen: Screen) -> None:
    answer = await screen.hal.client.get("/schema/report-1.json")

    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.json() == json.loads(SCHEMA.read_text())
