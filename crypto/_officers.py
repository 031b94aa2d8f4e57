"""An officer's key, and the password and one-time code that unwrap it.

The seed is 32 bytes. At rest it lies with the TOTP secret (20 bytes) in one
wrap, under HKDF(Argon2id(password), desk secret): a stolen database gives
nobody a password to guess at without the secret, and no TOTP secret in clear.
"""

import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from crypto._cards import DeskCard, OfficerCard
from crypto._context import ID_BYTES, KEY_BYTES, derive, encode, encode_text, parse_id
from crypto._desks import DeskKeys
from crypto._errors import CannotOpenError, MalformedError
from crypto._hpke import KemPair, expand_pair, open_sealed
from crypto._letters import Box
from crypto._wrapping import Wrapper

PASSWORD_SALT_BYTES = 16
TOTP_SECRET_BYTES = 20
TOTP_STEP_SECONDS = 30

_PASSWORD_KIB = 64 * 1024
_PASSWORD_PASSES = 3
_TOTP_DIGITS = 6
_STEPS_EITHER_SIDE = 1


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OfficerKey:
    """An officer's seed (32 bytes) and the X-Wing pair it gives."""

    seed: bytes
    officer_id: str
    _pair: KemPair = field(init=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            raise MalformedError
        info = parse_id(self.officer_id)
        pair = expand_pair(derive(self.seed, "officer-open", info))
        object.__setattr__(self, "_pair", pair)

    @classmethod
    def generate(cls, officer_id: str) -> Self:
        """Make a seed from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES), officer_id)

    @property
    def card(self) -> OfficerCard:
        """The officer's card."""
        return OfficerCard(self.officer_id, self._pair.public)

    def open_desk(self, box: Box, card: DeskCard) -> DeskKeys:
        """Open the seed of a desk's generation and check it against its card.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not sealed to this officer, or another desk's seed
                than the card's: whoever writes rows cannot slip a desk in.
        """
        info = encode("member-seed", card.id, self.card.id)
        return check_desk_seed(open_sealed(box, self._pair, info=info), card)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OfficerSecrets:
    """What a password unwraps: the officer's key and the TOTP secret (20 bytes)."""

    key: OfficerKey
    totp_secret: bytes

    def __post_init__(self) -> None:
        if len(self.totp_secret) != TOTP_SECRET_BYTES:
            raise MalformedError


def wrap_officer(
    unwrapped: OfficerSecrets, password: str, *, salt: bytes, desk_secret: bytes
) -> Box:
    """Wrap an officer's secrets under a password and the desk process's secret.

    Argon2id with 64 MiB and 3 passes, about 150 ms: call it from a thread.
    `salt` is 16 random bytes stored beside the box.

    Raises:
        MalformedError: The password is not text, or the salt not 16 bytes, or the
            desk process's secret not 32.
    """
    officer_id = parse_id(unwrapped.key.officer_id)
    wrapper = Wrapper(_password_key(password, salt, desk_secret, officer_id))
    plaintext = unwrapped.key.seed + unwrapped.totp_secret
    return Box(wrapper.wrap(plaintext, context=encode("officer", officer_id)))


def unwrap_officer(
    box: Box, password: str, *, officer_id: str, salt: bytes, desk_secret: bytes
) -> OfficerSecrets:
    """Unwrap an officer's secrets; as slow as `wrap_officer`, right or wrong.

    Raises:
        MalformedError: Unknown version byte, or too short; or as for `wrap_officer`.
        CannotOpenError: Wrong password, another officer's box, or changed bytes.
    """
    raw_id = parse_id(officer_id)
    wrapper = Wrapper(_password_key(password, salt, desk_secret, raw_id))
    plaintext = wrapper.unwrap(box, context=encode("officer", raw_id))
    if len(plaintext) != KEY_BYTES + TOTP_SECRET_BYTES:
        raise CannotOpenError
    officer_key = OfficerKey(plaintext[:KEY_BYTES], officer_id)
    return OfficerSecrets(officer_key, plaintext[KEY_BYTES:])


def spend_password_time(password: str) -> None:
    """Do the work of one unwrapping for a name that does not exist.

    Raises:
        MalformedError: The password is not text, as for a real name.
    """
    nobody = bytes(ID_BYTES)
    _password_key(password, bytes(PASSWORD_SALT_BYTES), bytes(KEY_BYTES), nobody)


def find_totp_step(totp_secret: bytes, code: str, *, at: int) -> int | None:
    """Return the time step a code belongs to (RFC 6238), or None if it is wrong.

    `at` is Unix time in seconds; the step before and the step after are taken
    too. Spaces in the code do not matter: authenticators show it in two halves.
    The caller must refuse a step that is not later than the last one used.
    """
    typed = "".join(code.split())
    if not typed.isascii():
        return None
    totp = _totp(totp_secret)
    now = at // TOTP_STEP_SECONDS
    for step in range(max(0, now - _STEPS_EITHER_SIDE), now + _STEPS_EITHER_SIDE + 1):
        try:
            totp.verify(typed.encode(), step * TOTP_STEP_SECONDS)
        except InvalidToken:
            continue
        return step
    return None


def make_totp_code(totp_secret: bytes, *, at: int) -> str:
    """Return the six digits that are right at Unix time `at`."""
    return _totp(totp_secret).generate(at).decode()


def generate_totp_secret() -> bytes:
    """Make 20 random bytes, the length RFC 4226 recommends."""
    return secrets.token_bytes(TOTP_SECRET_BYTES)


def totp_uri(totp_secret: bytes, *, name: str, issuer: str) -> str:
    """Return the otpauth URI that an authenticator reads from a QR code."""
    return _totp(totp_secret).get_provisioning_uri(name, issuer)


def check_desk_seed(seed: bytes, card: DeskCard) -> DeskKeys:
    """Return the keys of a seed if they are the card's.

    Raises:
        CannotOpenError: They belong to another card.
    """
    if len(seed) != KEY_BYTES:
        raise CannotOpenError
    keys = DeskKeys(seed, card.desk, card.generation, card.recovery)
    if keys.card != card:
        raise CannotOpenError
    return keys


def _totp(totp_secret: bytes) -> TOTP:
    # Safe because RFC 6238's authenticators speak HMAC-SHA-1, whose strength
    # does not rest on collisions.
    return TOTP(totp_secret, _TOTP_DIGITS, SHA1(), TOTP_STEP_SECONDS)  # noqa: S303 - see above


def _password_key(
    password: str, salt: bytes, desk_secret: bytes, officer_id: bytes
) -> bytes:
    if len(salt) != PASSWORD_SALT_BYTES or len(desk_secret) != KEY_BYTES:
        raise MalformedError
    # One keyboard sends an accented letter whole, another as letter and accent.
    typed = encode_text(unicodedata.normalize("NFC", password))
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=_PASSWORD_PASSES,
        lanes=1,
        memory_cost=_PASSWORD_KIB,
    ).derive(typed)
    return derive(stretched, "officer", officer_id, salt=desk_secret)
