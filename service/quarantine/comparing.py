"""Find what looks like a tip: by opening what waits, so many at most for one press."""

from collections.abc import Sequence
from dataclasses import dataclass

from anyio import to_thread

from crypto import random_id
from service.db.engine import Vault
from service.domain import sealed
from service.domain.people import DeskId, Keyring
from service.domain.quarantine import list_phrases, looks_like
from service.domain.tips import TipId
from service.quarantine import store
from service.quarantine.store import HeldTip, Page

COMPARED_AT_ONCE = 200
MOST_COMPARISONS = 50


@dataclass(frozen=True, slots=True)
class Alike:
    """What looks like a tip, and whether more wait than were compared with it."""

    tips: tuple[TipId, ...]
    is_cut: bool


async def list_alike(
    vault: Vault, desk: DeskId, model: HeldTip, keyring: Keyring, *, new: bool
) -> Alike:
    """Compare what waits, here or new in the inbox, with one tip, by order of ids.

    It begins anywhere and goes round: where there is too much for one press, the
    next meets others.
    """
    phrases = list_phrases(read_text(model, keyring))
    alike, start, is_round = {model.id}, random_id(), False
    after = start
    for _ in range(MOST_COMPARISONS):
        async with vault.reading() as connection:
            page = Page(after, COMPARED_AT_ONCE, new=new)
            tips = await store.list_sealed(connection, desk, page)
        # Each opens in a part of a millisecond, and here it holds nobody up.
        alike |= await to_thread.run_sync(_choose_alike, tips, phrases, keyring)
        if is_round and (not tips or tips[-1].id >= start):
            return Alike(tuple(sorted(alike)), is_cut=False)
        is_round = is_round or not tips
        after = tips[-1].id if tips else ""
    return Alike(tuple(sorted(alike)), is_cut=True)


def read_text(tip: HeldTip, keyring: Keyring) -> str:
    """Return what a tip says; nothing where it does not open."""
    letter = sealed.choose_tip_letter(tip.letters)
    body = sealed.read_body(letter, keyring, tip.shreds) if letter else None
    return body.answers.text if body else ""


def _choose_alike(
    tips: Sequence[HeldTip], phrases: frozenset[str], keyring: Keyring
) -> set[TipId]:
    texts = ((tip.id, read_text(tip, keyring)) for tip in tips)
    return {tip for tip, text in texts if looks_like(list_phrases(text), phrases)}
