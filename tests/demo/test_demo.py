"""The demonstration borough, as its builder leaves it and a visitor finds it."""

import re
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from anyio import to_thread

from crypto import find_totp_step
from service.campaigns.usecases import Campaigns
from service.cli import main
from service.demo.cases import CASEWORK
from service.demo.cast import CAST, FRONT_DOOR, PATROLS, POLICE, Part
from service.demo.codes import STEP_SECONDS, find_code
from service.demo.keeping import Home
from service.demo.people import Staff
from service.demo.powers import Powers, take_powers
from service.demo.story import FOLLOWED, STORY, WITH_WORDS, Does
from service.demo.tips import Told, read_flood, read_tips
from service.domain.clock import SetClock, SystemClock
from service.domain.letters import Stage
from service.domain.people import DeskId, Role, SignedIn
from service.inbox.usecases import Inbox, InboxRow, Shelf
from service.quarantine.usecases import Looking
from service.upkeep.usecases import Forgetting
from tests.builders import INDEPENDENT_DESK, TRIAGE_DESK, a_borough

pytestmark = pytest.mark.timeout(600)  # the first waits until all of it is built

CLOSED = {step.tip for step in STORY if step.does is Does.CLOSES}
CLAIMED = {step.tip for step in STORY if step.does is Does.CLAIMS}


@pytest.fixture(scope="module")
def clock() -> SetClock:
    """One for all, so that no test's code is used again by the next.

    It is behind, so that none of them is ahead of the machine's own.
    """
    return SetClock(SystemClock().now() - 60 * 60)


@pytest.fixture
async def powers(home: Home, clock: SetClock) -> AsyncIterator[Powers]:
    async with take_powers(home.name_settings({}), clock) as powers:
        yield powers


async def sign_in(powers: Powers, home: Home, name: str) -> SignedIn:
    """Sign in with what the demonstration keeps, in a minute of its own."""
    return await Staff(home.read_officers()).sign_in(powers, name)


async def list_rows(powers: Powers, shelf: Shelf, home: Home) -> tuple[InboxRow, ...]:
    officer = await sign_in(powers, home, "ben")
    inbox = Inbox(powers.casebook.vault, powers.casebook.cards)
    return (await inbox.list_inbox(officer, TRIAGE_DESK, shelf)).rows


def list_told(desk: DeskId) -> list[Told]:
    borough = a_borough()
    tips = read_tips(borough)
    return [tip for tip in tips if borough.choose_desk(tip.answers) == desk]


def list_words(home: Home) -> list[str]:
    lines = home.words.read_text().splitlines()
    return [line.strip() for line in lines if line.startswith(" ")]


async def test_the_inbox_holds_five_weeks_of_tips_the_urgent_one_first(
    powers: Powers, home: Home
) -> None:
    rows = await list_rows(powers, Shelf.OPEN, home)
    assert len(rows) == len(list_told(TRIAGE_DESK)) - len(CLOSED)
    assert (rows[0].priority, rows[0].picked_up) == (0, False)
    assert rows[0].summary
    assert rows[0].summary.danger == "yes"
    assert sum(row.picked_up for row in rows) == len(CLAIMED - CLOSED)
    assert sum(row.withdrawn for row in rows) == 1
    assert all(row.summary or row.withdrawn for row in rows)
    days = (powers.clock.today() - min(row.day for row in rows)).days
    assert 27 <= days <= 29


async def test_a_withdrawn_tip_is_called_so_after_upkeep_removed_it_too(
    powers: Powers, home: Home
) -> None:
    forgetting = Forgetting(powers.casebook.vault, powers.clock)
    await forgetting.forget_withdrawn()
    rows = await list_rows(powers, Shelf.OPEN, home)
    assert [row.summary for row in rows if row.withdrawn] == [None]
    assert all(row.summary for row in rows if not row.withdrawn)


async def test_what_a_girl_told_of_a_steward_is_with_the_independent_desk_alone(
    powers: Powers, home: Home
) -> None:
    officer = await sign_in(powers, home, "ines")
    inbox = Inbox(powers.casebook.vault, powers.casebook.cards)
    rows = (await inbox.list_inbox(officer, INDEPENDENT_DESK, Shelf.OPEN)).rows
    assert [row.summary.topic for row in rows if row.summary] == ["ST1"]
    others = await list_rows(powers, Shelf.OPEN, home)
    assert "ST1" not in {row.summary.topic for row in others if row.summary}


async def test_the_front_door_closed_the_pupils_duty_and_has_others_to_do(
    powers: Powers, home: Home
) -> None:
    faye = await sign_in(powers, home, "faye")
    page = await powers.duties.list_duties(faye, FRONT_DOOR)
    assert len(page.done) == 1
    assert page.open


async def test_partners_answered_some_reports_and_one_asks_something_back(
    powers: Powers, home: Home
) -> None:
    noor, lena = [await sign_in(powers, home, name) for name in ("noor", "lena")]
    told = await powers.received.list_reports(noor, POLICE)
    assert [line.record.answered for line in told.lines] == [True]
    sent = await powers.received.list_reports(lena, PATROLS)
    assert len(sent.heads) == len(sent.lines) == 3
    open_ones = [line for line in sent.lines if not line.record.answered]
    assert len(open_ones) == 2
    asked = [each.record for each in open_ones if each.record.news == TRIAGE_DESK]
    assert [sent.heads[each.id].title for each in asked] == [
        "Children approached outside a supermarket in Sands End"
    ]


async def test_what_came_in_a_flood_waits_apart_and_can_be_looked_at(
    powers: Powers, home: Home
) -> None:
    amira = await sign_in(powers, home, "amira")
    book = powers.casebook
    held = await Looking(book.vault, book.cards, book.log).look(amira, TRIAGE_DESK)
    assert held.total == len(read_flood(a_borough())) > 1


async def test_posters_were_followed_once_often_enough_to_show_and_once_too_seldom(
    powers: Powers, home: Home
) -> None:
    amira = await sign_in(powers, home, "amira")
    book = powers.casebook
    shown = await Campaigns(book.vault, powers.settings.borough, book.clock).look(amira)
    assert {tally.code for tally in shown} == set(FOLLOWED)
    assert any(tally.visits for tally in shown)
    assert any(tally.visits is None for tally in shown)


async def test_closed_tips_are_on_their_own_shelf(powers: Powers, home: Home) -> None:
    assert len(await list_rows(powers, Shelf.CLOSED, home)) == len(CLOSED)


async def test_two_reporters_can_come_back_with_their_words(
    powers: Powers, home: Home
) -> None:
    threads = [await powers.mailbox.open_mailbox(each) for each in list_words(home)]
    assert len(threads) == len(WITH_WORDS)
    assert [thread.steps[-1].stage for thread in threads] == [
        Stage.PASSED_ON.value,
        Stage.CLOSED.value,
    ]
    assert all(thread.talk and not thread.unreadable for thread in threads)


@pytest.mark.parametrize("name", ["carol", "dev"])
async def test_who_keeps_the_site_or_reads_its_log_sits_at_no_desk(
    powers: Powers, home: Home, name: str
) -> None:
    signed_in = await sign_in(powers, home, name)
    assert signed_in.administrator == (name == "carol")
    assert signed_in.reads_log == (name == "dev")
    assert not signed_in.desks


@pytest.mark.parametrize("part", CAST, ids=lambda part: part.name)
async def test_every_officer_sits_at_their_own_desk_alone(
    powers: Powers, home: Home, part: Part
) -> None:
    signed_in = await sign_in(powers, home, part.name)
    assert set(signed_in.desks) == {part.desk}
    assert signed_in.is_supervisor(part.desk) == (part.role is Role.SUPERVISOR)
    assert not signed_in.administrator
    assert not signed_in.reads_log


def test_what_is_kept_of_its_people_can_be_read_by_the_owner_alone(home: Home) -> None:
    kept = list(home.kept.iterdir())
    assert {file.name for file in kept} == {
        "auditor.txt",
        "officers.toml",
        "words.txt",
        *(f"{part.desk}.kit.txt" for part in CAST),
    }
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    secrets = [home.settings, *home.folder.glob("*.secret"), *home.folder.glob("*.db")]
    assert {stat.S_IMODE(file.stat().st_mode) for file in secrets} == {0o600}


def test_a_code_is_one_the_door_takes_now(home: Home, clock: SetClock) -> None:
    now = clock.now() + 10 * STEP_SECONDS
    code = find_code(home, "dev", now)
    secret = home.read_officers()["dev"].totp_secret
    assert find_totp_step(secret, code.digits, at=now) == now // STEP_SECONDS
    assert code.taken_from <= now < code.taken_until


async def test_after_a_sign_in_the_next_code_is_shown(
    powers: Powers, home: Home
) -> None:
    await sign_in(powers, home, "carol")
    used = powers.clock.now() // STEP_SECONDS
    code = await to_thread.run_sync(find_code, home, "carol", powers.clock.now())
    secret = home.read_officers()["carol"].totp_secret
    assert find_totp_step(secret, code.digits, at=code.taken_from) == used + 1
    assert code.taken_from <= powers.clock.now()


def test_somebody_who_is_not_in_it_has_no_code(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "code", "zoe", "--folder", str(home.folder)]) == 2
    assert "The demonstration's officers are dev, carol" in capsys.readouterr().err


def test_a_code_can_be_asked_for_at_the_terminal(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "code", "amira", "--folder", str(home.folder)]) == 0
    assert re.fullmatch(
        r"(The last .*\n)?\d{6}   \(for \d+ seconds more\)\n", capsys.readouterr().out
    )


def test_where_nothing_was_built_there_is_no_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "code", "ben", "--folder", str(tmp_path)]) == 2
    assert "holds no demonstration" in capsys.readouterr().err


def test_a_demonstration_is_built_once(home: Home) -> None:
    before = home.settings.read_text()
    assert main(["demo", "build", "--folder", str(home.folder)]) == 0
    assert home.settings.read_text() == before


def test_a_site_that_is_no_demonstration_is_never_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.toml").write_text("[site]")
    (tmp_path / "quietword.db").write_text("precious")
    assert main(["demo", "build", "--folder", str(tmp_path)]) == 2
    assert "holds a site that is no demonstration" in capsys.readouterr().err
    assert (tmp_path / "quietword.db").read_text() == "precious"


def test_what_was_broken_off_is_cleared_before_it_is_built_again(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    home.begin()
    for name in ("settings.toml", "quietword.db", "quietword.db-wal"):
        (tmp_path / name).write_text("half")
    (home.kept / "auditor.txt").write_text("half")
    home.begin()
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["demo", "unfinished"]
    assert home.is_begun
    assert not home.is_built


def test_the_tips_are_such_as_a_form_would_take() -> None:
    borough = a_borough()
    tips = (*read_tips(borough), *read_flood(borough))
    assert len({tip.key for tip in tips}) == len(tips)
    acted_on = {step.tip for step in (*STORY, *CASEWORK)} | set(WITH_WORDS)
    assert acted_on <= {tip.key for tip in tips}
    assert all(tip.answers.text and tip.answers.where != " " for tip in tips)
