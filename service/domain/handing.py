"""What a lead says about a locked file: why they look, who has it now, why it goes."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError
from service.domain.clock import write_day
from service.domain.errors import BadFormError
from service.domain.json_texts import read_json, text_of, write_json

LONGEST_REFERENCE = 100


class FileGoneError(BadFormError):
    """What is lost or broken can be shown to nobody, so it is not unlocked."""

    public_message = "This file does not open any more, so it cannot be unlocked"


class FileOpensError(BadFormError):
    """What opens is destroyed when the police have it, and not before."""

    public_message = (
        "This file opens, so it is not lost. Unlock it, or hand it to the police"
    )


class HandedTooEarlyError(BadFormError):
    """Nobody can have handed on what had not come."""

    public_message = (
        "Write the day it was handed on, not before the tip came, not later than today"
    )


class LookReason(StrEnum):
    """Why a locked file must be looked at, as a code for the log."""

    REFER = "refer"
    POLICE = "police"
    CHECK = "check"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_REASONS = {
    LookReason.REFER: "To decide what has to be done for the child",
    LookReason.POLICE: "To tell the police what they have to know",
    LookReason.CHECK: "To check whether it was locked rightly",
}


class Taker(StrEnum):
    """Who has a file now that was handed on, as a code for the log."""

    POLICE = "police"
    CEOP = "ceop"
    ELSEWHERE = "police-elsewhere"

    @property
    def label(self) -> str:
        """Who it is, in plain words."""
        return _TAKERS[self]


_TAKERS = {
    Taker.POLICE: "The police here",
    Taker.CEOP: "CEOP, at the National Crime Agency",
    Taker.ELSEWHERE: "The police elsewhere",
}


class Leave(StrEnum):
    """By whose leave a file is destroyed, as a code for the log."""

    TAKEN = "police-have-it"
    TOLD = "police-told-us"
    GONE = "does-not-open"
    """Nobody has it, so it was handed to nobody: it is lost or broken."""

    @property
    def label(self) -> str:
        """The leave in plain words."""
        return _LEAVES[self]


_LEAVES = {
    Leave.TAKEN: "The police have it, and do not need ours",
    Leave.TOLD: "The police told us to destroy it",
    Leave.GONE: "It did not open any more: it was lost or damaged here",
}


@dataclass(frozen=True, slots=True)
class Handing:
    """That a locked file was handed on: to whom, under which reference, and when."""

    to: Taker
    reference: str
    day: date

    @property
    def is_named(self) -> bool:
        """Tell whether its reference can be read: more than spaces and signs."""
        return any(one.isalnum() for one in self.reference)

    @property
    def sentence(self) -> str:
        """What the history of a tip and its duty say of it."""
        return f"{self.to.label}, reference {self.reference}, {write_day(self.day)}"

    @property
    def json(self) -> str:
        """The content of its letters."""
        return write_json({**asdict(self), "day": self.day.isoformat()})

    @classmethod
    def read(cls, content: str) -> Self:
        """Read what a letter says.

        Raises:
            CannotOpenError: It says nothing of a file that was handed on.
        """
        fields = read_json(content)
        try:
            day = date.fromisoformat(text_of(fields, "day"))
            to = Taker(text_of(fields, "to"))
        except ValueError:
            raise CannotOpenError from None
        return cls(to, text_of(fields, "reference"), day)
