"""What an officer can do with a tip, and what each act writes.

Pure rules: a tip as it is goes in, and out comes what to seal, for the desk and
for the reporter, and what changes in clear. Nothing here writes.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from crypto import Draft
from service.domain.audit import Act
from service.domain.boroughs import Borough, Outcome
from service.domain.errors import BadFormError
from service.domain.letters import (
    Kind,
    LetterId,
    Remark,
    Side,
    Stage,
    write_json,
)
from service.domain.opened import OpenedTip, TipFile
from service.domain.people import OfficerId
from service.domain.sealed import (
    Place,
    StoredLetter,
    seal_record,
    seal_told,
)
from service.domain.tips import LONGEST_TEXT, TipId


class WordsProblem(StrEnum):
    """What can be wrong with what an officer typed or chose."""

    EMPTY = "Write something first"
    TOO_LONG = "Use 4,000 characters or fewer"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"
    NOT_CHOSEN = "Choose one from the list"


class HoldReason(StrEnum):
    """Why a tip must not be forgotten yet."""

    POLICE = "police"
    COURT = "court"
    COMPLAINT = "complaint"
    ACCESS = "access-request"
    SAFEGUARDING = "safeguarding"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_TELLING = frozenset({Act.MESSAGE_SENT, Act.PASSED_ON})
_FIT_CLOSED = frozenset(
    {Act.NOTE_ADDED, Act.HOLD_SET, Act.HOLD_LIFTED, Act.TIP_REOPENED}
)
_WITH_REASON = frozenset({Act.TIP_CLOSED, Act.HOLD_SET, Act.HOLD_LIFTED})
_REASONS = {
    HoldReason.POLICE: "The police asked us to keep it",
    HoldReason.COURT: "A court or tribunal may need it",
    HoldReason.COMPLAINT: "There is a complaint about how it was handled",
    HoldReason.ACCESS: "Somebody asked to see what is held about them",
    HoldReason.SAFEGUARDING: "A child's or adult's safety depends on it",
}

LIFTED = "not-needed"
"""The one reason to lift a hold, as a code for the log."""


def check_words(text: str) -> WordsProblem | None:
    """Say what is wrong with a text that an officer must write."""
    return WordsProblem.EMPTY if not text.strip() else check_length(text)


def check_length(text: str) -> WordsProblem | None:
    """Say what is wrong with a text that an officer may leave out."""
    return WordsProblem.TOO_LONG if len(text) > LONGEST_TEXT else None


class Ending(StrEnum):
    """What came of a form."""

    SHOWN = "shown"
    DONE = "done"
    ALREADY = "already"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class TipForm:
    """What every form of a tip's page brings along, whatever it asks for.

    `version` is the tip's when the page was shown, and `heard` how often its
    reporter had added something by then; `seed` comes from the form's ticket, so
    the same form sent again is known.
    """

    tip_id: TipId
    version: int
    heard: int
    seed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer asked for, before it is known whether it can be done."""

    act: Act
    text: str = field(default="", repr=False)
    choice: str = ""

    def canonical(self, tip_id: TipId) -> bytes:
        """The bytes that stand for exactly this wish about this tip."""
        fields = {"tip": tip_id, "act": self.act.value, "text": self.text}
        return write_json({**fields, "choice": self.choice}).encode()

    @property
    def reason(self) -> str:
        """The code that stands in the log beside the act."""
        return self.choice if self.act in _WITH_REASON else ""

    @property
    def tells(self) -> bool:
        """Tell whether it is only there to tell the reporter something."""
        return self.act in _TELLING

    @property
    def fits_closed(self) -> bool:
        """Tell whether it can be done to a closed tip too."""
        return self.act in _FIT_CLOSED


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: what it leaves with the desk, tells the reporter, and changes.

    `told` goes into the thread where there is one. `held` is None where the act
    has nothing to do with holds. `silences` takes the doorbell away.
    """

    kind: Kind
    record: Remark
    told: Remark | None = None
    told_kind: Kind = Kind.STATUS
    open: bool = True
    picked_up: bool = False
    forget_on: date | None = None
    held: bool | None = None
    silences: bool = False


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, and on what day."""

    officer: OfficerId
    day: date

    def note(self, tip: OpenedTip, text: str) -> Deed:
        """Write something down for the desk."""
        return self._keep(tip, Act.NOTE_ADDED, text)

    def give(self, tip: OpenedTip, to: OfficerId) -> Deed:
        """Pick a tip up, or hand it to a colleague. Both are a pick-up if the first."""
        act = Act.TIP_CLAIMED if to == self.officer else Act.TIP_HANDED
        record = Remark(day=self.day, by=self.officer, holder=to, act=act.value)
        told = None if tip.record.picked_up else self._stage(Stage.BEING_READ)
        silences = act is Act.TIP_CLAIMED or told is not None
        return Deed(Kind.HOLDER, record, told=told, picked_up=True, silences=silences)

    def message(self, tip: OpenedTip, text: str) -> Deed:
        """Write to the reporter. The desk's own record holds no word of it."""
        kept = self._keep(tip, Act.MESSAGE_SENT, "")
        told = Remark(day=self.day, text=text)
        return replace(kept, told=told, told_kind=Kind.MESSAGE)

    def pass_on(self, tip: OpenedTip, text: str) -> Deed:
        """Tell the reporter that it was passed on, and what that means."""
        kept = self._keep(tip, Act.PASSED_ON, "")
        return replace(kept, told=self._stage(Stage.PASSED_ON, text))

    def close(
        self, tip: OpenedTip, outcome: Outcome, text: str, borough: Borough
    ) -> Deed:
        """Close a tip, tell its reporter why, and set the day it is forgotten."""
        told = f"{outcome.told}\n\n{text}" if text else outcome.told
        record = Remark(
            day=self.day,
            text=text,
            by=self.officer,
            outcome=outcome.code,
            act=Act.TIP_CLOSED.value,
        )
        return Deed(
            Kind.OUTCOME,
            record,
            told=self._stage(Stage.CLOSED, told),
            open=False,
            picked_up=tip.record.picked_up,
            forget_on=borough.forget_on(self.day),
            silences=True,
        )

    def reopen(self, tip: OpenedTip) -> Deed:
        """Take a closed tip up again; the day it would be forgotten is off.

        Raises:
            BadFormError: It is not closed, or there is nothing left to act on.
        """
        if tip.record.open or tip.withdrawn:
            raise BadFormError
        record = Remark(
            day=self.day,
            by=self.officer,
            holder=self.officer,
            act=Act.TIP_REOPENED.value,
        )
        told = self._stage(Stage.BEING_READ)
        return Deed(Kind.HOLDER, record, told=told, picked_up=True, silences=True)

    def hold(self, tip: OpenedTip, reason: HoldReason) -> Deed:
        """Keep a tip from being forgotten or withdrawn."""
        kept = self._keep(tip, Act.HOLD_SET, reason.label)
        return replace(kept, held=True)

    def lift(self, tip: OpenedTip) -> Deed:
        """Let a tip be forgotten and withdrawn again."""
        return replace(self._keep(tip, Act.HOLD_LIFTED, ""), held=False)

    def _keep(self, tip: OpenedTip, act: Act, text: str) -> Deed:
        record = Remark(day=self.day, text=text, by=self.officer, act=act.value)
        return Deed(
            Kind.NOTE,
            record,
            open=tip.record.open,
            picked_up=tip.record.picked_up,
            forget_on=tip.record.forget_on,
        )

    def _stage(self, stage: Stage, text: str = "") -> Remark:
        return Remark(day=self.day, text=text, stage=stage.value)


def judge(tip: OpenedTip, form: TipForm, wish: Wish, draft: Draft) -> Ending:
    """Say what comes of a form, before anything is written.

    Raises:
        BadFormError: No page of ours offers this for the tip as it is.
    """
    if tip.has_letter(_record_id(draft)):
        return Ending.ALREADY
    if form.version != tip.record.version or (wish.tells and tip.withdrawn):
        return Ending.CHANGED
    # Closing would bury what the reporter added since the page was shown.
    if wish.act is Act.TIP_CLOSED and form.heard != tip.heard:
        return Ending.CHANGED
    fits = tip.kept and (tip.record.open or wish.fits_closed)
    if not fits or (wish.tells and tip.thread is None):
        raise BadFormError
    return Ending.DONE


def seal_deed(deed: Deed, file: TipFile, draft: Draft) -> tuple[StoredLetter, ...]:
    """Seal what a deed leaves with the desk, and what it tells the reporter.

    Without a thread nothing is told.
    """
    stored, thread = file.stored, file.tip.thread
    tip, number = stored.record.id, stored.next_number
    place = Place(_record_id(draft), tip, deed.kind, number)
    staff = stored.shreds[Side.STAFF]
    record = seal_record(place, deed.record, file.keyring, staff)
    if deed.told is None or thread is None:
        return (record,)
    told_id = LetterId(draft.make_id("told"))
    place = Place(told_id, tip, deed.told_kind, number + 1)
    told = seal_told(place, deed.told, thread, stored.shreds[Side.TOLD])
    return record, told


def _record_id(draft: Draft) -> LetterId:
    """The id of the staff letter that a form leaves: there already, if sent twice."""
    return LetterId(draft.make_id("record"))
