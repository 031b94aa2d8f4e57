"""A site's first acts, before it has a pin or an officer."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from crypto import ProcessSecret, make_totp_code
from service.db.schema import AuditEntryRow, OfficerRow
from service.domain.clock import SetClock
from service.domain.enrolment import BadNameError, NameTakenError
from service.domain.openings import AlreadyFoundedError
from service.domain.people import AUDITOR_DESK
from tests.builders import Site, a_borough
from tests.conftest import WORDS
from tests.databases import Database
from tests.offices import Office, at_the_office


@pytest.fixture
async def empty(database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    """An office over a database in which nothing has happened yet."""
    site = Site(
        database=database,
        folder=tmp_path,
        words=WORDS,
        borough=a_borough(),
        clock=SetClock.at_noon(date(2026, 3, 4)),
        reporter_secret=ProcessSecret.generate(),
        desk_secret=ProcessSecret.generate(),
        site_salt=bytes(16),
    )
    async with at_the_office(site) as office:
        yield office


async def test_the_first_acts_open_the_auditor_desk_and_invite_an_administrator(
    empty: Office,
) -> None:
    founded = await empty.found()
    empty.site.pins[AUDITOR_DESK] = founded.fingerprint
    code = make_totp_code(founded.auditor_totp_secret, at=empty.site.clock.now())

    session = await empty.door.sign_in("dev", founded.auditor_password, code)
    auditor = await empty.sessions.find_session(session.cookie)
    assert auditor is not None
    page = await empty.log.read_page(auditor, None)
    invited = await empty.enrolment.begin(founded.administrator_token)

    assert invited.name == "carol"
    assert [line.detail.act for line in page.lines if line.detail] == [
        "log read",
        "signed in",
        "officer invited",
        "member admitted",
        "desk opened",
        "officer enrolled",
        "site made",
    ]
    assert (await empty.chain.verify()).holds


async def test_a_site_is_made_once(empty: Office) -> None:
    await empty.found()

    with pytest.raises(AlreadyFoundedError):
        await empty.found("eli", "fay")

    assert await empty.count(OfficerRow) == 2
    assert await empty.count(AuditEntryRow) == 5


@pytest.mark.parametrize("others", [("dev", "carol"), ("eli", "fay")])
async def test_a_site_made_at_once_twice_is_made_once(
    empty: Office, others: tuple[str, str]
) -> None:
    answers = await asyncio.gather(
        empty.found(), empty.found(*others), return_exceptions=True
    )

    assert sum(isinstance(a, AlreadyFoundedError) for a in answers) == 1
    assert await empty.count(OfficerRow) == 2
    assert (await empty.chain.verify()).count == 5


@pytest.mark.parametrize(
    ("auditor", "administrator", "refused"),
    [
        ("", "carol", BadNameError),
        ("dev", "1", BadNameError),
        ("Dev", "dev", NameTakenError),
    ],
)
async def test_names_that_will_not_do_make_nothing(
    empty: Office, auditor: str, administrator: str, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        await empty.found(auditor, administrator)

    assert await empty.count(OfficerRow) == 0
