"""A release taken in hand: sent, locked, opened for one of its desks, answered.

The slices of both desks act on releases. What they share is how: the release is
locked first, every letter is signed and sealed, and none is read that was not.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from crypto import CryptoError, DeskCard, Draft, ProcessSecret, ShredKey
from service.db import releasefiles
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.audit import Act, Entry
from service.domain.between import (
    Parties,
    adopt_signed,
    believe,
)
from service.domain.clock import Clock
from service.domain.errors import (
    BadFormError,
    CardNotTrustedError,
    NotFoundError,
    NotOpenYetError,
)
from service.domain.forms import Ending
from service.domain.parcels import (
    Move,
    Parcel,
    ReleaseForm,
    ReleaseSeen,
    ReleaseWish,
    judge_release,
    seal_kept,
    seal_move,
)
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.released import (
    OpenedRelease,
    ReleaseFile,
    StoredRelease,
    read_head,
)
from service.domain.releases import Answer, Head, ReleaseId, ReleaseKind, ReleaseRecord

_WITHDRAWAL = ReleaseKind.WITHDRAWAL

MovePlan = Callable[[ReleaseFile], Move]
"""Says what a wish means for the release as it is now, or refuses."""

Check = Callable[[Transaction, ReleaseFile], Awaitable[None]]
"""Refuses for what stands elsewhere, in the same transaction; it writes nothing."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Releasebook:
    """What opens and changes one release in one transaction.

    Every method that takes a release refuses with NotFoundError where there is no
    such release, or the officer belongs to neither of its desks.
    """

    vault: Vault
    cards: CardBook
    log: AuditLog
    clock: Clock
    secret: ProcessSecret

    async def send(
        self, connection: Transaction, keyring: Keyring, parcel: Parcel, draft: Draft
    ) -> ReleaseRecord:
        """Send something to a desk, once for each draft and desk.

        Belongs to the caller's transaction, as does the entry in the log.

        Raises:
            NotOpenYetError, CardNotTrustedError: The desk cannot be sealed to.
            BadFormError: A desk sends nothing to itself.
        """
        if parcel.to_desk == keyring.card.desk:
            raise BadFormError
        to = await self.cards.get_card(connection, parcel.to_desk)
        sender = DeskId(keyring.card.desk)
        record = parcel.make_record(draft, sender, self.clock.today())
        shred = ShredKey.generate()
        await releasefiles.add_release(connection, record, shred)
        for dispatch in parcel.seal(draft, keyring, shred, to):
            await releasefiles.add_dispatch(connection, dispatch)
        return record

    async def open_release(
        self,
        officer: SignedIn,
        desk: DeskId,
        release_id: ReleaseId,
        *,
        as_sender: bool | None = None,
    ) -> ReleaseSeen:
        """Open a release for one of its desks. One entry in the log.

        `as_sender` tells at which end the desk must be; None leaves it open.
        """
        async with self.vault.writing() as connection:
            file = await self.take(connection, officer, desk, release_id)
            if as_sender is not None and file.is_sender is not as_sender:
                raise NotFoundError
            if file.is_settled:
                await releasefiles.clear_news(connection, release_id)
            entry = Entry(Act.REPORT_OPENED, officer.officer_id, release_id)
            await self.log.append(connection, entry)
        return ReleaseSeen(file, Ending.SHOWN)

    async def carry_out(  # noqa: PLR0917 - who, which form, what for and how
        self,
        officer: SignedIn,
        form: ReleaseForm,
        wish: ReleaseWish,
        plan: MovePlan,
        check: Check | None = None,
    ) -> ReleaseSeen:
        """Do what a form asks for, once, if the release is still as it was shown.

        A form that was sent before and a form that somebody was faster than change
        nothing: they end in a look at the release, and stand in the log as one.

        Raises:
            BadFormError: No page of ours offers this for the release.
        """
        async with self.vault.writing() as connection:
            file = await self.take(connection, officer, form.desk, form.release_id)
            draft = self.secret.draft(form.seed, wish.canonical(form.release_id))
            ending = judge_release(file, form, draft)
            if ending is Ending.DONE:
                move = plan(file)
                if check:
                    await check(connection, file)
                await self.add_letter(connection, file, move, draft)
                file = await self.take(connection, officer, form.desk, form.release_id)
            done = ending is Ending.DONE
            act = wish.act if done else Act.REPORT_OPENED
            reason = wish.reason if done else ""
            entry = Entry(act, officer.officer_id, form.release_id, reason)
            await self.log.append(connection, entry)
        return ReleaseSeen(file, ending)

    async def take(
        self,
        connection: Transaction,
        officer: SignedIn,
        desk: DeskId,
        release_id: ReleaseId,
    ) -> ReleaseFile:
        """Lock a release and open what one of its desks can read and believe."""
        record = await releasefiles.lock_release(connection, release_id)
        if record is None or officer.find_post(desk) is None:
            raise NotFoundError
        if desk not in {record.from_desk, record.to_desk}:
            raise NotFoundError
        keyring = await self.cards.open_keyring(connection, officer, desk)
        parties = await self._list_parties(connection, record)
        stored = await releasefiles.get_release(connection, record, desk)
        if await self._adopt(connection, stored, parties, keyring):
            stored = await releasefiles.get_release(connection, record, desk)
        opened = OpenedRelease.open(stored, parties, keyring, desk)
        return ReleaseFile(stored, opened, parties, keyring, desk)

    async def add_letter(
        self, connection: Transaction, file: ReleaseFile, move: Move, draft: Draft
    ) -> None:
        """Write a letter that both desks read, signed by the one that acts.

        Raises:
            BadFormError: Such a letter comes from the other desk, or the release
                is being forgotten.
            NotOpenYetError, CardNotTrustedError: The other desk cannot be sealed to.
        """
        if (move.kind is ReleaseKind.ANSWER) is file.is_sender:
            raise BadFormError
        to = await self.cards.get_card(connection, file.other)
        dispatch = seal_move(file, move, draft, to)
        if dispatch is None:
            raise BadFormError
        await releasefiles.add_dispatch(connection, dispatch)
        record = file.record
        answered = record.answered if move.answered is None else move.answered
        changed = replace(record, answered=answered, news=move.news)
        await releasefiles.change_release(connection, changed)

    async def withdraw(
        self, connection: Transaction, file: ReleaseFile, why: Answer, draft: Draft
    ) -> None:
        """Take what was sent away from its receiver, and tell them so.

        Its sender keeps it in a new letter. Raises as `add_letter`, and
        BadFormError where it was withdrawn before.
        """
        if file.record.withdrawn:
            raise BadFormError
        gone = [one.spot.id for one in file.stored.contents]
        notice, kept = Move(_WITHDRAWAL, why, news=file.other), seal_kept(file, draft)
        taken = replace(file.record, withdrawn=True)
        stored = replace(file.stored, record=taken)
        await self.add_letter(connection, replace(file, stored=stored), notice, draft)
        await releasefiles.remove_letters(connection, gone)
        if kept:
            await releasefiles.add_dispatch(connection, kept)

    async def read_heads(
        self,
        connection: Transaction,
        officer: SignedIn,
        desk: DeskId,
        records: Sequence[ReleaseRecord],
    ) -> dict[ReleaseId, Head]:
        """Read what a list shows of a desk's releases.

        What was withdrawn, does not open or is not believed is left out.

        Raises:
            ForbiddenError: The officer is no admitted member of the desk.
        """
        keyring = await self.cards.open_keyring(connection, officer, desk)
        ids = [record.id for record in records]
        letters = await releasefiles.list_contents(connection, ids, desk)
        shreds = await releasefiles.list_shreds(connection, ids)
        desks = {d for one in records for d in (one.from_desk, one.to_desk)}
        cards = {d: await self.list_cards(connection, d) for d in sorted(desks)}
        heads = {
            one.id: read_head(
                StoredRelease(one, tuple(letters.get(one.id, ())), shreds.get(one.id)),
                Parties(cards[one.from_desk], cards[one.to_desk]),
                keyring,
                desk,
            )
            for one in records
        }
        return {release: head for release, head in heads.items() if head}

    async def open_all(
        self,
        connection: Transaction,
        keyring: Keyring,
        releases: Sequence[ReleaseId],
    ) -> tuple[OpenedRelease, ...]:
        """Open releases of a desk, to show beside a tip how far each has come.

        The keyring is the desk's. Nothing is locked or changed; what was forgotten
        or is another desk's is left out.
        """
        desk, opened = DeskId(keyring.card.desk), []
        for record in await releasefiles.list_releases(connection, releases):
            if desk in {record.from_desk, record.to_desk}:
                stored = await releasefiles.get_release(connection, record, desk)
                parties = await self._list_parties(connection, record)
                opened.append(OpenedRelease.open(stored, parties, keyring, desk))
        return tuple(opened)

    async def list_cards(
        self, connection: Transaction, desk: DeskId
    ) -> tuple[DeskCard, ...]:
        """Return a desk's cards; none where they do not lead back to its pin."""
        try:
            return await self.cards.list_cards(connection, desk)
        except (NotOpenYetError, CardNotTrustedError):
            return ()

    async def _adopt(
        self,
        connection: Transaction,
        stored: StoredRelease,
        parties: Parties,
        keyring: Keyring,
    ) -> bool:
        """Make the desk's own seals of what it sees for the first time."""
        desk, changed = DeskId(keyring.card.desk), False
        for one in stored.letters:
            if one.seal is None or one.is_adopted:
                continue
            try:
                believe(one, parties, desk)
                seal = adopt_signed(one, keyring)
            except CryptoError:
                continue
            await releasefiles.adopt_seal(connection, one.spot.id, desk, seal)
            changed = True
        return changed

    async def _list_parties(
        self, connection: Transaction, record: ReleaseRecord
    ) -> Parties:
        return Parties(
            await self.list_cards(connection, record.from_desk),
            await self.list_cards(connection, record.to_desk),
        )
