"""How somebody becomes an officer: a name, a one-time link, a password.

Names are for typing at the door, so they are small letters that every keyboard
has, and nobody can be given one that only looks like another's. Passwords are
five words of ours, or an officer's own if guessing it would take too long.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from zxcvbn import zxcvbn

from crypto import hash_token, random_bytes
from service.domain.errors import BadFormError, ChangedMeanwhileError
from service.domain.people import OfficerId, Post

LINK_SECONDS = 7 * 24 * 3600
MADE_WORDS = 5
SHORTEST_PASSWORD = 15

_TOKEN_BYTES = 24
_GOOD_ENOUGH = 4  # zxcvbn: more than 10^10 guesses
_JUDGED = 72  # zxcvbn's work grows fast with length; what follows only adds to it
_NAME = re.compile(r"[a-z][a-z0-9.' -]{0,38}[a-z0-9.]")


class BadNameError(BadFormError):
    """Not a sign-in name."""

    public_message = (
        "A name is 2 to 40 characters: the letters a to z, digits, spaces, full stops,"
        " hyphens and apostrophes. It begins with a letter."
    )


class NameTakenError(ChangedMeanwhileError):
    """Two officers cannot share a name, not even with one who left."""

    public_message = "Somebody has or had this name. Choose another."


class ShortPasswordError(BadFormError):
    """An officer's own password is not long enough."""

    public_message = "Your password must have 15 characters or more."


class CommonPasswordError(BadFormError):
    """An officer's own password is on the common list, or made of what is."""

    public_message = (
        "This password is too easy to guess: it is made of common passwords, names,"
        " patterns or words of this service. Choose another, or take the five words."
    )


class WrongCodeError(BadFormError):
    """The authenticator does not show this code, so the phone has not been set up."""

    public_message = (
        "That code is not right. Enter the 6 digits that your authenticator shows now."
    )


def parse_name(typed: str) -> str:
    """Read a sign-in name as somebody types it; capitals and spacing do not matter.

    Raises BadNameError.
    """
    name = fold_name(typed)
    if not _NAME.fullmatch(name):
        raise BadNameError
    return name


def fold_name(typed: str) -> str:
    """Return a typed name in the one way that names are kept."""
    return " ".join(typed.replace("\u2019", "'").lower().split())


def check_password(typed: str, own_words: Iterable[str]) -> None:
    """Check an officer's own password; `own_words` are those anybody here would try.

    Raises ShortPasswordError or CommonPasswordError.
    """
    if len(typed) < SHORTEST_PASSWORD:
        raise ShortPasswordError
    tried_first = [word for text in own_words for word in (text, *text.split())]
    judged = zxcvbn(typed[:_JUDGED], user_inputs=tried_first)
    if judged["score"] < _GOOD_ENOUGH:
        raise CommonPasswordError


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Invitation:
    """A one-time link: 192 random bits, of which only a hash is kept."""

    token: str
    until: int
    hash: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hash", hash_token(self.token))

    @classmethod
    def make(cls, now: int) -> Self:
        """Make a link that works for seven days."""
        return cls(random_bytes(_TOKEN_BYTES).hex(), now + LINK_SECONDS)


class OfficerState(StrEnum):
    """Where somebody is between being invited and having left."""

    INVITED = "invited"
    LINK_OVER = "link ran out"
    ENROLLED = "enrolled"
    ENDED = "access ended"


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer as an administrator sees them: no key, no card, no session."""

    id: OfficerId
    name: str
    administrator: bool
    state: OfficerState
    posts: tuple[Post, ...]
