"""The first act of a desk: its first supervisor makes its keys, card and kit."""

from dataclasses import dataclass
from typing import Self

from crypto import Box, DeskKeys, Membership, OfficerCard, RecoveryKit, WordList
from service.domain.people import DeskId, OfficerId, Role

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
    admission: bytes
    member_seed: Box
    recovery_seed: Box

    @classmethod
    def make(cls, desk: DeskId, supervisor: OfficerCard, words: WordList) -> Self:
        """Make generation 1 of a desk, held by one supervisor and the kit."""
        kit = RecoveryKit.generate(words)
        keys = DeskKeys.generate(desk, FIRST_GENERATION, kit.card)
        return cls(
            desk=desk,
            supervisor=OfficerId(supervisor.officer_id),
            kit=kit,
            card=keys.card.raw,
            fingerprint=keys.card.fingerprint,
            signature=kit.vouch(keys.card),
            admission=keys.admit(Membership(supervisor, Role.SUPERVISOR.value)),
            member_seed=keys.seal_to_member(supervisor),
            recovery_seed=keys.seal_to_recovery(),
        )

    @property
    def kit_words(self) -> tuple[str, ...]:
        """The 24 words of the recovery kit."""
        return self.kit.chosen
