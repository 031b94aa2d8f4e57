"""Officers, desks and who may do what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from crypto import DeskCard, DeskKeys, OfficerKey

OfficerId = NewType("OfficerId", str)
DeskId = NewType("DeskId", str)

NOBODY = OfficerId("")
"""No officer: a reporter's letter, an act at the terminal, a tip nobody has."""

AUDITOR_DESK = DeskId("auditor")
"""The desk whose card seals the audit log. Its members are the auditors."""


class Role(StrEnum):
    """What a member may do at a desk."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Post:
    """A desk somebody belongs to, as what, and whether they were admitted."""

    desk: DeskId
    role: Role
    admitted: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SignedIn:
    """An officer with an open session, for the length of one request.

    Holds the officer's key, so it is never stored, printed or compared.
    """

    officer_id: OfficerId
    name: str
    administrator: bool
    posts: tuple[Post, ...]
    key: OfficerKey
    session_id: bytes

    def find_post(self, desk: DeskId) -> Post | None:
        """Return the officer's admitted post at a desk, if they have one."""
        return next((p for p in self.posts if p.desk == desk and p.admitted), None)

    def is_supervisor(self, desk: DeskId) -> bool:
        """Tell whether they are an admitted supervisor of the desk."""
        post = self.find_post(desk)
        return post is not None and post.role is Role.SUPERVISOR

    @property
    def reads_log(self) -> bool:
        """Tell whether they are an admitted auditor."""
        return self.find_post(AUDITOR_DESK) is not None

    @property
    def desks(self) -> tuple[DeskId, ...]:
        """The desks with an inbox that they are admitted to."""
        return tuple(
            p.desk for p in self.posts if p.admitted and p.desk != AUDITOR_DESK
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Keyring:
    """Every generation of a desk's keys that an officer was given, by card id."""

    by_card: dict[bytes, DeskKeys]
    card: DeskCard

    @property
    def current(self) -> DeskKeys:
        """The keys of the newest generation, which seal and sign what is new."""
        return self.by_card[self.card.id]
