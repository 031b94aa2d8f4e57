import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, event, insert
from sqlalchemy.exc import IntegrityError, OperationalError

from crypto import LetterContext, ShredKey, random_id, seal_letter
from service.db.engine import Vault
from service.db.schema import (
    DeskCardRow,
    DoorbellRow,
    LetterRow,
    MailboxRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.errors import (
    CardNotTrustedError,
    NotOpenYetError,
    UnavailableError,
)
from service.domain.letters import Kind, TipBody, TipSummary
from service.domain.people import AUDITOR_DESK
from service.domain.sending import Sending
from service.domain.tips import check_form
from service.intake.usecases import AlreadySentError, TakenBackError
from service.web.forms import parse_form
from tests.builders import TRIAGE_DESK, a_borough
from tests.intake.public import A_MOPED, AWAY, NO_WORDS, SEED, Public

BOROUGH = a_borough()
EVERY_TABLE = (TipRow, LetterRow, SealRow, ShredRow, MailboxRow, DoorbellRow)


async def test_what_was_told_opens_at_the_desk_it_is_for(public: Public) -> None:
    await public.tell()

    [tip] = await public.open_tips()
    assert tip.body.answers == A_MOPED
    assert tip.summary == TipSummary.of(A_MOPED)
    assert tip.priority == 2
    assert tip.day == public.site.clock.today()


async def test_the_desk_gets_the_key_that_the_words_give(public: Public) -> None:
    receipt = await public.tell()

    [tip] = await public.open_tips()
    assert tip.body.thread is not None
    assert tip.body.thread.raw == public.derive(receipt).thread_key.raw


async def test_the_words_work_for_as_long_as_was_fixed_when_they_were_given(
    public: Public,
) -> None:
    await public.tell()

    ends = public.site.clock.today() + timedelta(public.site.borough.mailbox_days)
    assert await public.list_ends() == [ends]


async def test_the_same_send_is_one_tip_with_one_set_of_words(public: Public) -> None:
    first = await public.tell()
    again = await public.tell()

    assert first.words == again.words
    assert [await public.count(table) for table in EVERY_TABLE] == [1] * 6


async def test_the_same_send_many_times_at_once_is_one_tip(public: Public) -> None:
    receipts = await asyncio.gather(*(public.tell() for _ in range(8)))

    assert len({receipt.words for receipt in receipts}) == 1
    assert [await public.count(table) for table in EVERY_TABLE] == [1] * 6


async def test_changed_answers_are_another_tip_with_other_words(
    public: Public,
) -> None:
    first = await public.tell()
    second = await public.tell(replace(A_MOPED, when="Tonight"))

    assert first.words != second.words
    assert await public.count(TipRow) == 2


async def test_whoever_wants_no_words_gets_none_and_no_mailbox(public: Public) -> None:
    assert await public.intake.send_tip(Sending(NO_WORDS, SEED)) is None

    [tip] = await public.open_tips()
    assert tip.body.thread is None
    assert await public.count(MailboxRow) == 0
    assert await public.count(DoorbellRow) == 1


async def test_a_replay_does_not_bring_back_what_was_withdrawn(public: Public) -> None:
    receipt = await public.tell()
    await public.mailbox.delete(receipt.words)

    with pytest.raises(TakenBackError):
        await public.tell()

    assert await public.count(TipRow) == 1
    assert await public.count(ShredRow) == 0
    assert await public.count(MailboxRow) == 0


async def test_a_late_send_that_is_the_first_gives_its_words(public: Public) -> None:
    receipt = await public.intake.send_late_tip(Sending(A_MOPED, SEED))

    assert receipt is not None
    assert receipt.words == (await public.tell()).words


async def test_a_late_send_that_came_before_gives_no_words(public: Public) -> None:
    await public.tell()

    with pytest.raises(AlreadySentError):
        await public.intake.send_late_tip(Sending(A_MOPED, SEED))
    assert await public.count(TipRow) == 1


async def test_no_words_come_of_a_database_that_is_away(public: Public) -> None:
    away = replace(public.intake, vault=Vault(AWAY))

    with pytest.raises(UnavailableError):
        await away.send_tip(Sending(A_MOPED, SEED))


async def test_no_words_come_of_a_commit_that_fails_and_the_next_try_works(
    public: Public,
) -> None:
    engine = public.vault.engine.sync_engine

    def fail(_connection: object) -> None:
        statement = "COMMIT"
        raise OperationalError(statement, None, Exception())

    event.listen(engine, "commit", fail)
    with pytest.raises(UnavailableError):
        await public.tell()
    event.remove(engine, "commit", fail)

    assert await public.count(TipRow) == 0
    assert len((await public.tell()).chosen) == 6
    assert await public.count(TipRow) == 1


async def test_no_words_come_of_a_write_that_stops_half_way(public: Public) -> None:
    # The letter's id is taken, so the third row of this Send cannot be written.
    draft = public.site.reporter_secret.draft(SEED, A_MOPED.canonical)
    other = random_id()
    async with public.behind.writing() as connection:
        await connection.execute(insert(TipRow).values(_a_tip_row(other)))
        await connection.execute(
            insert(LetterRow).values(
                id=draft.make_id("letter"), tip=other, kind="tip", number=0, size=0
            )
        )

    with pytest.raises(IntegrityError):
        await public.tell()
    assert await public.count(TipRow) == 1
    assert await public.count(MailboxRow) == 0


async def test_nothing_is_taken_in_before_the_desk_was_opened(public: Public) -> None:
    async with public.behind.writing() as connection:
        await connection.execute(delete(DeskCardRow))

    with pytest.raises(NotOpenYetError):
        await public.tell()
    assert not await public.intake.is_open()
    assert await public.count(TipRow) == 0


async def test_nothing_is_sealed_to_a_card_that_nobody_vouches_for(
    public: Public,
) -> None:
    stranger = public.site.desks[AUDITOR_DESK].card
    async with public.behind.writing() as connection:
        await connection.execute(
            insert(DeskCardRow).values(
                desk=TRIAGE_DESK, generation=2, card=stranger.raw, signature=bytes(64)
            )
        )

    with pytest.raises(CardNotTrustedError):
        await public.tell()
    assert not await public.intake.is_open()
    assert await public.count(TipRow) == 0


async def test_an_open_site_says_so(public: Public) -> None:
    assert await public.intake.is_open()


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_whatever_a_form_holds_it_is_refused_or_can_be_sealed(
    text: bytes, where: bytes
) -> None:
    form = parse_form(b"text=" + _quote(text) + b"&where=" + _quote(where))
    draft = check_form(form.fields, BOROUGH, garbled=form.garbled)

    if not draft.problems:
        context = LetterContext(Kind.TIP.value, random_id())
        body = TipBody(draft.answers, None).json
        letter, _key = seal_letter(context, ShredKey.generate(), body=body)
        assert letter.size > len(body)


def _quote(raw: bytes) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in raw)


def _a_tip_row(tip_id: str) -> dict[str, object]:
    clear = {"id": tip_id, "desk": TRIAGE_DESK, "day": date(2026, 3, 4), "version": 0}
    return clear | {"priority": 3, "picked_up": False, "open": True}
