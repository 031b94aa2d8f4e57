"""Asking for a name that was left apart, and the custodian's answers, turn by turn."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError
from service.domain.configured import Choice
from service.domain.deeds import Deed
from service.domain.errors import BadFormError
from service.domain.forms import Ending
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, LetterId, Remark
from service.domain.opened import OpenedTip
from service.domain.people import DeskId, OfficerId

LONGEST_WHY = 500
"""How many characters say why a name is asked for, or is not opened."""

LONGEST_ANSWER = 2_000
"""How many characters tell the desk that asked what the person said."""


class Step(StrEnum):
    """What a turn of custody is."""

    ASKED = "asked"
    OPENED = "opened"
    REFUSED = "refused"
    WROTE = "wrote"
    """The custodian talked to the person, and writes back without the name."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one custody letter says besides its words: a request, or its answer.

    `reason` is one of the borough's codes; `desk` who asked; `passes_on` tells that
    the desk that asked was given the name.
    """

    step: str
    desk: DeskId
    bond: str = field(repr=False)
    reason: str = ""
    passes_on: bool = False

    @property
    def json(self) -> str:
        """The content of the letter's remark."""
        return write_json(asdict(self))

    @classmethod
    def read(cls, content: str) -> Self:
        """Read a turn.

        Raises:
            CannotOpenError: It is none.
        """
        fields = read_json(content)
        return cls(
            text_of(fields, "step"),
            DeskId(text_of(fields, "desk")),
            text_of(fields, "bond"),
            text_of(fields, "reason"),
            fields.get("passes_on") is True,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the custodian did about a request."""

    remark: Remark
    turn: Turn


@dataclass(frozen=True, slots=True)
class Request:
    """A desk's request to open a name, and what came of it so far."""

    id: LetterId
    remark: Remark
    turn: Turn
    answers: tuple[Answer, ...]

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has answered it yet."""
        return not self.answers

    @property
    def was_opened(self) -> bool:
        """Tell whether the name was opened for it at least once."""
        return any(one.turn.step == Step.OPENED for one in self.answers)

    def was_opened_by(self, officer: OfficerId) -> bool:
        """Tell whether this officer opened the name for it."""
        opened = (one for one in self.answers if one.turn.step == Step.OPENED)
        return any(one.remark.by == officer for one in opened)

    @property
    def was_passed_on(self) -> bool:
        """Tell whether the desk that asked was given the name."""
        return any(one.turn.passes_on for one in self.answers)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a custodian's form says. `answered` is how many answers its page showed."""

    request: LetterId
    answered: int
    step: Step
    reason: str = ""
    text: str = field(default="", repr=False)
    passes_on: bool = False

    @property
    def canonical(self) -> bytes:
        """The bytes that stand for exactly this decision."""
        return write_json(asdict(self)).encode()

    @property
    def longest(self) -> int:
        """How many characters its words may have."""
        return LONGEST_ANSWER if self.step is Step.WROTE else LONGEST_WHY

    def answer(self, request: Request) -> Turn:
        """Return the turn that answers a request so."""
        asked = request.turn
        return Turn(
            self.step,
            asked.desk,
            asked.bond,
            self.reason,
            passes_on=self.passes_on,
        )

    def judge(self, request: Request, *, is_there: bool) -> Ending:
        """Say what comes of it; `is_there` tells that its letter was written before."""
        if is_there:
            return Ending.ALREADY
        is_new = self.answered == len(request.answers)
        return Ending.DONE if is_new else Ending.CHANGED


def read_turn(remark: Remark | None) -> Turn | None:
    """Return what a custody letter says, if it opens and says anything."""
    try:
        return Turn.read(remark.content) if remark else None
    except CannotOpenError:
        return None


def list_requests(
    letters: Iterable[tuple[LetterId, Remark | None]], bonds: Iterable[str]
) -> tuple[Request, ...]:
    """Return what was asked about a tip's name, and what came of it, oldest first.

    What carries none of the `bonds` was written by somebody who had opened neither
    the tip nor the name: it counts for nothing.
    """
    known = set(bonds) - {""}
    turns = [(one, remark, read_turn(remark)) for one, remark in letters]
    real = [
        (one, remark, turn)
        for one, remark, turn in turns
        if remark and turn and turn.bond in known
    ]
    return tuple(
        Request(
            asked,
            remark,
            turn,
            tuple(
                Answer(said, answer)
                for _, said, answer in real
                if said.about == asked and answer.step != Step.ASKED
            ),
        )
        for asked, remark, turn in real
        if turn.step == Step.ASKED
    )


def list_turns(tip: OpenedTip, bonds: Iterable[str]) -> tuple[Request, ...]:
    """Return what was asked about an opened tip's name, as `list_requests`."""
    letters = ((a.id, a.remark) for a in tip.letters if a.kind is Kind.CUSTODY)
    return list_requests(letters, bonds)


def list_own_turns(tip: OpenedTip) -> tuple[Request, ...]:
    """Return what the desk with a tip asked about its name, as `list_requests`."""
    return list_turns(tip, (tip.body.bond,) if tip.body else ())


def explain_turns(tip: OpenedTip, reasons: Iterable[Choice]) -> dict[LetterId, str]:
    """Say of each custody letter why it was written: one of a borough's reasons."""
    labels = {one.code: one.label for one in reasons}
    turns = {a.id: read_turn(a.remark) for a in tip.letters if a.kind is Kind.CUSTODY}
    return {
        letter: f"{labels.get(turn.reason, turn.reason)}{_say_who_calls(turn)}"
        for letter, turn in turns.items()
        if turn and turn.reason
    }


def _say_who_calls(turn: Turn) -> str:
    if turn.step != Step.OPENED:
        return ""
    passed = ". The desk that asked got the name"
    return passed if turn.passes_on else ". The custodian calls the person"


def has_name(tip: OpenedTip) -> bool:
    """Tell whether a name was left with a tip, and could be asked for."""
    body = tip.body
    return body is not None and body.answers.left_name == "yes" and body.bond != ""


def ask_for_name(tip: OpenedTip, reason: str) -> Turn:
    """Return the turn that asks for a tip's name.

    Raises:
        BadFormError: None was left, or somebody asked already and waits.
    """
    bond = tip.body.bond if tip.body else ""
    waits = any(one.is_waiting for one in list_turns(tip, (bond,)))
    if not has_name(tip) or waits:
        raise BadFormError
    return Turn(Step.ASKED, tip.record.desk, bond, reason)


def keep_turn(tip: OpenedTip, remark: Remark, reader: DeskId) -> Deed:
    """Keep a turn for both desks; nothing else of the tip changes."""
    record = tip.record
    return Deed(
        Kind.CUSTODY,
        remark,
        also_for=frozenset({reader}),
        open=record.open,
        picked_up=record.picked_up,
        forget_on=record.forget_on,
    )
