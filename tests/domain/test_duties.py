from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from crypto import CannotOpenError
from service.domain.duties import (
    ActionMissingError,
    Duty,
    NotificationMissingError,
    Step,
    Turn,
    duty_desk,
    fold,
    open_by_hand,
)
from service.domain.duty_actions import NOTIFYING, Action
from service.domain.errors import BadFormError, ForbiddenError, RefusedError
from service.domain.letters import Remark
from service.domain.people import OfficerId
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK, TRIAGE_DESK, a_borough

FAYE, GITA = OfficerId("faye"), OfficerId("gita")
DAY = date(2026, 3, 4)
FLAGGED = Duty(automatic=True, notify=False)
BY_HAND = Duty(automatic=False, notify=False)
ABUSE = Duty(automatic=True, notify=True)


def test_a_flagged_duty_is_closed_by_two_people() -> None:
    duty = FLAGGED.after(FLAGGED.act(FAYE, Action.REFERRED))
    proposed = duty.after(duty.close(FAYE))

    assert proposed.open
    assert not proposed.after(proposed.confirm(GITA)).open


def test_nobody_confirms_what_they_proposed_themselves() -> None:
    duty = FLAGGED.after(FLAGGED.close(FAYE, "The child moved away last year."))

    with pytest.raises(ForbiddenError):
        duty.confirm(FAYE)


def test_a_duty_opened_by_hand_is_closed_by_one_person() -> None:
    turn = BY_HAND.close(FAYE, "It was an adult after all.")

    assert turn.step is Step.CLOSED


def test_nothing_is_closed_without_an_action_or_a_reason() -> None:
    for duty in (FLAGGED, BY_HAND, ABUSE):
        with pytest.raises(ActionMissingError):
            duty.close(FAYE)


def test_the_notification_is_answered_before_anything_is_closed() -> None:
    with pytest.raises(NotificationMissingError):
        ABUSE.close(FAYE, "A colleague has it.")

    for action in NOTIFYING:
        duty = ABUSE.after(ABUSE.act(FAYE, action, "Case 12"))
        assert duty.close(FAYE).step is Step.PROPOSED


def test_to_notify_nobody_takes_a_written_reason() -> None:
    with pytest.raises(BadFormError):
        ABUSE.act(FAYE, Action.NOT_NOTIFIED)


def test_a_duty_that_asks_for_no_notification_takes_none() -> None:
    with pytest.raises(BadFormError):
        FLAGGED.act(FAYE, Action.NOTIFIED_POLICE)


def test_a_notification_that_became_due_since_is_not_closed_over() -> None:
    proposed = FLAGGED.after(FLAGGED.close(FAYE, "Nothing to do."))
    judged = Turn(Step.OPENED, GITA, automatic=True, notify=True)

    duty = proposed.after(judged)

    assert duty.open
    assert not duty.proposed_by
    assert duty.waits_for_notification


def test_what_is_sent_back_can_be_proposed_again_by_anybody() -> None:
    duty = FLAGGED.after(FLAGGED.close(FAYE, "Nothing to do."))
    duty = duty.after(duty.send_back(GITA, "Ask the school first."))

    assert duty.close(GITA, "The school knows.").step is Step.PROPOSED


def test_a_duty_opened_again_wants_something_done_about_what_is_new() -> None:
    duty = BY_HAND.after(BY_HAND.act(FAYE, Action.POLICE))
    duty = duty.after(duty.close(FAYE))
    again = duty.after(duty.reopen(GITA, "There is a second child."))

    assert again.open
    with pytest.raises(ActionMissingError):
        again.close(FAYE)


def test_a_reason_is_wanted_to_open_one_by_hand_and_to_open_one_again() -> None:
    with pytest.raises(BadFormError):
        open_by_hand(FAYE, "", notify=False)
    with pytest.raises(BadFormError):
        Duty(automatic=False, notify=False, open=False).reopen(FAYE, "")


def test_a_letter_says_what_its_turn_said() -> None:
    turn = Turn(Step.ACTED, FAYE, "Case 12", "police", automatic=True, notify=True)
    remark = Remark(day=DAY, by=FAYE, text="Case 12", content=turn.json)

    assert Turn.read(remark) == turn


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"step":"undone"}', '{"step":1}'])
def test_what_says_nothing_of_a_duty_is_no_turn(content: str) -> None:
    with pytest.raises(CannotOpenError):
        Turn.read(Remark(day=DAY, content=content))


def test_the_independent_desk_has_the_duty_for_what_only_it_may_read() -> None:
    borough = a_borough()

    assert duty_desk(borough, TRIAGE_DESK) == SAFEGUARDING_DESK
    assert duty_desk(borough, INDEPENDENT_DESK) == INDEPENDENT_DESK


def test_every_action_says_in_plain_words_what_it_is() -> None:
    assert len({action.label for action in Action}) == len(Action)


class DutyLife(RuleBasedStateMachine):
    """Officers try whatever they like, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = Duty(automatic=True, notify=False)
        self.turns: list[Turn] = []

    @property
    def duty(self) -> Duty:
        return fold(self.begun, self.turns)

    @rule(
        by=st.sampled_from([FAYE, GITA]),
        verb=st.sampled_from(["act", "close", "confirm", "send_back", "reopen"]),
        action=st.sampled_from(list(Action)),
        text=st.sampled_from(["", "A reason"]),
    )
    def try_something(
        self, by: OfficerId, verb: str, action: Action, text: str
    ) -> None:
        duty = self.duty
        tried = {
            "act": lambda: duty.act(by, action, text),
            "close": lambda: duty.close(by, text),
            "confirm": lambda: duty.confirm(by),
            "send_back": lambda: duty.send_back(by, text),
            "reopen": lambda: duty.reopen(by, text),
        }
        try:
            self.turns.append(tried[verb]())
        except RefusedError:
            return

    @rule(by=st.sampled_from([FAYE, GITA]))
    def judge_it_sexual_abuse(self, by: OfficerId) -> None:
        self.turns.append(Turn(Step.OPENED, by, automatic=True, notify=True))

    @invariant()
    def no_one_person_has_closed_it(self) -> None:
        if self.duty.open:
            return
        closing = self.turns[-1]
        proposal = next(t for t in reversed(self.turns) if t.step is Step.PROPOSED)
        assert closing.step is Step.CLOSED
        assert closing.by != proposal.by

    @invariant()
    def something_was_done_or_said_whenever_closing_was_proposed(self) -> None:
        acted = False
        for turn in self.turns:
            acted = acted or turn.step is Step.ACTED
            if turn.step is Step.PROPOSED:
                assert acted or turn.text
            if turn.step is Step.REOPENED:
                acted = False

    @invariant()
    def the_law_was_answered_before_it_was_closed(self) -> None:
        if self.duty.notify and not self.duty.open:
            assert any(t.action in NOTIFYING for t in self.turns)


TestDutyLife = DutyLife.TestCase
TestDutyLife.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
