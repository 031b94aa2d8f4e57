"""Desk cards as the vault keeps them, believed only from the pin onwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, CryptoError, DeskCard, DeskKeys, Membership, follow_chain
from service.db.schema import DeskCardRow, MemberRow, MemberSeedRow
from service.domain.errors import CardNotTrustedError, ForbiddenError, NotOpenYetError
from service.domain.people import DeskId, Keyring, Post, SignedIn

# Built once: every Send and every page of a desk asks for them.
_CARDS = (
    select(DeskCardRow.desk, DeskCardRow.card, DeskCardRow.signature)
    .where(DeskCardRow.desk.in_(bindparam("desks", expanding=True)))
    .order_by(DeskCardRow.desk, DeskCardRow.generation)
)


@dataclass(frozen=True, slots=True)
class CardBook:
    """The fingerprints in the settings, and the cards that lead back to them."""

    pins: Mapping[DeskId, str]

    async def list_cards(
        self, connection: AsyncConnection, desk: DeskId
    ) -> tuple[DeskCard, ...]:
        """Return a desk's cards from generation 1 on.

        Raises:
            NotOpenYetError: The desk has no card, or none was pinned yet.
            CardNotTrustedError: The cards do not lead back to the pin.
        """
        return (await self._follow(connection, (desk,)))[desk]

    async def get_card(self, connection: AsyncConnection, desk: DeskId) -> DeskCard:
        """Return the card that new letters are sealed to; raises as `list_cards`."""
        return (await self.list_cards(connection, desk))[-1]

    async def get_cards(
        self, connection: AsyncConnection, desks: Collection[DeskId]
    ) -> tuple[DeskCard, ...]:
        """Return the newest card of each desk, asked for at once, in their order.

        Raises:
            NotOpenYetError, CardNotTrustedError: As `list_cards`, for any of them.
        """
        followed = await self._follow(connection, desks)
        return tuple(followed[desk][-1] for desk in desks)

    async def _follow(
        self, connection: AsyncConnection, desks: Collection[DeskId]
    ) -> dict[DeskId, tuple[DeskCard, ...]]:
        rows = (await connection.execute(_CARDS, {"desks": list(desks)})).all()
        return {
            desk: self._follow_chain(
                desk, [(row.card, row.signature) for row in rows if row.desk == desk]
            )
            for desk in desks
        }

    def _follow_chain(
        self, desk: DeskId, signed: list[tuple[bytes, bytes]]
    ) -> tuple[DeskCard, ...]:
        pin = self.pins.get(desk)
        if not signed or pin is None:
            raise NotOpenYetError
        try:
            cards = follow_chain(signed, pin=pin)
        except CryptoError:
            raise CardNotTrustedError from None
        if cards[-1].desk != desk:
            raise CardNotTrustedError
        return cards

    async def open_keyring(
        self, connection: AsyncConnection, officer: SignedIn, desk: DeskId
    ) -> Keyring:
        """Open every generation of a desk's keys that was sealed to the officer.

        Their role is believed only if a generation of the desk signed it, so
        whoever writes rows makes nobody a supervisor.

        Raises:
            ForbiddenError: The officer is no admitted member of the desk.
            NotOpenYetError, CardNotTrustedError: As `list_cards`.
        """
        post = officer.find_post(desk)
        if post is None:
            raise ForbiddenError
        cards = await self.list_cards(connection, desk)
        await _check_admission(connection, officer, post, cards)
        query = select(MemberSeedRow.generation, MemberSeedRow.box).where(
            MemberSeedRow.desk == desk, MemberSeedRow.officer == officer.officer_id
        )
        boxes = {row.generation: row.box for row in await connection.execute(query)}
        if cards[-1].generation not in boxes:
            raise ForbiddenError
        return Keyring(_open_all(officer, cards, boxes), cards[-1])


async def _check_admission(
    connection: AsyncConnection,
    officer: SignedIn,
    post: Post,
    cards: tuple[DeskCard, ...],
) -> None:
    query = select(MemberRow.generation, MemberRow.signature).where(
        MemberRow.desk == post.desk, MemberRow.officer == officer.officer_id
    )
    row = (await connection.execute(query)).one_or_none()
    card = next((c for c in cards if row and c.generation == row.generation), None)
    if row is None or card is None:
        raise ForbiddenError
    try:
        member = Membership(officer.key.card, post.role.value)
        card.verify_member(member, row.signature or b"")
    except CryptoError:
        raise CardNotTrustedError from None


def _open_all(
    officer: SignedIn, cards: tuple[DeskCard, ...], boxes: Mapping[int, bytes]
) -> dict[bytes, DeskKeys]:
    opened = {}
    for card in cards:
        if card.generation not in boxes:
            continue
        try:
            opened[card.id] = officer.key.open_desk(Box(boxes[card.generation]), card)
        except CryptoError:
            raise CardNotTrustedError from None
    return opened
