"""A name that was left apart: asked for, opened or not, and by nobody's forgery."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from crypto import Box, CryptoError, LetterContext, ShredKey, ThreadKey, seal_letter
from service.domain.answers import Answers, Identity
from service.domain.custody import LeftName, list_bonds, open_left_name
from service.domain.custody_cases import find_case, list_lines
from service.domain.custody_turns import (
    Decision,
    Step,
    Turn,
    ask_for_name,
    explain_turns,
    has_name,
    keep_turn,
    list_own_turns,
    list_turns,
)
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.letters import Kind, LetterId, Remark, Side, TipBody
from service.domain.opened import TipFile
from service.domain.originals import Original, list_originals
from service.domain.people import OfficerId
from service.domain.reports import tip_reference
from service.domain.sealed import Seal, StoredLetter, StoredTip
from tests.builders import CUSTODIAN_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import BEN, BODY, BOND, DAY, RECORD, THREAD, a_tip
from tests.domain.rings import CUSTODIAN, OTHERS

BOROUGH = a_borough()
NAME = Identity("Kim Osei", "Ravenscourt School", "020 7946 0123")
LEFT = LeftName(NAME, BOND, ThreadKey(b"n" * 32))
SHRED = ShredKey.generate()
LEFT_BEHIND = replace(BODY, answers=replace(BODY.answers, left_name="yes"))
ASKED = Turn(Step.ASKED, TRIAGE_DESK, BOND, "safety")
WROTE = replace(ASKED, step=Step.WROTE)


def said(turn: Turn, about: str = "") -> tuple[Kind, Remark]:
    return Kind.CUSTODY, Remark(DAY, by=BEN, content=turn.json, about=about)


def kept(*names: LeftName, shreds: Mapping[Side, ShredKey] | None = None) -> StoredTip:
    letters = []
    for number, name in enumerate(names):
        letter_id = LetterId(f"{number:032x}")
        sealed, box = name.seal(letter_id, SHRED, CUSTODIAN.card)
        letters.append(
            StoredLetter(
                letter_id,
                RECORD.id,
                Kind.IDENTITY,
                number,
                sealed.summary,
                sealed.body,
                wrap=None,
                seal=Seal(CUSTODIAN.card.id, adopted=False, box=box),
            )
        )
    held = {Side.TOLD: SHRED} if shreds is None else shreds
    return StoredTip(RECORD, tuple(letters), held, held=False, rings=False)


def test_the_custodian_opens_the_name_by_its_bond_and_can_write_to_its_reporter() -> (
    None
):
    opened = open_left_name(kept(LEFT), CUSTODIAN, BOND)

    assert opened is not None
    assert opened.identity == NAME
    assert opened.notices is not None
    assert opened.notices.raw == b"n" * 32


def test_without_words_nobody_can_be_told_that_a_name_was_opened() -> None:
    opened = open_left_name(kept(replace(LEFT, notices=None)), CUSTODIAN, BOND)

    assert opened is not None
    assert opened.notices is None


def test_a_name_opens_neither_for_another_desk_nor_by_another_bond() -> None:
    assert open_left_name(kept(LEFT), OTHERS, BOND) is None
    assert open_left_name(kept(LEFT), CUSTODIAN, "0c" * 16) is None
    assert open_left_name(kept(LEFT), CUSTODIAN, "") is None


def test_which_names_there_are_is_known_without_opening_one() -> None:
    other = replace(LEFT, bond="0c" * 16)

    assert list_bonds(kept(LEFT, other), CUSTODIAN) == (BOND, "0c" * 16)
    assert list_bonds(kept(LEFT, other), OTHERS) == ()


def test_what_its_reporter_deleted_does_not_open_any_more() -> None:
    gone = kept(LEFT, shreds={})

    assert list_bonds(gone, CUSTODIAN) == ()
    assert open_left_name(gone, CUSTODIAN, BOND) is None


def test_a_name_that_was_changed_where_it_lies_is_lost_and_nothing_worse() -> None:
    whole = kept(LEFT)
    broken = replace(
        whole.letters[0], body=Box(bytes(len(whole.letters[0].body or b"")))
    )

    assert open_left_name(replace(whole, letters=(broken,)), CUSTODIAN, BOND) is None


@pytest.mark.parametrize("notices", ["00", "nonsense"])
def test_a_name_with_no_key_where_one_should_be_is_none(notices: str) -> None:
    whole = LEFT.body.replace("6e" * 32, notices)

    with pytest.raises(CryptoError):
        LeftName.read(whole, BOND)


def test_the_desk_asks_once_and_then_waits_for_an_answer() -> None:
    asked = ask_for_name(a_tip(body=LEFT_BEHIND), "safety")

    assert asked == ASKED
    with pytest.raises(BadFormError):
        ask_for_name(a_tip(said(asked), body=LEFT_BEHIND), "safety")


def test_a_name_can_be_asked_for_again_once_the_answer_is_there() -> None:
    answer = replace(ASKED, step=Step.REFUSED)
    tip = a_tip(said(ASKED), said(answer, about="1"), body=LEFT_BEHIND)

    assert ask_for_name(tip, "safety") == ASKED


@pytest.mark.parametrize(
    "body", [BODY, replace(LEFT_BEHIND, bond=""), None, TipBody(Answers("a"), None)]
)
def test_where_no_name_was_left_there_is_none_to_ask_for(body: TipBody | None) -> None:
    tip = a_tip(body=body)

    assert not has_name(tip)
    with pytest.raises(BadFormError):
        ask_for_name(tip, "safety")


def test_a_request_shows_what_came_of_it_and_of_no_other() -> None:
    opened = replace(ASKED, step=Step.OPENED, passes_on=True)
    tip = a_tip(said(ASKED), said(ASKED), said(opened, about="1"), body=LEFT_BEHIND)

    first, second = list_turns(tip, [BOND])

    assert first.was_opened
    assert not first.is_waiting
    assert first.answers[0].turn.passes_on
    assert second.is_waiting
    assert not second.was_opened


def test_who_does_not_know_the_bond_can_neither_ask_nor_answer() -> None:
    forged = replace(ASKED, bond="0c" * 16)
    bare = replace(ASKED, bond="")
    nothing = (Kind.CUSTODY, Remark(DAY, content="[]"))
    shut = (Kind.CUSTODY, None)
    tip = a_tip(said(forged), said(bare), nothing, shut, body=LEFT_BEHIND)

    assert list_turns(tip, [BOND, ""]) == ()


def test_a_custodians_form_answers_what_its_page_showed_and_no_more() -> None:
    opened = replace(ASKED, step=Step.OPENED)
    [waiting] = list_turns(a_tip(said(ASKED)), [BOND])
    [answered] = list_turns(a_tip(said(ASKED), said(opened, about="1")), [BOND])
    form = Decision(waiting.id, 0, Step.OPENED, "safety", "Because", passes_on=True)

    assert form.judge(waiting, is_there=False) is Ending.DONE
    assert form.judge(waiting, is_there=True) is Ending.ALREADY
    assert form.judge(answered, is_there=False) is Ending.CHANGED
    assert form.answer(waiting) == replace(opened, reason="safety", passes_on=True)
    assert form.canonical != replace(form, text="Because of this").canonical


def test_a_turn_is_kept_for_both_desks_and_changes_nothing_else() -> None:
    tip = a_tip(body=LEFT_BEHIND)

    deed = keep_turn(tip, Remark(DAY, content=ASKED.json), CUSTODIAN_DESK)

    assert deed.kind is Kind.CUSTODY
    assert deed.also_for == {CUSTODIAN_DESK}
    assert (deed.open, deed.picked_up, deed.forget_on) == (True, True, None)
    assert deed.told is None


def test_a_letter_that_says_it_is_a_name_and_says_nothing_is_none() -> None:
    context = LetterContext(Kind.IDENTITY.value, "1d" * 16)
    sealed, key = seal_letter(context, SHRED, summary="{}", body="{}")
    seal = Seal(
        CUSTODIAN.card.id,
        adopted=False,
        box=CUSTODIAN.card.seal_content_key(key, context),
    )
    letter = StoredLetter(
        LetterId("1d" * 16),
        RECORD.id,
        Kind.IDENTITY,
        1,
        sealed.summary,
        sealed.body,
        THREAD.wrap(key, context),
        seal,
    )
    stored = replace(kept(), letters=(letter,))

    assert list_bonds(stored, CUSTODIAN) == ()


def test_the_custodian_takes_in_hand_what_was_really_asked_and_nothing_else() -> None:
    forged = replace(ASKED, bond="0c" * 16)
    opened = replace(ASKED, step=Step.OPENED, passes_on=True)
    tip = a_tip(said(ASKED), said(forged), said(opened, about="1"))
    file = TipFile(kept(LEFT), tip, CUSTODIAN, CUSTODIAN_DESK)

    [line] = list_lines(file)
    case = find_case(file, LetterId("1"))

    assert (line.day, line.reference) == (DAY, tip_reference(RECORD.id))
    assert case.tip_id == RECORD.id
    assert case.was_opened_by(BEN)
    assert not case.was_opened_by(OfficerId("somebody else"))
    assert case.request.was_passed_on
    assert case.name is not None
    assert case.name.identity == NAME
    for other in ("2", "9"):
        with pytest.raises(NotFoundError):
            find_case(file, LetterId(other))


def test_the_history_says_why_a_name_was_asked_for_and_who_calls() -> None:
    reason = BOROUGH.guide.opening_reasons[0]
    asked = replace(ASKED, reason=reason.code)
    calls = replace(asked, step=Step.OPENED)
    given = replace(calls, passes_on=True)
    wrote = replace(asked, step=Step.WROTE, reason="")
    tip = a_tip(*map(said, (asked, calls, given, wrote)), body=LEFT_BEHIND)

    assert explain_turns(tip, BOROUGH.guide.opening_reasons) == {
        "1": reason.label,
        "2": f"{reason.label}. The custodian calls the person",
        "3": f"{reason.label}. The desk that asked got the name",
    }
    assert len(list_own_turns(tip)) == 1
    assert list_own_turns(a_tip(said(asked), body=None)) == ()


def test_what_a_person_said_may_be_longer_than_why_their_name_was_opened() -> None:
    opens = Decision(LetterId("1"), 0, Step.OPENED)

    assert opens.longest < replace(opens, step=Step.WROTE).longest


def test_what_a_person_said_to_the_custodian_is_what_no_report_may_repeat() -> None:
    wrote = Remark(DAY, "He wears red", by=BEN, content=WROTE.json, about="1")
    tip = a_tip(said(ASKED), (Kind.CUSTODY, wrote), body=LEFT_BEHIND)

    spoken = Original("They told the custodian", "He wears red", DAY)
    assert list_originals(tip)[-1] == spoken
    assert spoken not in list_originals(
        replace(tip, body=replace(LEFT_BEHIND, bond=""))
    )
