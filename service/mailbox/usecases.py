"""What somebody with six words can do: look, add, and take it all back.

Words that are wrong, unknown or expired are one refusal, after the same work.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from anyio import CapacityLimiter, to_thread

from crypto import (
    LOCATOR_BYTES,
    SEED_BYTES,
    Box,
    CryptoError,
    LetterContext,
    MailboxKeys,
    MalformedError,
    ProcessSecret,
    Receipt,
    ShredKey,
    WordList,
    open_part,
    random_below,
    random_bytes,
    seal_letter,
)
from service.db.engine import Transaction, Vault
from service.domain.clock import Clock
from service.domain.configured import Hours
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.errors import (
    BadFormError,
    ForbiddenError,
    NotFoundError,
    StaleFormError,
)
from service.domain.letters import Kind, Remark
from service.mailbox import store
from service.mailbox.store import FoundMailbox, SealedAddition, ThreadLetter

_PURPOSE = "mailbox page"
_KEYS_BYTES = LOCATOR_BYTES + 32

# The public process may not read how urgent a tip is. What is added to one rings
# with the desk's mail, like most tips; its page says whom to call for the rest.
_ADDITION_PRIORITY = 2

# Officers read all that is added, and their pages with it: no page has room for
# more, and nobody who answers questions writes as often.
MOST_ADDITIONS = 50


class NotSixWordsError(BadFormError):
    """What was typed is not six words of the public list."""

    public_message = "Type all six words."


class WordsNotFoundError(NotFoundError):
    """Wrong, unknown and expired words are one answer."""

    public_message = "We cannot find anything with those words."


class ThreadFullError(ForbiddenError):
    """They added so often that there is no room for more."""

    public_message = "You have written as often as this page can take."


class HeldError(ForbiddenError):
    """A supervisor put a hold on deleting it, with a reason, in the log."""

    public_message = "We have to keep this for now."


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Pass:
    """What a thread page carries, sealed: whose it is, and the seed of its form."""

    keys: MailboxKeys
    seed: bytes

    @classmethod
    def for_new_page(cls, keys: MailboxKeys) -> Self:
        """Make one with a seed of its own."""
        return cls(keys, random_bytes(SEED_BYTES))

    def seal(self, secret: ProcessSecret) -> str:
        """Seal it as text for a hidden field."""
        raw = self.keys.locator + self.keys.seed + self.seed
        return urlsafe_b64encode(secret.seal_token(raw, purpose=_PURPOSE)).decode()

    @classmethod
    def open(cls, token: str, secret: ProcessSecret) -> Self:
        """Open one that this process sealed.

        Raises:
            StaleFormError: It did not.
        """
        try:
            raw = secret.open_token(Box(urlsafe_b64decode(token)), purpose=_PURPOSE)
        except (ValueError, CryptoError):
            raise StaleFormError from None
        keys = MailboxKeys(raw[:LOCATOR_BYTES], raw[LOCATOR_BYTES:_KEYS_BYTES])
        return cls(keys, raw[_KEYS_BYTES:])


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One letter of a thread, opened."""

    kind: Kind
    remark: Remark


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Thread:
    """What the words open. `token` opens it again without them, for a while."""

    token: str
    ends: date
    said: tuple[Said, ...]
    unreadable: int

    @property
    def steps(self) -> tuple[Remark, ...]:
        """How far it has come, in order. None yet means: received."""
        return tuple(s.remark for s in self.said if s.kind is Kind.STATUS)

    @property
    def talk(self) -> tuple[Said, ...]:
        """What was added and asked, in order."""
        return tuple(s for s in self.said if s.kind in {Kind.ADDITION, Kind.MESSAGE})

    @property
    def notices(self) -> tuple[Remark, ...]:
        """When a name that was left was opened, and why, in order."""
        return tuple(s.remark for s in self.said if s.kind is Kind.NOTICE)


@dataclass(frozen=True, slots=True, repr=False)
class Mailbox:
    """Everything the way back may touch. No desk's key and no tip is on the list."""

    vault: Vault
    secret: ProcessSecret
    words: WordList
    site_salt: bytes
    hours: Hours
    clock: Clock
    limiter: CapacityLimiter
    """One at a time: each derivation of words takes 16 MiB while it runs."""

    async def open_mailbox(self, typed: str, *, resumed: str = "") -> Thread:
        """Open the thread of six typed words.

        `resumed` is the token of an earlier page of the same mailbox, if the
        reporter still has something unsent from there: its form goes on, so what
        did arrive from it is not added a second time.

        Raises:
            NotSixWordsError: They are not six words of the list.
            WordsNotFoundError: They lead nowhere (any more).
            UnavailableError: The vault does not answer.
        """
        keys = await self._derive_keys(typed)
        page = self._resume(resumed, keys)
        async with self.vault.reading() as connection:
            return await self._read(connection, page)

    async def reopen(self, token: str) -> Thread:
        """Open the thread of a page again, and let its form go on.

        Raises:
            StaleFormError: The token is none of ours.
            WordsNotFoundError: The mailbox has gone meanwhile.
            UnavailableError: The vault does not answer.
        """
        page = Pass.open(token, self.secret)
        async with self.vault.reading() as connection:
            return await self._read(connection, page)

    async def add(self, token: str, text: str) -> Thread:
        """Add to the thread, once however often it is sent, and return it whole.

        Raises:
            StaleFormError, WordsNotFoundError: As `reopen`.
            ThreadFullError: There is no room for more. It was not stored.
            UnavailableError: It may or may not be stored; sending again is safe.
        """
        page = Pass.open(token, self.secret)
        async with self.vault.writing() as connection:
            mailbox = await self._find(connection, page.keys)
            addition = self._seal(page, mailbox, text)
            if await store.add_addition(connection, addition):
                await _require_room(connection, mailbox)
                await self._ring(connection, mailbox)
            return await self._read(connection, Pass.for_new_page(page.keys))

    async def delete(self, typed: str) -> None:
        """Destroy the key of all the reporter told, and the mailbox with it.

        Raises:
            NotSixWordsError, WordsNotFoundError: As `open_mailbox`.
            HeldError: It has to be kept for now. Nothing changed.
            UnavailableError: It may or may not be done; doing it again is safe.
        """
        keys = await self._derive_keys(typed)
        async with self.vault.writing() as connection:
            await self._find(connection, keys)
            if not await store.remove_shred_key(connection, keys.locator):
                raise HeldError
            await store.remove_mailbox(connection, keys.locator)

    async def _derive_keys(self, typed: str) -> MailboxKeys:
        try:
            receipt = Receipt.parse(typed, self.words)
        except MalformedError:
            raise NotSixWordsError from None
        return await to_thread.run_sync(
            receipt.derive_mailbox, self.site_salt, limiter=self.limiter
        )

    def _resume(self, token: str, keys: MailboxKeys) -> Pass:
        try:
            earlier = Pass.open(token, self.secret)
        except StaleFormError:
            return Pass.for_new_page(keys)
        # Safe because both are locators, which the database knows in clear.
        if earlier.keys.locator != keys.locator:
            return Pass.for_new_page(keys)
        return earlier

    async def _find(self, connection: Transaction, keys: MailboxKeys) -> FoundMailbox:
        await self.vault.show_locator(connection, keys.locator)
        today = self.clock.today()
        mailbox = await store.find_mailbox(connection, keys.locator, today)
        if mailbox is None:
            raise WordsNotFoundError
        return mailbox

    async def _read(self, connection: Transaction, page: Pass) -> Thread:
        mailbox = await self._find(connection, page.keys)
        letters = await store.list_letters(connection, mailbox.tip)
        said = tuple(_open_letters(letters, page.keys, ShredKey(mailbox.shred_key)))
        return Thread(
            token=page.seal(self.secret),
            ends=mailbox.delete_on,
            said=said,
            unreadable=len(letters) - len(said),
        )

    def _seal(self, page: Pass, mailbox: FoundMailbox, text: str) -> SealedAddition:
        draft = self.secret.draft(page.seed, text.encode())
        context = LetterContext(Kind.ADDITION.value, draft.make_id("addition"))
        remark = Remark(day=self.clock.today(), text=text)
        letter, content_key = seal_letter(
            context, ShredKey(mailbox.shred_key), body=remark.json
        )
        wrap = page.keys.thread_key.wrap(content_key, context)
        return SealedAddition(mailbox.tip, letter, wrap)

    async def _ring(self, connection: Transaction, mailbox: FoundMailbox) -> None:
        now, wait = self.clock.now(), random_below(QUARTER)
        await store.ring_doorbell(
            connection,
            mailbox,
            priority=_ADDITION_PRIORITY,
            ring_at=choose_ring(_ADDITION_PRIORITY, now, wait, self.hours),
        )


async def _require_room(connection: Transaction, mailbox: FoundMailbox) -> None:
    """Refuse what was written just now, after which the transaction undoes it.

    Asked only then, so that what had arrived and is sent again is still shown.
    """
    if await store.count_additions(connection, mailbox.tip) > MOST_ADDITIONS:
        raise ThreadFullError


def _open_letters(
    letters: Iterable[ThreadLetter], keys: MailboxKeys, shred_key: ShredKey
) -> Iterator[Said]:
    for letter in letters:
        context = LetterContext(letter.kind.value, letter.id)
        try:
            # The custodian has no key of the thread, and the desk none of notices.
            thread = keys.custody_key if letter.kind is Kind.NOTICE else keys.thread_key
            content_key = thread.unwrap(letter.wrap, context)
            text = open_part("body", letter.body, content_key, shred_key, context)
            remark = Remark.read(text)
        except CryptoError:
            continue  # Counted by the caller: one letter never breaks the page.
        yield Said(letter.kind, remark)
