"""The things these tests begin with: fixed keys, so that a failure repeats."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from crypto import (
    NO_ENTRY,
    Box,
    ChainEntry,
    ContentKey,
    DeskKeys,
    FileKey,
    LetterContext,
    OfficerKey,
    ProcessSecret,
    RecoveryKit,
    SessionSecret,
    ShredKey,
    ThreadKey,
    hash_detail,
    open_part,
    seal_detail,
    seal_letter,
)
from crypto._hpke import parse_public, seal
from service.settings import load_words
from tests.crypto.files import open_whole, seal_whole

WORDS = load_words()
KIT = RecoveryKit.parse(
    "abacus cactus dagger eagle fable gallon habitat icing jackal karate lagoon magma"
    " nacho oasis pacifier quarry radar sadden tadpole ultra vacancy wafer yam zebra",
    WORDS,
)
OTHER_KIT = RecoveryKit(KIT.chosen[::-1])

DESK = DeskKeys(b"d" * 32, "community-safety", 1, KIT.card)
NEXT_DESK = DeskKeys(b"n" * 32, "community-safety", 2, KIT.card)
OTHER_DESK = DeskKeys(b"o" * 32, "schools-officers", 1, OTHER_KIT.card)
OFFICER = OfficerKey(b"p" * 32, "0f" * 16)
OTHER_OFFICER = OfficerKey(b"p" * 32, "f0" * 16)

CONTEXT = LetterContext("tip", "ab" * 16)
OTHER_CONTEXT = LetterContext("tip", "cd" * 16)
OTHER_PURPOSE = LetterContext("note", "ab" * 16)
KEY = ContentKey(b"c" * 32)
SHRED = ShredKey(b"s" * 32)
THREAD = ThreadKey(b"t" * 32)
FILE = FileKey(b"f" * 32)
SECRET = ProcessSecret(b"r" * 32)
SESSION = SessionSecret(b"h" * 32)
DESK_SECRET = b"v" * 32

LETTER, LETTER_KEY = seal_letter(CONTEXT, SHRED, summary="a knife", body="in the park")
SUMMARY = Box(LETTER.summary or b"")
BODY = Box(LETTER.body or b"")

LOW_ORDERS = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
"""X25519 public keys that give zero with every private key (RFC 7748, section 7)."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A box of one format, what opens it, and what it holds."""

    name: str
    box: Box
    open: Callable[[Box], object]
    holds: object


SEALED = (
    Sealed(
        "letter summary",
        SUMMARY,
        lambda box: open_part("summary", box, LETTER_KEY, SHRED, CONTEXT),
        "a knife",
    ),
    Sealed(
        "letter body",
        BODY,
        lambda box: open_part("body", box, LETTER_KEY, SHRED, CONTEXT),
        "in the park",
    ),
    Sealed(
        "seal",
        DESK.card.seal_content_key(KEY, CONTEXT),
        lambda box: DESK.open_seal(box, CONTEXT).raw,
        KEY.raw,
    ),
    Sealed(
        "adopted seal",
        DESK.adopt(KEY, CONTEXT),
        lambda box: DESK.open_adopted(box, CONTEXT).raw,
        KEY.raw,
    ),
    Sealed(
        "thread wrap",
        THREAD.wrap(KEY, CONTEXT),
        lambda box: THREAD.unwrap(box, CONTEXT).raw,
        KEY.raw,
    ),
    Sealed(
        "member seed",
        DESK.seal_to_member(OFFICER.card),
        lambda box: OFFICER.open_desk(box, DESK.card).seed,
        DESK.seed,
    ),
    Sealed(
        "recovery seed",
        DESK.seal_to_recovery(),
        lambda box: KIT.open_desk(box, DESK.card).seed,
        DESK.seed,
    ),
    Sealed(
        "audit detail",
        seal_detail(DESK.card, 7, "signed in"),
        lambda box: DESK.open_detail(box, 7),
        "signed in",
    ),
    Sealed(
        "session",
        SESSION.seal_officer(OFFICER, DESK_SECRET),
        lambda box: SESSION.open_officer(box, OFFICER.officer_id, DESK_SECRET).seed,
        OFFICER.seed,
    ),
    Sealed(
        "token",
        SECRET.seal_token(b"carried", purpose="page"),
        lambda box: SECRET.open_token(box, purpose="page"),
        b"carried",
    ),
    Sealed(
        "file",
        Box(seal_whole(FILE, CONTEXT.letter_id, b"GIF89a")),
        lambda box: open_whole(FILE, CONTEXT.letter_id, box),
        b"GIF89a",
    ),
)

every_format = pytest.mark.parametrize("sealed", SEALED, ids=lambda one: one.name)


def seal_anything(plaintext: bytes, public: bytes, info: bytes) -> Box:
    """Seal what no honest sender seals, under a right key and context."""
    return Box(seal(plaintext, parse_public(public), info=info))


def chain_of(details: Iterable[bytes]) -> list[ChainEntry]:
    """An honest chain over sealed details, or over anything in their place."""
    chain: list[ChainEntry] = []
    for number, detail in enumerate(details, 1):
        previous = chain[-1].hash if chain else NO_ENTRY
        chain.append(ChainEntry(number, previous, hash_detail(Box(detail))))
    return chain


def either_or(raw: bytes, flip: bytes) -> bytes:
    """Flip the bits of `raw` that are set in `flip`."""
    return bytes(one ^ other for one, other in zip(raw, flip, strict=True))
