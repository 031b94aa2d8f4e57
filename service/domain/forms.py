"""What a form of a tip's page asks for, and what comes of it.

Pure rules: nothing here writes. A form is known when it comes twice, and shows
nothing new to who was slower than a colleague.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from crypto import Draft
from service.domain.audit import Act
from service.domain.errors import BadFormError
from service.domain.json_texts import write_json
from service.domain.letters import LetterId
from service.domain.opened import OpenedLetter, OpenedTip, People
from service.domain.tips import LONGEST_TEXT, TipId


class WordsProblem(StrEnum):
    """What can be wrong with what an officer typed or chose."""

    EMPTY = "Write something first"
    TOO_LONG = "Use 4,000 characters or fewer"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"
    NOT_CHOSEN = "Choose one from the list"
    MARKED = "Look at what is marked before you send it"
    SUPERVISOR = "A supervisor must send this, or write it without what is marked"
    DUTY_OPEN = (
        "There is a safeguarding duty that is still open. It has to be closed first"
    )


_TELLING = frozenset({Act.MESSAGE_SENT, Act.PASSED_ON})
_OF_WHAT_WAS_TOLD = frozenset(
    {
        Act.REPORT_SAVED,
        Act.SECOND_ASKED,
        Act.REPORT_RELEASED,
        Act.CCTV_ASKED,
        Act.NAME_ASKED,
    }
)
_DUTY = frozenset(
    {
        Act.DUTY_OPENED,
        Act.DUTY_ACTED,
        Act.DUTY_CLOSING,
        Act.DUTY_CLOSED,
        Act.DUTY_KEPT,
        Act.DUTY_REOPENED,
    }
)
_FIT_CLOSED = _DUTY | {
    Act.NOTE_ADDED,
    Act.HOLD_SET,
    Act.HOLD_LIFTED,
    Act.TIP_REOPENED,
    Act.TIP_MOVED,
    Act.SECOND_REFUSED,
    Act.SOURCE_REVIEWED,
    Act.REPORT_WITHDRAWN,
    Act.NAME_ASKED,
    Act.FILE_LOCKED,
}
_WITH_REASON = frozenset(
    {
        Act.TIP_CLOSED,
        Act.HOLD_SET,
        Act.HOLD_LIFTED,
        Act.DUTY_ACTED,
        Act.SOURCE_REVIEWED,
        Act.REPORT_WITHDRAWN,
        Act.CCTV_ASKED,
        Act.NAME_ASKED,
    }
)


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
    def needs_told(self) -> bool:
        """Tell whether it takes what the reporter told, or answers it."""
        return self.tells or self.act in _OF_WHAT_WAS_TOLD

    @property
    def fits_closed(self) -> bool:
        """Tell whether it can be done to a closed tip too."""
        return self.act in _FIT_CLOSED


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Seen:
    """A tip as it is after a form, and what came of the form.

    `since` is what others did meanwhile, where that kept the form from its aim.
    """

    tip: OpenedTip
    people: People
    ending: Ending
    since: tuple[OpenedLetter, ...] = ()


def judge(tip: OpenedTip, form: TipForm, wish: Wish, draft: Draft) -> Ending:
    """Say what comes of a form, before anything is written.

    Raises:
        BadFormError: No page of ours offers this for the tip as it is.
    """
    if tip.has_letter(record_id(draft)):
        return Ending.ALREADY
    # Without the reporter's words nothing that points at them would be marked.
    if form.version != tip.record.version or (wish.needs_told and tip.withdrawn):
        return Ending.CHANGED
    # Closing would bury what the reporter added since the page was shown.
    if wish.act is Act.TIP_CLOSED and form.heard != tip.heard:
        return Ending.CHANGED
    fits = tip.kept and (tip.record.open or wish.fits_closed)
    if not fits or (wish.tells and tip.thread is None):
        raise BadFormError
    return Ending.DONE


def record_id(draft: Draft) -> LetterId:
    """The id of the staff letter that a form leaves: there already, if sent twice."""
    return LetterId(draft.make_id("record"))
