"""How a desk begins: its first supervisor makes its keys, its card and its kit.

Then the card is pinned in the settings, and only then is anything sealed to it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from crypto import (
    Box,
    DeskCard,
    DeskKeys,
    Membership,
    OfficerCard,
    RecoveryKit,
    WordList,
)
from service.domain.audit import Act, Entry
from service.domain.errors import ChangedMeanwhileError, ForbiddenError
from service.domain.members import Admission
from service.domain.people import NOBODY, DeskId, OfficerId, Role

FIRST_GENERATION = 1


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Opening:
    """A new desk's keys and all that is stored of them.

    `signature` is the kit's under the card, `admission` the desk's own under its
    first supervisor. The kit itself is shown once and kept nowhere.
    """

    desk: DeskId
    supervisor: OfficerId
    kit: RecoveryKit
    card: bytes
    fingerprint: str
    signature: bytes
    admission: Admission
    member_seed: Box
    recovery_seed: Box

    @classmethod
    def make(cls, desk: DeskId, supervisor: OfficerCard, words: WordList) -> Self:
        """Make generation 1 of a desk, held by one supervisor and the kit."""
        kit = RecoveryKit.generate(words)
        keys = DeskKeys.generate(desk, FIRST_GENERATION, kit.card)
        officer, role = OfficerId(supervisor.officer_id), Role.SUPERVISOR
        signature = keys.admit(Membership(supervisor, role.value))
        return cls(
            desk=desk,
            supervisor=officer,
            kit=kit,
            card=keys.card.raw,
            fingerprint=keys.card.fingerprint,
            signature=kit.vouch(keys.card),
            admission=Admission(desk, officer, role, FIRST_GENERATION, signature),
            member_seed=keys.seal_to_member(supervisor),
            recovery_seed=keys.seal_to_recovery(),
        )

    def list_entries(self, by: OfficerId) -> tuple[Entry, ...]:
        """What the log says of it."""
        reason = f"{self.desk} {Role.SUPERVISOR.value}"
        return (
            Entry(Act.DESK_OPENED, by, self.desk, self.fingerprint),
            Entry(Act.MEMBER_ADMITTED, by, self.supervisor, reason),
        )

    def list_first_entries(self, administrator: OfficerId) -> tuple[Entry, ...]:
        """What the log says of a site's first acts, at the terminal."""
        return (
            Entry(Act.SITE_MADE),
            Entry(Act.OFFICER_ENROLLED, subject=self.supervisor),
            *self.list_entries(NOBODY),
            Entry(Act.OFFICER_INVITED, subject=administrator, reason="administrator"),
        )

    def write_fingerprint(self, words: WordList) -> str:
        """Four words of the desk's card, to read out on the telephone."""
        return DeskCard.parse(self.card).fingerprint_words(words)

    @property
    def kit_words(self) -> tuple[str, ...]:
        """The 24 words of the recovery kit."""
        return self.kit.chosen


class DeskState(StrEnum):
    """How far a desk has come before it can be sealed to."""

    CLOSED = "not opened yet"
    UNPINNED = "opened, not pinned yet"
    OPEN = "open"
    DOUBTFUL = "not to be trusted: its key is not the pinned one"


class AlreadyOpenError(ChangedMeanwhileError):
    """A desk is opened once; its kit was shown to whoever did it."""

    public_message = "Somebody has opened this desk already."


class NotSupervisorError(ForbiddenError):
    """Only a proposed supervisor opens a desk."""

    public_message = "This desk is opened by its first supervisor."


class AlreadyFoundedError(ChangedMeanwhileError):
    """The first acts happen once."""

    public_message = "This site was made before."
