import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from crypto import Receipt
from service.db.schema import DoorbellRow, LetterRow, MailboxRow, ShredRow, TipRow
from service.domain.errors import StaleFormError
from service.domain.letters import Kind, Remark, Stage
from service.domain.sending import Sending
from service.mailbox.usecases import (
    HeldError,
    NotSixWordsError,
    Thread,
    WordsNotFoundError,
)
from tests.builders import NOON
from tests.intake.public import A_MOPED, NO_WORDS, SEED, Public

TODAY = NOON.today()
READ = Remark(day=TODAY, stage=Stage.BEING_READ.value)
CLOSED = Remark(day=TODAY, stage=Stage.CLOSED.value, text="We did something about it.")
QUESTION = Remark(day=TODAY, text="What colour was the moped?")


def texts(thread: Thread) -> list[tuple[Kind, str]]:
    return [(said.kind, said.remark.text) for said in thread.talk]


async def test_the_words_open_a_thread_that_says_received(public: Public) -> None:
    receipt = await public.tell()

    thread = await public.mailbox.open_mailbox(receipt.words)

    assert thread.steps == ()
    assert thread.talk == ()
    assert thread.ends == public.site.borough.mailbox_ends(TODAY)


async def test_words_are_understood_as_a_tired_person_types_them(
    public: Public,
) -> None:
    receipt = await public.tell()
    for typed in (
        receipt.words.upper(),
        receipt.words.replace(" ", " - "),
        "\n".join(f"{n}. {word}" for n, word in enumerate(receipt.chosen, 1)),
    ):
        assert (await public.mailbox.open_mailbox(typed)).talk == ()


async def test_what_the_council_wrote_is_read_in_order_with_its_day(
    public: Public,
) -> None:
    receipt = await public.tell()
    await public.write(receipt, Kind.STATUS, READ)
    await public.write(receipt, Kind.MESSAGE, QUESTION)
    await public.write(receipt, Kind.STATUS, CLOSED)

    thread = await public.mailbox.open_mailbox(receipt.words)

    assert thread.steps == (READ, CLOSED)
    assert [said.remark for said in thread.talk] == [QUESTION]


async def test_words_open_their_own_thread_and_no_other(public: Public) -> None:
    receipt = await public.tell()
    other = await public.intake.send_tip(Sending(A_MOPED, bytes(16)))
    assert other is not None
    await public.write(other, Kind.MESSAGE, QUESTION)

    assert (await public.mailbox.open_mailbox(receipt.words)).talk == ()


async def test_an_addition_is_kept_rings_the_desk_and_opens_with_the_tips_key(
    public: Public,
) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)

    added = await public.mailbox.add(thread.token, "It was red.")

    assert texts(added) == [(Kind.ADDITION, "It was red.")]
    [tip] = await public.open_tips()
    assert tip.body.thread is not None
    assert tip.body.thread.raw == public.derive(receipt).thread_key.raw
    assert await public.count(DoorbellRow) == 1


async def test_an_addition_rings_again_after_the_tip_was_picked_up(
    public: Public,
) -> None:
    receipt = await public.tell()
    async with public.behind.writing() as connection:
        await connection.execute(delete(DoorbellRow))
    thread = await public.mailbox.open_mailbox(receipt.words)

    await public.mailbox.add(thread.token, "It was red.")

    assert await public.count(DoorbellRow) == 1


async def test_the_same_addition_sent_again_and_at_once_is_added_once(
    public: Public,
) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)

    threads = await asyncio.gather(
        *(public.mailbox.add(thread.token, "It was red.") for _ in range(5))
    )

    assert all(len(added.talk) == 1 for added in threads)
    assert await public.count(LetterRow) == 2


async def test_other_words_from_the_same_page_and_the_same_from_a_new_one_are_added(
    public: Public,
) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)
    first = await public.mailbox.add(thread.token, "It was red.")
    await public.mailbox.add(thread.token, "It was fast.")

    last = await public.mailbox.add(first.token, "It was red.")

    assert [text for _kind, text in texts(last)].count("It was red.") == 2
    assert len(last.talk) == 3


async def test_a_page_taken_up_again_does_not_add_twice(public: Public) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)
    await public.mailbox.add(thread.token, "It was red.")

    resumed = await public.mailbox.open_mailbox(receipt.words, resumed=thread.token)
    last = await public.mailbox.add(resumed.token, "It was red.")

    assert len(last.talk) == 1


async def test_a_page_of_another_mailbox_cannot_be_taken_up(public: Public) -> None:
    receipt = await public.tell()
    other = await public.intake.send_tip(Sending(A_MOPED, bytes(16)))
    assert other is not None
    theirs = await public.mailbox.open_mailbox(other.words)

    mine = await public.mailbox.open_mailbox(receipt.words, resumed=theirs.token)
    await public.mailbox.add(mine.token, "It was red.")

    assert (await public.mailbox.open_mailbox(other.words)).talk == ()


async def test_a_token_that_is_not_ours_opens_nothing(public: Public) -> None:
    for token in ("", "AAAA", "not base64", "é", "A" * 200):
        with pytest.raises(StaleFormError):
            await public.mailbox.reopen(token)
        with pytest.raises(StaleFormError):
            await public.mailbox.add(token, "It was red.")


async def test_a_letter_that_does_not_open_leaves_the_others_readable(
    public: Public,
) -> None:
    receipt = await public.tell()
    broken = await public.write(receipt, Kind.MESSAGE, QUESTION)
    await public.write(receipt, Kind.STATUS, READ)
    await public.damage(broken)

    thread = await public.mailbox.open_mailbox(receipt.words)

    assert thread.unreadable == 1
    assert thread.steps == (READ,)


async def test_deleting_takes_the_key_and_the_way_back(public: Public) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)

    await public.mailbox.delete(receipt.words)

    assert await public.count(ShredRow) == 0
    assert await public.count(MailboxRow) == 0
    assert await public.count(TipRow) == 1
    for gone in (
        public.mailbox.open_mailbox(receipt.words),
        public.mailbox.reopen(thread.token),
        public.mailbox.add(thread.token, "It was red."),
        public.mailbox.delete(receipt.words),
    ):
        with pytest.raises(WordsNotFoundError):
            await gone


async def test_deleting_leaves_everybody_elses(public: Public) -> None:
    receipt = await public.tell()
    other = await public.intake.send_tip(Sending(A_MOPED, bytes(16)))
    await public.intake.send_tip(Sending(NO_WORDS, SEED))
    assert other is not None

    await public.mailbox.delete(receipt.words)

    assert len(await public.open_tips()) == 2
    assert (await public.mailbox.open_mailbox(other.words)).talk == ()


async def test_what_staff_keep_for_themselves_is_not_the_reporters_to_delete(
    public: Public,
) -> None:
    receipt = await public.tell()
    await public.add_staff_side()

    await public.mailbox.delete(receipt.words)

    assert await public.count(ShredRow) == 1


async def test_a_hold_keeps_everything_and_the_way_back(public: Public) -> None:
    receipt = await public.tell()
    await public.hold()

    with pytest.raises(HeldError):
        await public.mailbox.delete(receipt.words)
    assert (await public.mailbox.open_mailbox(receipt.words)).talk == ()
    assert len(await public.open_tips()) == 1


async def test_a_mailbox_is_over_on_its_day_before_upkeep_ran(public: Public) -> None:
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)
    days = public.site.borough.mailbox_days
    public.site.clock.advance(timedelta(days=days - 1))
    last_day = await public.mailbox.open_mailbox(receipt.words)
    public.site.clock.advance(timedelta(days=1))

    assert last_day.ends == date(2026, 3, 4) + timedelta(days=days)
    for over in (
        public.mailbox.open_mailbox(receipt.words),
        public.mailbox.add(thread.token, "It was red."),
        public.mailbox.delete(receipt.words),
    ):
        with pytest.raises(WordsNotFoundError):
            await over
    assert await public.count(MailboxRow) == 1


async def test_wrong_unknown_and_expired_words_cost_the_same_work(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = await public.tell()
    public.site.clock.advance(timedelta(days=public.site.borough.mailbox_days))
    derived = []
    derive = Receipt.derive_mailbox

    def count(self: Receipt, site_salt: bytes) -> object:
        derived.append(self.words)
        return derive(self, site_salt)

    monkeypatch.setattr(Receipt, "derive_mailbox", count)
    wrong = " ".join(receipt.chosen[::-1])
    unknown = public.site.words.generate(6)
    for typed in (receipt.words, wrong, unknown):
        with pytest.raises(WordsNotFoundError):
            await public.mailbox.open_mailbox(typed)

    assert len(derived) == 3


@pytest.mark.parametrize(
    "typed", ["", "zap", "one two three four five sixx", "x" * 999]
)
async def test_what_is_not_six_words_of_the_list_is_not_looked_up(
    public: Public, typed: str
) -> None:
    with pytest.raises(NotSixWordsError):
        await public.mailbox.open_mailbox(typed)
    with pytest.raises(NotSixWordsError):
        await public.mailbox.delete(typed)
