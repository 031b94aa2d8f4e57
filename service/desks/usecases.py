"""What makes a team into a desk: its first act, its members, and a site's first acts.

Nobody here is believed because of a row. A desk's card leads back to the pin, a
member's card was compared by two people, and the desk itself signs who belongs.
"""

from dataclasses import dataclass

import anyio.to_thread
from anyio import CapacityLimiter

from crypto import (
    PASSWORD_SALT_BYTES,
    OfficerKey,
    OfficerSecrets,
    ProcessSecret,
    WordList,
    generate_totp_secret,
    random_bytes,
    random_id,
    wrap_officer,
)
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.desks import store
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.enrolment import MADE_WORDS, Invitation, NameTakenError, parse_name
from service.domain.errors import (
    CardNotTrustedError,
    NotFoundError,
    NotOpenYetError,
)
from service.domain.members import (
    Admission,
    AlreadyMemberError,
    Candidate,
    Member,
    ProposalChangedError,
    check_may_join,
    check_may_serve,
    get_candidate,
    list_joinable,
    read_compared,
)
from service.domain.openings import (
    AlreadyFoundedError,
    AlreadyOpenError,
    DeskState,
    NotSupervisorError,
    Opening,
)
from service.domain.people import AUDITOR_DESK, DeskId, OfficerId, Post, Role, SignedIn


@dataclass(frozen=True, slots=True)
class Desks:
    """Shows how far each desk is, and opens it."""

    vault: Vault
    cards: CardBook
    log: AuditLog
    words: WordList
    borough: Borough

    async def list_states(self) -> dict[DeskId, DeskState]:
        """Return how far every desk of the borough has come."""
        async with self.vault.reading() as connection:
            opened = await store.list_opened(connection)
            return {
                desk.id: await self._find_state(connection, desk.id, opened)
                for desk in self.borough.desks
            }

    async def open_desk(self, officer: SignedIn, desk: DeskId) -> Opening:
        """Make a desk's keys, card and kit, and admit its first supervisor.

        The kit's words are in what is returned, and nowhere else. Nothing is sealed
        to the desk before its fingerprint is pinned in the settings.
        Raises NotSupervisorError or AlreadyOpenError.
        """
        post = next((post for post in officer.posts if post.desk == desk), None)
        if post is None or post.role is not Role.SUPERVISOR:
            raise NotSupervisorError
        opening = Opening.make(desk, officer.key.card, self.words)
        async with self.vault.writing() as connection:
            if not await store.add_opening(connection, opening):
                raise AlreadyOpenError
            if not await store.admit(connection, opening.admission):
                raise NotSupervisorError
            for entry in opening.list_entries(officer.officer_id):
                await self.log.append(connection, entry)
        return opening

    async def _find_state(
        self, connection: Transaction, desk: DeskId, opened: frozenset[DeskId]
    ) -> DeskState:
        try:
            await self.cards.get_card(connection, desk)
        except CardNotTrustedError:
            return DeskState.DOUBTFUL
        except NotOpenYetError:
            return DeskState.UNPINNED if desk in opened else DeskState.CLOSED
        return DeskState.OPEN


@dataclass(frozen=True, slots=True)
class Members:
    """Who belongs to a desk. The desk's key is opened only to admit somebody."""

    vault: Vault
    cards: CardBook
    log: AuditLog
    words: WordList
    borough: Borough

    def write_words(self, officer: SignedIn) -> str:
        """Return the four words of the officer's own card, from their own key."""
        return officer.key.card.fingerprint_words(self.words)

    async def list_members(self, officer: SignedIn, desk: DeskId) -> tuple[Member, ...]:
        """Return a desk's members, each checked against the desk's own signature.

        Raises NotFoundError for whoever is neither of the desk nor administrator.
        """
        belongs = any(post.desk == desk for post in officer.posts)
        known = self.borough.find_desk(desk) is not None
        if not known or not (belongs or officer.administrator):
            raise NotFoundError
        async with self.vault.reading() as connection:
            kept = await store.list_members(connection, desk)
            try:
                chain = await self.cards.list_cards(connection, desk)
            except (NotOpenYetError, CardNotTrustedError):
                chain = ()
        return tuple(Member.read(each, chain, self.words) for each in kept)

    async def list_candidates(self, desk: DeskId) -> list[Candidate]:
        """Return the officers whom an administrator may propose for a desk."""
        async with self.vault.reading() as connection:
            candidates = await store.list_candidates(connection)
            return list_joinable(candidates, desk, self.borough)

    async def propose(
        self, administrator: SignedIn, officer: OfficerId, post: Post
    ) -> None:
        """Propose an enrolled officer for a desk. They may read nothing of it yet.

        Raises NotFoundError, or as `check_may_join`.
        """
        if self.borough.find_desk(post.desk) is None:
            raise NotFoundError
        async with self.vault.writing() as connection:
            candidates = await store.list_candidates(connection)
            candidate = get_candidate(candidates, officer)
            check_may_join(candidate, post.desk, self.borough)
            if not await store.add_proposal(connection, officer, post):
                raise AlreadyMemberError
            reason = f"{post.desk} {post.role.value}"
            act, by = Act.MEMBER_PROPOSED, administrator.officer_id
            await self.log.append(connection, Entry(act, by, officer, reason))

    async def admit(
        self, officer: SignedIn, desk: DeskId, member: OfficerId, *, mark: str
    ) -> None:
        """Sign a proposal whose four words were compared, and give them the keys.

        `mark` is what the page showed: another card or role by now is not admitted.
        They get every generation that the admitting officer holds. Raises
        ProposalChangedError, ForbiddenError, what `CardBook.open_keyring` raises, or
        as `check_may_serve`: where else they belong may be another by now.
        """
        async with self.vault.writing() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            kept = await store.find_member(connection, desk, member)
            membership = read_compared(kept, mark)
            candidates = await store.list_candidates(connection)
            check_may_serve(get_candidate(candidates, member), desk, self.borough)
            signature = keyring.current.admit(membership)
            role, generation = Role(membership.role), keyring.card.generation
            admission = Admission(desk, member, role, generation, signature)
            if not await store.admit(connection, admission):
                raise ProposalChangedError
            for keys in keyring.by_card.values():
                box = keys.seal_to_member(membership.card)
                seed = store.SealedSeed(desk, keys.generation, member, box)
                await store.add_seed(connection, seed)
            act, reason = Act.MEMBER_ADMITTED, f"{desk} {role.value}"
            entry = Entry(act, officer.officer_id, member, reason)
            await self.log.append(connection, entry)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Founded:
    """What the terminal shows once, and nobody keeps.

    The fingerprint goes into the settings, or nothing else can ever be done here.
    """

    kit_words: tuple[str, ...]
    fingerprint: str
    auditor: str
    auditor_password: str
    auditor_totp_secret: bytes
    administrator: str
    administrator_token: str


@dataclass(frozen=True, slots=True)
class Founding:
    """A site's first acts, at the terminal: nothing ever happens off the chain."""

    vault: Vault
    secret: ProcessSecret
    words: WordList
    clock: Clock
    limiter: CapacityLimiter

    async def found(self, auditor: str, administrator: str) -> Founded:
        """Enrol the first auditor, open the auditor desk, invite an administrator.

        One transaction. The desk's pin cannot be in the settings yet, so within it
        the log is sealed to the card that was just made, and to no other.
        Raises BadNameError, NameTakenError or AlreadyFoundedError.
        """
        names = parse_name(auditor), parse_name(administrator)
        if names[0] == names[1]:
            raise NameTakenError
        invitation = Invitation.make(self.clock.now())
        password = self.words.generate(MADE_WORDS)
        unwrapped = OfficerSecrets(
            OfficerKey.generate(random_id()), generate_totp_secret()
        )
        first = await self._wrap(unwrapped, names[0], password)
        opening = Opening.make(AUDITOR_DESK, first.card, self.words)
        await self._write(first, opening, names[1], invitation)
        return Founded(
            opening.kit_words,
            opening.fingerprint,
            names[0],
            password,
            unwrapped.totp_secret,
            names[1],
            invitation.token,
        )

    async def _wrap(
        self, unwrapped: OfficerSecrets, name: str, password: str
    ) -> store.FirstOfficer:
        salt = random_bytes(PASSWORD_SALT_BYTES)

        def wrap() -> store.FirstOfficer:
            box = wrap_officer(
                unwrapped, password, salt=salt, desk_secret=self.secret.raw
            )
            return store.FirstOfficer(unwrapped.key.card, name, salt, box)

        return await anyio.to_thread.run_sync(wrap, limiter=self.limiter)

    async def _write(
        self,
        first: store.FirstOfficer,
        opening: Opening,
        administrator: str,
        invitation: Invitation,
    ) -> None:
        invited = OfficerId(random_id())
        log = AuditLog(CardBook({AUDITOR_DESK: opening.fingerprint}), self.clock)
        async with self.vault.writing() as connection:
            if await store.has_anybody(connection):
                raise AlreadyFoundedError
            if not await store.add_first_officer(connection, first):
                raise AlreadyFoundedError
            post = Post(AUDITOR_DESK, Role.SUPERVISOR, admitted=False)
            await store.add_proposal(connection, opening.supervisor, post)
            if not await store.add_opening(connection, opening):
                raise AlreadyFoundedError
            await store.admit(connection, opening.admission)
            await store.add_first_administrator(
                connection, invited, administrator, invitation
            )
            for entry in opening.list_first_entries(invited):
                await log.append(connection, entry)
