"""What each web process can do with its own 32-byte secret.

The reporter's and the desk process have separate secrets, so the one that meets
the street does not hold the one that guards the officers.
"""

import secrets
from dataclasses import dataclass
from typing import Self

from crypto._context import (
    ID_BYTES,
    KEY_BYTES,
    derive,
    encode,
    encode_text,
    parse_id,
    sha256,
)
from crypto._errors import CannotOpenError, MalformedError
from crypto._letters import Box
from crypto._officers import OfficerKey
from crypto._words import RECEIPT_LENGTH, Receipt, WordList, derive_words
from crypto._wrapping import Wrapper

SEED_BYTES = 16


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Draft:
    """One Send: a form's seed with the answers that were sent under it.

    The same seed and answers always give the same ids and words, so a Send that
    is pressed twice is one tip; other answers give other ids and other words.
    """

    root: bytes

    @property
    def tip_id(self) -> str:
        """The tip's id."""
        return self.make_id("tip")

    def make_id(self, label: str) -> str:
        """An id for one labelled thing of this Send (32 hexadecimal digits)."""
        return derive(self.root, "id", encode_text(label), length=ID_BYTES).hex()

    def make_receipt(self, words: WordList) -> Receipt:
        """The six words of this Send."""
        return Receipt(
            derive_words(self.root, "receipt", words=words, count=RECEIPT_LENGTH)
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ProcessSecret:
    """A process's secret: 32 bytes from a file, in no database."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    @classmethod
    def generate(cls) -> Self:
        """Make one from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def derive_key(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, for instance to sign tickets."""
        return derive(self.raw, "process", encode_text(purpose))

    def draft(self, seed: bytes, answers: bytes) -> Draft:
        """Derive what a Send makes from the form's seed and canonical answers.

        Raises:
            MalformedError: The seed is not 16 bytes.
        """
        if len(seed) != SEED_BYTES:
            raise MalformedError
        return Draft(derive(self.raw, "draft", seed, sha256(answers)))

    def seal_token(self, plaintext: bytes, *, purpose: str) -> Box:
        """Seal what a page must carry for this process and nobody may read."""
        bound = encode("token", encode_text(purpose))
        return Box(self._token_wrapper().wrap(plaintext, context=bound))

    def open_token(self, box: Box, *, purpose: str) -> bytes:
        """Open a token sealed by this process for this purpose.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not sealed by this process for this purpose.
        """
        bound = encode("token", encode_text(purpose))
        return self._token_wrapper().unwrap(box, context=bound)

    def _token_wrapper(self) -> Wrapper:
        return Wrapper(derive(self.raw, "token"))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SessionSecret:
    """32 random bytes that live only in an officer's cookie."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    @classmethod
    def generate(cls) -> Self:
        """Make one from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def parse(cls, cookie: str) -> Self:
        """Read a cookie's value: 64 lower-case hexadecimal digits.

        Raises:
            MalformedError: It is not one.
        """
        try:
            raw = bytes.fromhex(cookie)
        except ValueError:
            raise MalformedError from None
        if raw.hex() != cookie:
            raise MalformedError
        return cls(raw)

    @property
    def cookie(self) -> str:
        """The cookie's value."""
        return self.raw.hex()

    @property
    def session_id(self) -> bytes:
        """32 bytes that find the session's row and open nothing."""
        return derive(self.raw, "session-id")

    def seal_officer(self, key: OfficerKey, desk_secret: bytes) -> Box:
        """Seal an officer's seed for this session (61 bytes).

        Raises:
            MalformedError: The desk process's secret is not 32 bytes.
        """
        bound = encode("session", parse_id(key.officer_id))
        return Box(self._wrapper(desk_secret).wrap(key.seed, context=bound))

    def open_officer(self, box: Box, officer_id: str, desk_secret: bytes) -> OfficerKey:
        """Return the officer's key for the length of one request.

        Raises:
            MalformedError: Unknown version byte, or too short; or the officer's id
                or the desk process's secret is not one.
            CannotOpenError: Another session's or officer's box.
        """
        bound = encode("session", parse_id(officer_id))
        seed = self._wrapper(desk_secret).unwrap(box, context=bound)
        if len(seed) != KEY_BYTES:
            raise CannotOpenError
        return OfficerKey(seed, officer_id)

    def _wrapper(self, desk_secret: bytes) -> Wrapper:
        if len(desk_secret) != KEY_BYTES:
            raise MalformedError
        return Wrapper(derive(self.raw, "session", salt=desk_secret))


def random_id() -> str:
    """Return 16 random bytes as 32 hexadecimal digits. Never counted, never guessed."""
    return secrets.token_hex(ID_BYTES)


def random_bytes(count: int) -> bytes:
    """Return bytes from the operating system's randomness."""
    return secrets.token_bytes(count)


def random_below(limit: int) -> int:
    """Return an unbiased random number from 0 to `limit` - 1."""
    return secrets.randbelow(limit)


def hash_token(token: str) -> bytes:
    """The 32 bytes kept of a one-time link's token (itself 128 random bits or more).

    Raises:
        MalformedError: The token is not text.
    """
    return sha256(encode("one-time"), encode_text(token))
