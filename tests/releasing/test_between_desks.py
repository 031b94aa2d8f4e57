import pytest

from service.db.schema import ReleaseLetterRow, ReleaseRow
from service.domain.audit import Act
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.people import DeskId
from service.domain.released import Link, ReleaseState
from service.domain.releases import Answer, ReleaseKind, Step
from service.domain.reports import ReportId
from service.domain.tips import TipId
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.releases import Exchange, a_release_form, a_sent, at_release_version
from tests.tips import TODAY

SENT = a_sent()


async def test_the_receiving_desk_reads_what_was_sent_and_not_where_it_came_from(
    exchange: Exchange,
) -> None:
    release = await exchange.send(SENT, tip="c" * 32)

    received = await exchange.look("hal", release)
    kept = await exchange.look("ben", release, TRIAGE_DESK)

    assert received.opened.sent == SENT
    assert received.opened.link is None
    assert [one.kind for one in received.opened.letters] == [ReleaseKind.REPORT]
    assert kept.opened.sent == SENT
    assert kept.opened.link == Link(TipId("c" * 32), ReportId("b" * 32))


async def test_a_desk_makes_what_it_has_seen_its_own_at_once(
    exchange: Exchange,
) -> None:
    release = await exchange.send()

    first = await exchange.look("hal", release)
    again = await exchange.look("hal", release)

    assert first.stored.letters[0].is_adopted
    assert again.opened.sent is not None
    assert await exchange.desk.list_acts() == [Act.REPORT_OPENED] * 2


@pytest.mark.parametrize(
    ("name", "desk"),
    [
        ("faye", SAFEGUARDING_DESK),
        ("hal", TRIAGE_DESK),
        ("ben", POLICE_DESK),
        ("carol", POLICE_DESK),
    ],
)
async def test_nobody_else_finds_it(
    exchange: Exchange, name: str, desk: DeskId
) -> None:
    release = await exchange.send()

    with pytest.raises(NotFoundError):
        await exchange.look(name, release, desk)


async def test_both_desks_read_what_they_write_to_each_other(
    exchange: Exchange,
) -> None:
    release = await exchange.send()
    await exchange.answer("hal", release, Step.QUESTION, "Which bins?")

    asked = await exchange.look("ben", release, TRIAGE_DESK)
    await exchange.reply("ben", release, "Those by the north gate.")
    seen = await exchange.answer("gina", release, Step.RESULT, "It was found.")

    assert asked.opened.question is not None
    assert asked.record.news == TRIAGE_DESK
    assert seen.file.opened.question is None
    said = [one.answer.text for one in seen.file.opened.talk if one.answer]
    assert said == ["Which bins?", "Those by the north gate.", "It was found."]
    assert seen.file.record.answered
    assert seen.file.opened.state is ReleaseState.ANSWERED


async def test_neither_desk_writes_the_others_letters(exchange: Exchange) -> None:
    release = await exchange.send()
    answer = Answer(TODAY, Step.RESULT.value, text="Nothing there")
    police = await exchange.look("hal", release)
    triage = await exchange.look("ben", release, TRIAGE_DESK)

    with pytest.raises(BadFormError):
        await exchange.carry_out("hal", police, ReleaseKind.REPLY, answer)
    with pytest.raises(BadFormError):
        await exchange.carry_out("ben", triage, ReleaseKind.ANSWER, answer)


async def test_the_same_form_writes_one_letter_and_a_late_one_none(
    exchange: Exchange,
) -> None:
    release = await exchange.send()
    file = await exchange.look("hal", release)
    form = a_release_form(file)

    endings = [
        (await exchange.acknowledge("hal", form)).ending,
        (await exchange.acknowledge("hal", form)).ending,
        (await exchange.acknowledge("gina", a_release_form(file))).ending,
    ]

    assert endings == [Ending.DONE, Ending.ALREADY, Ending.CHANGED]
    seen = await exchange.look("gina", release)
    assert len(seen.opened.talk) == 1
    assert seen.record.version == 1
    later = at_release_version(form, 1)
    assert (await exchange.acknowledge("hal", later)).ending is Ending.ALREADY


async def test_what_is_sent_twice_is_there_once(exchange: Exchange) -> None:
    first = await exchange.send(seed=b"s" * 16)
    second = await exchange.send(seed=b"s" * 16)

    assert first == second
    assert await exchange.desk.count(ReleaseRow) == 1
    assert await exchange.desk.count(ReleaseLetterRow) == 2
    assert (await exchange.look("hal", first)).opened.sent is not None


async def test_a_list_reads_titles_and_no_other_desks(exchange: Exchange) -> None:
    release = await exchange.send(SENT)
    file = await exchange.look("hal", release)

    async with exchange.desk.vault.reading() as connection:
        ours, theirs = [
            await exchange.book.read_heads(
                connection, exchange.desk.officer(name), desk, [file.record]
            )
            for name, desk in (("hal", POLICE_DESK), ("faye", SAFEGUARDING_DESK))
        ]

    assert ours[release].title == SENT.report.title
    assert ours[release].reference == SENT.reference
    assert theirs == {}


async def test_a_desk_sends_nothing_to_itself(exchange: Exchange) -> None:
    with pytest.raises(BadFormError):
        await exchange.send(to=TRIAGE_DESK)
