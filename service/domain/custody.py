"""A name that somebody left apart: its letter, who asks for it, and what came of it.

The name's letter is sealed to the custodian's desk alone. Its bond stands in the
tip's letter too, and in each turn of custody between the desks: whoever can only
write rows has opened neither letter, so nothing of theirs carries the right one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Self

from crypto import (
    Box,
    CannotOpenError,
    CryptoError,
    DeskCard,
    LetterContext,
    SealedLetter,
    ShredKey,
    ThreadKey,
    open_part,
    seal_letter,
)
from service.domain.answers import Identity
from service.domain.forms import Ending
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, LetterId, Remark
from service.domain.people import DeskId, Keyring
from service.domain.sealed import (
    Part,
    Shreds,
    StoredLetter,
    StoredTip,
    open_content_key,
)

LONGEST_WHY = 500


class Step(StrEnum):
    """What a turn of custody is."""

    ASKED = "asked"
    OPENED = "opened"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LeftName:
    """What a name's letter holds.

    `notices` is the key under which its reporter is told that it was opened; None
    where no words were taken, and in a copy for the desk that asked.
    """

    identity: Identity
    bond: str
    notices: ThreadKey | None = None

    @property
    def summary(self) -> str:
        """The part by which the letter is known, without opening the name."""
        return write_json({"bond": self.bond})

    @property
    def body(self) -> str:
        """The part with the name."""
        key = self.notices.raw.hex() if self.notices else None
        return write_json({"identity": self.identity.json, "notices": key})

    @classmethod
    def read(cls, body: str, bond: str) -> Self:
        """Read the part with the name.

        Raises:
            CannotOpenError: It is none.
        """
        fields = read_json(body)
        key = text_of(fields, "notices")
        try:
            notices = ThreadKey(bytes.fromhex(key)) if key else None
        except ValueError:
            raise CannotOpenError from None
        return cls(Identity.read(text_of(fields, "identity")), bond, notices)

    def seal(
        self, letter: LetterId, shred: ShredKey, card: DeskCard
    ) -> tuple[SealedLetter, Box]:
        """Seal it to one desk, under the key that goes when its reporter deletes."""
        context = LetterContext(Kind.IDENTITY.value, letter)
        sealed, key = seal_letter(context, shred, summary=self.summary, body=self.body)
        return sealed, card.seal_content_key(key, context)


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


def list_bonds(stored: StoredTip, keyring: Keyring) -> tuple[str, ...]:
    """Return the bonds of the names that open for a desk, without opening a name."""
    found = (
        _read_bond(letter, keyring, stored.shreds)
        for letter in _list_names(stored.letters)
    )
    return tuple(filter(None, found))


def open_left_name(stored: StoredTip, keyring: Keyring, bond: str) -> LeftName | None:
    """Open the name with a bond, if it is there and sealed to the desk."""
    for letter in _list_names(stored.letters):
        if bond and _read_bond(letter, keyring, stored.shreds) == bond:
            return _read_name(letter, keyring, stored.shreds, bond)
    return None


def _list_names(letters: Sequence[StoredLetter]) -> Iterable[StoredLetter]:
    return (letter for letter in letters if letter.kind is Kind.IDENTITY)


def _read_bond(letter: StoredLetter, keyring: Keyring, shreds: Shreds) -> str:
    try:
        found = read_json(_open(letter, "summary", keyring, shreds))
        return text_of(found, "bond")
    except CryptoError:
        return ""


def _read_name(
    letter: StoredLetter, keyring: Keyring, shreds: Shreds, bond: str
) -> LeftName | None:
    try:
        return LeftName.read(_open(letter, "body", keyring, shreds), bond)
    except CryptoError:
        return None


def _open(letter: StoredLetter, part: Part, keyring: Keyring, shreds: Shreds) -> str:
    box, shred = getattr(letter, part), shreds.get(letter.side)
    if box is None or shred is None:
        raise CannotOpenError
    key = open_content_key(letter, keyring)
    return open_part(part, box, key, shred, letter.context)
