"""Who may belong to a desk, and how much of what the vault says of them is true.

An administrator proposes; a member of the desk admits after comparing four words of
the card; the desk signs. A row without the desk's signature is only a proposal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crypto import (
    CryptoError,
    DeskCard,
    MalformedError,
    Membership,
    OfficerCard,
    WordList,
)
from service.domain.boroughs import Borough
from service.domain.errors import (
    ChangedMeanwhileError,
    ForbiddenError,
    NotFoundError,
    RefusedError,
)
from service.domain.people import AUDITOR_DESK, DeskId, OfficerId, Role


class AdministratorHasNoDeskError(ForbiddenError):
    """Whoever decides who may come in reads no tip."""

    public_message = "An administrator belongs to no desk."


class AuditorHasNoDeskError(ForbiddenError):
    """Whoever reads the log reads no tip, and the other way round."""

    public_message = "An auditor belongs to no other desk."


class CustodianReadsNoTipError(ForbiddenError):
    """Whoever opens names reads no tip, and the other way round."""

    public_message = (
        "Somebody at the custodian's desk belongs to no desk that can open tips."
    )


class AlreadyMemberError(ChangedMeanwhileError):
    """Proposed or admitted before."""

    public_message = "They were proposed or admitted to this desk already."


class ProposalChangedError(ChangedMeanwhileError):
    """The card or the role is not the one whose words were compared."""

    public_message = (
        "This is not what you saw: their card, their role or the proposal has changed."
        " Nobody was admitted. Compare the words again."
    )


class NotComparedError(RefusedError):
    """Nobody is admitted whose words were not compared."""

    public_message = (
        "Compare the four words first, then tick the box. Nobody was admitted."
    )


class MemberState(StrEnum):
    """How far a member has come, and whether the desk's signature says so."""

    PROPOSED = "proposed"
    ADMITTED = "admitted"
    UNCHECKED = "admitted, not checked while the desk is not pinned"
    DOUBTFUL = "not to be trusted: the desk did not sign this"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who can sign in, and the desks they have to do with already."""

    id: OfficerId
    name: str
    administrator: bool
    desks: tuple[DeskId, ...]


@dataclass(frozen=True, slots=True, repr=False)
class KeptMember:
    """A post as the vault has it: nothing of it is believed yet."""

    id: OfficerId
    name: str
    role: Role
    card: bytes
    generation: int | None
    signature: bytes | None


@dataclass(frozen=True, slots=True, repr=False)
class Admission:
    """What turns a proposal into a post: the desk's signature under a membership."""

    desk: DeskId
    officer: OfficerId
    role: Role
    generation: int
    signature: bytes


@dataclass(frozen=True, slots=True)
class Member:
    """A post as the desk's page shows it.

    `words` are the four of their card. `mark` names that card and the role, so that
    only what was on the page can be admitted from it.
    """

    id: OfficerId
    name: str
    role: Role
    state: MemberState
    words: str
    mark: str

    @classmethod
    def read(
        cls, kept: KeptMember, desk_cards: Sequence[DeskCard], words: WordList
    ) -> "Member":
        """Check a post against the desk's own cards; without any it stays unchecked."""
        try:
            membership = read_membership(kept)
        except CryptoError:
            state = MemberState.DOUBTFUL
            return cls(kept.id, kept.name, kept.role, state, words="", mark="")
        return cls(
            kept.id,
            kept.name,
            kept.role,
            _judge(kept, membership, desk_cards),
            membership.card.fingerprint_words(words),
            mark_of(membership),
        )


def read_membership(kept: KeptMember) -> Membership:
    """Return what the desk signs, or has signed, of a post.

    Raises CryptoError if the card is none, or another officer's.
    """
    card = OfficerCard.parse(kept.card)
    if card.officer_id != kept.id:
        raise MalformedError
    return Membership(card, kept.role.value)


def read_compared(kept: KeptMember | None, mark: str) -> Membership:
    """Return a proposal's membership if its card and role are those of the mark.

    Raises ProposalChangedError.
    """
    try:
        membership = read_membership(kept) if kept else None
    except CryptoError:
        raise ProposalChangedError from None
    if membership is None or mark_of(membership) != mark:
        raise ProposalChangedError
    return membership


def mark_of(membership: Membership) -> str:
    """Name a card and a role, for a hidden field."""
    return f"{membership.role} {membership.card.id.hex()}"


def check_may_join(candidate: Candidate, desk: DeskId, borough: Borough) -> None:
    """Refuse who may not belong to a desk.

    Raises AlreadyMemberError, or as `check_may_serve`.
    """
    if not candidate.administrator and desk in candidate.desks:
        raise AlreadyMemberError
    check_may_serve(candidate, desk, borough)


def check_may_serve(candidate: Candidate, desk: DeskId, borough: Borough) -> None:
    """Refuse who may not be at a desk because of where else they belong.

    Raises AdministratorHasNoDeskError, AuditorHasNoDeskError or
    CustodianReadsNoTipError.
    """
    if candidate.administrator:
        raise AdministratorHasNoDeskError
    others = set(candidate.desks) - {desk}
    keeps = any(borough.keeps_names(one) for one in (desk, *others))
    if keeps and any(borough.opens_tips(one) for one in (desk, *others)):
        raise CustodianReadsNoTipError
    if AUDITOR_DESK in others or (desk == AUDITOR_DESK and others):
        raise AuditorHasNoDeskError


def get_candidate(candidates: Iterable[Candidate], officer: OfficerId) -> Candidate:
    """Return one of the candidates. Raises NotFoundError."""
    found = next((each for each in candidates if each.id == officer), None)
    if found is None:
        raise NotFoundError
    return found


def list_joinable(
    candidates: Iterable[Candidate], desk: DeskId, borough: Borough
) -> list[Candidate]:
    """Return those whom `check_may_join` lets join."""
    joinable = []
    for candidate in candidates:
        try:
            check_may_join(candidate, desk, borough)
        except RefusedError:
            continue
        joinable.append(candidate)
    return joinable


def _judge(
    kept: KeptMember, membership: Membership, desk_cards: Sequence[DeskCard]
) -> MemberState:
    if kept.signature is None or kept.generation is None:
        return MemberState.PROPOSED
    if not desk_cards:
        return MemberState.UNCHECKED
    by_generation = {card.generation: card for card in desk_cards}
    try:
        by_generation[kept.generation].verify_member(membership, kept.signature)
    except (CryptoError, KeyError):
        return MemberState.DOUBTFUL
    return MemberState.ADMITTED
