"""A safeguarding duty, as the letters about it say that it stands.

Nothing here writes. A duty is folded from its letters, one after the other, and
says what may come next: it cannot be closed without an action or a reason, where
it is automatic not by one person alone, and where the law asks for a notification
not before that was answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.configured import Topic
from service.domain.deeds import Deed, Doer
from service.domain.duty_actions import NOTIFYING, Action
from service.domain.errors import BadFormError, ForbiddenError
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.people import NOBODY, DeskId, OfficerId
from service.domain.sealed import StoredTip


class ActionMissingError(BadFormError):
    """A duty is not closed by saying nothing."""

    public_message = "Record what was done, or write why nothing needs to be done"


class NotificationMissingError(BadFormError):
    """The law asks for a notification, and nobody has said what became of it."""

    public_message = "Record who was notified, or why nobody was, before you close it"


class Step(StrEnum):
    """What one letter did to the duty."""

    OPENED = "opened"
    ACTED = "acted"
    PROPOSED = "proposed"
    SENT_BACK = "sent-back"
    CLOSED = "closed"
    REOPENED = "reopened"

    @property
    def act(self) -> Act:
        """What the log calls it."""
        return _ACTS[self]

    @property
    def opens(self) -> bool:
        """Tell whether the duty is open because of it."""
        return self in {Step.OPENED, Step.REOPENED}


_ACTS = {
    Step.OPENED: Act.DUTY_OPENED,
    Step.ACTED: Act.DUTY_ACTED,
    Step.PROPOSED: Act.DUTY_CLOSING,
    Step.SENT_BACK: Act.DUTY_KEPT,
    Step.CLOSED: Act.DUTY_CLOSED,
    Step.REOPENED: Act.DUTY_REOPENED,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a duty, by whom, and what they wrote.

    `automatic` and `notify` say what the duty is from here on: a letter that stays
    when its reporter has deleted the tip must still say so.
    """

    step: Step
    by: OfficerId
    text: str = ""
    action: str = ""
    automatic: bool = False
    notify: bool = False

    @property
    def json(self) -> str:
        """The content of its letter; who and what they wrote stand beside it."""
        flags = {"automatic": self.automatic, "notify": self.notify}
        return write_json({"step": self.step.value, "action": self.action, **flags})

    @classmethod
    def read(cls, remark: Remark) -> Self:
        """Read an opened letter.

        Raises:
            CannotOpenError: It says nothing about a duty.
        """
        fields = read_json(remark.content)
        try:
            step = Step(text_of(fields, "step"))
        except ValueError:
            raise CannotOpenError from None
        return cls(
            step,
            remark.by,
            remark.text,
            text_of(fields, "action"),
            automatic=fields.get("automatic") is True,
            notify=fields.get("notify") is True,
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as it stands. `acted` tells of actions since it was last opened."""

    automatic: bool
    notify: bool
    open: bool = True
    acted: bool = False
    notified: bool = False
    proposed_by: OfficerId = NOBODY

    @property
    def waits_for_notification(self) -> bool:
        """Tell whether the law's notification has still to be answered."""
        return self.notify and not self.notified

    def after(self, turn: Turn) -> "Duty":
        """Return the duty after a turn."""
        duty = replace(
            self,
            automatic=self.automatic or turn.automatic,
            notify=self.notify or turn.notify,
            proposed_by=turn.by if turn.step is Step.PROPOSED else self.proposed_by,
        )
        if turn.step is Step.ACTED:
            notified = duty.notified or turn.action in NOTIFYING
            return replace(duty, acted=True, notified=notified)
        if turn.step is Step.PROPOSED:
            return duty
        # Everything else answers a proposal, or makes it one about something older.
        duty = replace(duty, proposed_by=NOBODY, open=turn.step is not Step.CLOSED)
        return replace(duty, acted=duty.acted and self.open)

    def act(self, by: OfficerId, action: Action, text: str = "") -> Turn:
        """Record what was done.

        Raises:
            BadFormError: It is closed, it asks for no notification, or words are
                missing where the action says too little alone.
        """
        fits = self.notify or not action.answers_notification
        if not self.open or not fits or (action.needs_words and not text):
            raise BadFormError
        return self._turn(Step.ACTED, by, text, action.value)

    def close(self, by: OfficerId, text: str = "") -> Turn:
        """Close it; or propose to, where one person alone may not.

        Raises:
            ActionMissingError, NotificationMissingError: Not yet.
            BadFormError: It is closed, or somebody has proposed it already.
        """
        if not self.open or self.proposed_by:
            raise BadFormError
        if not self.acted and not text:
            raise ActionMissingError
        if self.waits_for_notification:
            raise NotificationMissingError
        step = Step.PROPOSED if self.automatic else Step.CLOSED
        return self._turn(step, by, text)

    def confirm(self, by: OfficerId) -> Turn:
        """Close it as a colleague proposed.

        Raises:
            ForbiddenError: It was the same person who proposed it.
            NotificationMissingError: A notification became due since.
            BadFormError: Nobody has proposed it.
        """
        if not self.open or not self.proposed_by:
            raise BadFormError
        if by == self.proposed_by:
            raise ForbiddenError
        if self.waits_for_notification:
            raise NotificationMissingError
        return self._turn(Step.CLOSED, by)

    def send_back(self, by: OfficerId, text: str) -> Turn:
        """Leave it open, against a proposal, and say why.

        Raises:
            BadFormError: Nobody has proposed to close it, or no reason is given.
        """
        if not self.open or not self.proposed_by or not text:
            raise BadFormError
        return self._turn(Step.SENT_BACK, by, text)

    def reopen(self, by: OfficerId, text: str) -> Turn:
        """Open it again, because of something new.

        Raises:
            BadFormError: It is open, or no reason is given.
        """
        if self.open or not text:
            raise BadFormError
        return self._turn(Step.REOPENED, by, text)

    def _turn(
        self, step: Step, by: OfficerId, text: str = "", action: str = ""
    ) -> Turn:
        flags = self.automatic, self.notify
        return Turn(step, by, text, action, automatic=flags[0], notify=flags[1])


def open_by_hand(by: OfficerId, text: str, *, notify: bool) -> Turn:
    """Say that a tip is a safeguarding matter.

    Raises:
        BadFormError: No reason is given.
    """
    if not text:
        raise BadFormError
    return Turn(Step.OPENED, by, text, notify=notify)


def write_turn(doer: Doer, tip: OpenedTip, turn: Turn, desk: DeskId) -> Deed:
    """Make the letter of a turn, for the tip's own desk and the one with the duty.

    Opening a duty again opens a closed tip again: none is forgotten with a duty.
    """
    kept = doer.keep(tip, Kind.DUTY, turn.step.act, turn.json)
    deed = replace(
        kept,
        record=replace(kept.record, text=turn.text),
        also_for=frozenset({tip.record.desk, desk}),
    )
    return replace(deed, open=True, forget_on=None) if turn.step.opens else deed


def duty_desk(borough: Borough, home: DeskId) -> DeskId:
    """Return the desk that has the duty for a tip: the independent desk for its own.

    What is about an officer, a teacher or a worker is sealed to nobody else.
    """
    independent = borough.independent_desk
    return independent if home == independent else borough.safeguarding.desk


def keep_real(stored: StoredTip, borough: Borough) -> StoredTip:
    """Leave out the duties of desks that have none for a tip.

    The public process begins duties, so whoever runs it can name any desk in one.
    """
    desk = duty_desk(borough, stored.record.desk)
    return replace(stored, duties=tuple(d for d in stored.duties if d.desk == desk))


def read_duty(tip: OpenedTip, borough: Borough) -> Duty | None:
    """Return a tip's duty as it stands, or None if it has none."""
    if not tip.duties:
        return None
    turns = read_turns(tip)
    if turns and turns[0].step is Step.OPENED:
        return fold(Duty(automatic=False, notify=False), turns)
    topic = borough.find_topic(tip.answers.topic) if tip.answers else None
    return fold(duty_at_intake(topic), turns)


def duty_at_intake(topic: Topic | None) -> Duty:
    """Return the duty that a tip brought along: an automatic one."""
    return Duty(automatic=True, notify=topic is not None and topic.notify)


def fold(duty: Duty, turns: Iterable[Turn]) -> Duty:
    """Return a duty after its turns."""
    for turn in turns:
        duty = duty.after(turn)
    return duty


def read_turns(tip: OpenedTip) -> tuple[Turn, ...]:
    """Return what was done about a tip's duty, in order."""
    return tuple(turn for _day, turn in read_history(tip))


def read_history(tip: OpenedTip) -> tuple[tuple[date, Turn], ...]:
    """Return what was done about a tip's duty, in order, with the day of each."""
    found = []
    for remark in tip.read_all(Kind.DUTY):
        try:
            found.append((remark.day, Turn.read(remark)))
        except CannotOpenError:
            continue
    return tuple(found)
