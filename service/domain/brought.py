"""What a reporter's page holds of the files that are sent along."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Self

from crypto import CannotOpenError
from service.domain.answers import Attachment
from service.domain.attaching import MOST_PIECES, Refusal
from service.domain.json_texts import read_json, write_json

_CUT, _GONE, _WITHHELD = "cut", "gone", "withheld"
_NUMBERS = frozenset(map(str, range(1, 100)))


@dataclass(frozen=True, slots=True, repr=False)
class Enclosed:
    """A file that was cleaned and sealed, with what carries it from page to page.

    `pieces` are more than one for the pages of a document. `shown` is a small JPEG.
    """

    pieces: tuple[Attachment, ...]
    shown: bytes
    sealed_at: int
    token: str = ""

    @property
    def picture(self) -> str:
        """The small picture, as the address of an image."""
        return f"data:image/jpeg;base64,{b64encode(self.shown).decode()}"

    @property
    def content(self) -> bytes:
        """What is sealed into the token."""
        pieces = [asdict(piece) for piece in self.pieces]
        said = write_json({"at": self.sealed_at, "pieces": pieces})
        # Safe because JSON holds no NUL.
        return said.encode() + b"\0" + self.shown

    @classmethod
    def read(cls, content: bytes, token: str) -> Self:
        """Read what was sealed into a token.

        Raises:
            CannotOpenError: It is none of ours.
        """
        said, _nul, shown = content.partition(b"\0")
        found = read_json(said.decode())
        pieces, at = found.get("pieces"), found.get("at")
        if not (isinstance(pieces, list) and pieces and isinstance(at, int)):
            raise CannotOpenError
        return cls(tuple(map(Attachment.read, pieces)), shown, at, token)


@dataclass(frozen=True, slots=True)
class NotAdded:
    """A file that was not taken: its number among those sent at once, and why."""

    number: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything that a reporter's page holds of what is sent along.

    `is_gone` tells that something was there that cannot be sent any more; `is_cut`
    that more came at once than may, so that some of it was not even looked at;
    `is_broken` that not all that the page carried could be read; `is_withheld` that
    something was left out because no file is taken with what the form is about.
    """

    kept: tuple[Enclosed, ...] = ()
    not_added: tuple[NotAdded, ...] = ()
    is_gone: bool = False
    is_cut: bool = False
    is_broken: bool = False
    is_withheld: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """All that the tip will hold."""
        return tuple(piece for kept in self.kept for piece in kept.pieces)

    @property
    def is_unwanted(self) -> bool:
        """Tell whether anything came along with what no file is taken with."""
        refused = any(one.why is Refusal.NOT_WITH_THIS for one in self.not_added)
        return refused or self.is_withheld

    @property
    def carried(self) -> Mapping[str, str]:
        """What the next page has to send back, in hidden fields."""
        said = [f"{one.number}-{one.why.name}" for one in self.not_added]
        said += [_CUT] if self.is_cut else []
        said += [_GONE] if self.is_gone else []
        said += [_WITHHELD] if self.is_withheld else []
        return {
            "files": " ".join(kept.token for kept in self.kept),
            "not_added": " ".join(said),
        }

    def withheld(self) -> Self:
        """Take all of them away, because no file is taken with this."""
        is_withheld = self.is_withheld or bool(self.kept)
        return replace(self, kept=(), is_withheld=is_withheld)

    def without(self, number: str) -> Self:
        """Take one away, by its number on the page (from 1)."""
        kept = (k for at, k in enumerate(self.kept, start=1) if str(at) != number)
        return replace(self, kept=tuple(kept))

    def emptied(self) -> Self:
        """Take all of them away, because they cannot be sent any more."""
        return replace(self, kept=(), is_gone=True)

    def recall(self, said: str) -> Self:
        """Add what an earlier page said was not added."""
        words = said.split()
        return replace(
            self,
            not_added=tuple(filter(None, map(_read_not_added, words[:MOST_PIECES]))),
            is_gone=_GONE in words,
            is_cut=_CUT in words,
            is_withheld=_WITHHELD in words,
        )


NOTHING = Brought()


def _read_not_added(said: str) -> NotAdded | None:
    number, _dash, name = said.partition("-")
    if number not in _NUMBERS or name not in Refusal.__members__:
        return None
    return NotAdded(int(number), Refusal[name])
