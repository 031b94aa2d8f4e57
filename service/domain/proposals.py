"""What waits for a second person: a marked message, or a report to be released.

A proposal is a staff letter. The letter that answers it, whatever its kind, names
the proposal's id in `about`; until there is one, it waits. Whoever proposed it
never decides it.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.deeds import Deed, Doer
from service.domain.errors import BadFormError
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, LetterId
from service.domain.opened import OpenedLetter, OpenedTip
from service.domain.people import OfficerId, SignedIn


class ProposalKind(StrEnum):
    """What a second person is asked to let go out."""

    MESSAGE = "message"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody asks a second person for, as it is sealed.

    `content` is JSON of its own: a `Message`, or what is to be released. `heard` is
    how often the reporter had added something by then: what they add later has a
    number of its own, so the order of a tip's letters does not tell.
    """

    what: str
    by: OfficerId
    day: date
    content: str = field(repr=False)
    heard: int = 0

    @property
    def json(self) -> str:
        """The text that goes into a proposal's letter."""
        return write_json({**asdict(self), "day": self.day.isoformat()})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a proposal's content.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        try:
            day = date.fromisoformat(text_of(fields, "day"))
        except ValueError:
            raise CannotOpenError from None
        what, by = text_of(fields, "what"), OfficerId(text_of(fields, "by"))
        heard = fields.get("heard")
        return cls(
            what,
            by,
            day,
            text_of(fields, "content"),
            heard if isinstance(heard, int) else 0,
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked when somebody asked: a mark's kind, its words, and why."""

    kind: str
    words: str = field(repr=False)
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """Words for a reporter, and the act that tells them: three acts do.

    `choice` is the outcome's code where the act closes the tip.
    """

    act: str
    text: str = field(repr=False)
    choice: str = ""
    marks: tuple[Marked, ...] = ()

    @property
    def json(self) -> str:
        """The text that a proposal carries."""
        return write_json(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what a proposal carries.

        Raises:
            CannotOpenError: It is not a message.
        """
        fields = read_json(text)
        marks = fields.get("marks")
        rows: list[object] = marks if isinstance(marks, list) else []
        return cls(
            act=text_of(fields, "act"),
            text=text_of(fields, "text"),
            choice=text_of(fields, "choice"),
            marks=tuple(_read_marked(row) for row in rows if isinstance(row, dict)),
        )

    def tell(self, doer: Doer, tip: OpenedTip, borough: Borough) -> Deed:
        """Say what telling the reporter so writes and changes.

        Raises:
            BadFormError: No form of ours asks for such an act.
        """
        outcome = borough.find_outcome(self.choice)
        if self.act == Act.TIP_CLOSED and outcome:
            return doer.close(tip, outcome, self.text, borough)
        told: Mapping[str, Callable[[OpenedTip, str], Deed]] = {
            Act.MESSAGE_SENT: doer.message,
            Act.PASSED_ON: doer.pass_on,
        }
        if self.act not in told:
            raise BadFormError
        return told[self.act](tip, self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal that nobody has decided yet, with its letter's id."""

    id: LetterId
    proposal: Proposal

    def may_be_decided(self, officer: SignedIn, tip: OpenedTip) -> bool:
        """Tell whether an officer may decide it: a supervisor who did not ask."""
        is_author = officer.officer_id == self.proposal.by
        return officer.is_supervisor(tip.record.desk) and not is_author

    def send_back(self, doer: Doer, tip: OpenedTip, text: str) -> Deed:
        """Say no, with what should be changed."""
        deed = doer.keep(
            tip, Kind.PROPOSAL, Act.SECOND_REFUSED, content="", about=self.id
        )
        return replace(deed, record=replace(deed.record, text=text))

    def send_message(self, doer: Doer, tip: OpenedTip, borough: Borough) -> Deed:
        """Say yes to a message: it is told as it stands.

        Raises:
            CannotOpenError: It carries no message.
        """
        deed = Message.read(self.proposal.content).tell(doer, tip, borough)
        return replace(deed, record=replace(deed.record, about=self.id))


def ask(doer: Doer, tip: OpenedTip, what: ProposalKind, content: str) -> Deed:
    """Ask a second person for something."""
    proposal = Proposal(what.value, doer.officer, doer.day, content, tip.heard)
    return doer.keep(tip, Kind.PROPOSAL, Act.SECOND_ASKED, proposal.json)


def list_asked(tip: OpenedTip) -> tuple[Asked, ...]:
    """Return what waits for a second person, the oldest first."""
    answered = {letter.remark.about for letter in tip.deeds if letter.remark}
    found = (_read_asked(one) for one in tip.deeds if one.id not in answered)
    return tuple(one for one in found if one)


def _read_asked(letter: OpenedLetter) -> Asked | None:
    """Read a proposal. What is none, or cannot be read, is None."""
    remark = letter.remark
    if letter.kind is not Kind.PROPOSAL or remark is None:
        return None
    if remark.act != Act.SECOND_ASKED:
        return None
    try:
        return Asked(letter.id, Proposal.read(remark.content))
    except CannotOpenError:
        return None


def _read_marked(row: Mapping[str, object]) -> Marked:
    kind, words, why = (text_of(row, name) for name in ("kind", "words", "why"))
    return Marked(kind, words, why)
