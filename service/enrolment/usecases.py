"""What a one-time link allows: to become one officer, once.

Between the two pages nothing is kept here. What the first page showed (five words
and the phone's secret) travels back in it, sealed for this process and this link.
"""

from dataclasses import dataclass
from typing import Self

import anyio.to_thread
from anyio import CapacityLimiter

from crypto import (
    PASSWORD_SALT_BYTES,
    Box,
    CryptoError,
    OfficerKey,
    OfficerSecrets,
    ProcessSecret,
    WordList,
    find_totp_step,
    generate_totp_secret,
    hash_token,
    random_bytes,
    wrap_officer,
)
from service.db.audit import AuditLog
from service.db.engine import Vault
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.enrolment import MADE_WORDS, WrongCodeError, check_password
from service.domain.errors import BadFormError, NotFoundError
from service.enrolment import store

_TOTP_BYTES = 20
_OWN_NAME = "quiet word"


class LinkOverError(NotFoundError):
    """Unknown, used, replaced and too old are one answer."""

    public_message = "This link does not work. Ask your administrator for a new one."


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Beginning:
    """What the first page shows, and its sealed copy for the hidden field."""

    name: str
    password: str
    totp_secret: bytes
    sealed: str

    @classmethod
    def make(
        cls, name: str, words: WordList, purpose: str, secret: ProcessSecret
    ) -> Self:
        """Make five words and a secret for the phone."""
        password, totp_secret = words.generate(MADE_WORDS), generate_totp_secret()
        plaintext = totp_secret + password.encode()
        sealed = secret.seal_token(plaintext, purpose=purpose).hex()
        return cls(name, password, totp_secret, sealed)

    @classmethod
    def read(cls, name: str, sealed: str, purpose: str, secret: ProcessSecret) -> Self:
        """Read back what the page of this link showed.

        Raises BadFormError for anything else.
        """
        try:
            plaintext = secret.open_token(Box(bytes.fromhex(sealed)), purpose=purpose)
        except (ValueError, CryptoError):
            raise BadFormError from None
        password = plaintext[_TOTP_BYTES:].decode()
        return cls(name, password, plaintext[:_TOTP_BYTES], sealed)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Makes officers' keys. Each is wrapped at once and kept by nobody here."""

    vault: Vault
    secret: ProcessSecret
    words: WordList
    borough: Borough
    log: AuditLog
    clock: Clock
    limiter: CapacityLimiter

    async def begin(self, token: str) -> Beginning:
        """Make a password and a phone's secret for a link. It stays unused.

        Raises LinkOverError.
        """
        invited = await self._find_invited(token)
        return Beginning.make(invited.name, self.words, _purpose(token), self.secret)

    async def resume(self, token: str, sealed: str) -> Beginning:
        """Return what `begin` made, from the page that carried it.

        Raises LinkOverError or BadFormError.
        """
        invited = await self._find_invited(token)
        return Beginning.read(invited.name, sealed, _purpose(token), self.secret)

    async def enrol(
        self, token: str, sealed: str, *, own_password: str | None, code: str
    ) -> str:
        """Make the officer's key and card, and use the link up. Returns their name.

        `own_password` replaces the five words. The code proves that the phone holds
        the secret, and is spent by that. Raises LinkOverError, WrongCodeError,
        ShortPasswordError, CommonPasswordError or BadFormError.
        """
        invited = await self._find_invited(token)
        shown = Beginning.read(invited.name, sealed, _purpose(token), self.secret)
        if own_password is not None:
            check_password(own_password, self._list_own_words(invited.name))
        step = find_totp_step(shown.totp_secret, code, at=self.clock.now())
        if step is None:
            raise WrongCodeError
        key = OfficerKey.generate(invited.id)
        unwrapped = OfficerSecrets(key, shown.totp_secret)
        enrolled = await self._wrap(unwrapped, own_password or shown.password, step)
        await self._use_link(token, enrolled)
        return invited.name

    async def _find_invited(self, token: str) -> store.Invited:
        now = self.clock.now()
        async with self.vault.reading() as connection:
            invited = await store.find_invited(connection, hash_token(token), now)
        if invited is None:
            raise LinkOverError
        return invited

    async def _wrap(
        self, unwrapped: OfficerSecrets, password: str, step: int
    ) -> store.Enrolled:
        salt = random_bytes(PASSWORD_SALT_BYTES)

        def wrap() -> Box:
            return wrap_officer(
                unwrapped, password, salt=salt, desk_secret=self.secret.raw
            )

        box = await anyio.to_thread.run_sync(wrap, limiter=self.limiter)
        return store.Enrolled(unwrapped.key.card, salt, box, step)

    async def _use_link(self, token: str, enrolled: store.Enrolled) -> None:
        token_hash, now = hash_token(token), self.clock.now()
        async with self.vault.writing() as connection:
            if not await store.use_link(connection, token_hash, enrolled, now):
                raise LinkOverError
            entry = Entry(Act.OFFICER_ENROLLED, enrolled.card.officer_id)
            await self.log.append(connection, entry)

    def _list_own_words(self, name: str) -> tuple[str, ...]:
        return name, self.borough.name, self.borough.team, _OWN_NAME


def _purpose(token: str) -> str:
    return f"enrolment {hash_token(token).hex()}"
