"""Rows that the public process could write, if somebody else ran it."""

from sqlalchemy import insert, select, update

from crypto import LetterContext, random_id, seal_letter
from service.db.schema import LetterRow, SealRow
from service.domain.letters import Kind, Remark
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK
from tests.safeguarding.guardians import A_RUNNER, Guardians
from tests.tips import TODAY, Facts


async def test_a_seal_put_on_an_addition_does_not_shut_it(
    guardians: Guardians,
) -> None:
    left = await guardians.desk.leave_tip(A_RUNNER, Facts(picked_up=True))
    await guardians.desk.add(left, "He was there again.")
    async with guardians.desk.vault.writing() as connection:
        addition = await connection.scalar(
            select(LetterRow.id).where(LetterRow.kind == Kind.ADDITION)
        )
        junk = {"letter": addition, "desk": TRIAGE_DESK, "card": b"c", "box": b"b"}
        await connection.execute(insert(SealRow).values(**junk, adopted=False))

    [said] = (await guardians.look("ben", left.id)).tip.talk

    assert said.remark
    assert said.remark.text == "He was there again."


async def test_an_addition_sealed_to_the_desk_is_no_word_of_the_reporters(
    guardians: Guardians,
) -> None:
    left = await guardians.desk.leave_tip(A_RUNNER)
    context = LetterContext(Kind.ADDITION.value, random_id())
    words = Remark(day=TODAY, text="I made it all up.")
    letter, key = seal_letter(context, left.shred, body=words.json)
    card = guardians.site.desks[TRIAGE_DESK].card
    row = {"id": context.letter_id, "tip": left.id, "kind": "addition", "number": 7}
    seal = {"letter": context.letter_id, "desk": TRIAGE_DESK, "card": card.id}
    async with guardians.desk.vault.writing() as connection:
        sealed = insert(LetterRow).values(**row, size=letter.size, body=letter.body)
        await connection.execute(sealed)
        box = card.seal_content_key(key, context)
        await connection.execute(insert(SealRow).values(**seal, adopted=False, box=box))

    [said] = (await guardians.look("ben", left.id)).tip.talk

    assert said.remark is None


async def test_a_desk_that_comes_later_reads_the_letter_another_desk_opened(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.look("ben", tip)
    other = await guardians.desk.leave_tip()
    await guardians.desk.move_letter(other.letter, tip)
    await guardians.desk.change_seal(other.letter, desk=SAFEGUARDING_DESK)
    async with guardians.desk.vault.writing() as connection:
        first = update(LetterRow).where(LetterRow.id == other.letter)
        await connection.execute(first.values(number=-5))

    seen = await guardians.look("faye", tip, SAFEGUARDING_DESK)

    assert seen.tip.answers == A_RUNNER
