"""Signing in and out, and deciding who may.

A password is tried in a thread, outside every transaction: it takes a tenth of a
second and 64 MiB on purpose. Who guesses is slowed down by the name they typed,
whether or not anybody has it.
"""

from dataclasses import dataclass

import anyio.to_thread
from anyio import CapacityLimiter

from crypto import (
    CryptoError,
    OfficerKey,
    OfficerSecrets,
    ProcessSecret,
    SessionSecret,
    find_totp_step,
    random_id,
    spend_password_time,
    unwrap_officer,
)
from service.db.audit import AuditLog
from service.db.engine import Vault
from service.domain.audit import Act, Entry
from service.domain.clock import Clock
from service.domain.enrolment import (
    Invitation,
    NameTakenError,
    Officer,
    OfficerState,
    fold_name,
    parse_name,
)
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.people import NOBODY, OfficerId, SignedIn
from service.domain.sign_in import SEEN_EVERY, is_session_open, wait_after
from service.staff import store

_LONGEST_NAME = 200


class WrongSignInError(BadFormError):
    """Wrong name, password or code, or access that has ended: one answer for all."""

    public_message = "The name, the password or the code is not right."


class WaitFirstError(BadFormError):
    """Too many tries under one typed name, whether or not somebody has it."""

    public_message = "There were too many tries with this name."


class LastMemberError(ForbiddenError):
    """Without them nobody could read what their desk holds."""

    public_message = (
        "They are the last member of a desk. Admit somebody else there first."
    )


class OwnAccessError(ForbiddenError):
    """Somebody else must end it, or nobody might be left who can invite."""

    public_message = "You cannot end your own access. Ask another administrator."


@dataclass(frozen=True, slots=True)
class Door:
    """Lets officers in. Holds the desk's secret, and no key until a password fits."""

    vault: Vault
    secret: ProcessSecret
    log: AuditLog
    clock: Clock
    limiter: CapacityLimiter

    async def sign_in(self, name: str, password: str, code: str) -> SessionSecret:
        """Open a session, and return what goes into the officer's cookie.

        The try is counted before anything is looked at, in a transaction of its
        own, so guesses made all at once are counted too. The code is spent in the
        transaction that makes the session: it opens one, and only one.
        Raises WaitFirstError or WrongSignInError.
        """
        name_hash = await self._count_try(name)
        unwrapped = await self._unwrap(fold_name(name), password)
        if unwrapped is None:
            raise WrongSignInError
        step = find_totp_step(unwrapped.totp_secret, code, at=self.clock.now())
        if step is None:
            raise WrongSignInError
        return await self._open_session(unwrapped.key, step, name_hash)

    async def find_wait(self, name: str) -> int:
        """Return how many seconds a name has to wait before its next try."""
        async with self.vault.reading() as connection:
            counter = await store.find_counter(connection, self._hash_name(name))
        return max(0, counter.wait_until - self.clock.now()) if counter else 0

    async def _count_try(self, name: str) -> bytes:
        now, name_hash = self.clock.now(), self._hash_name(name)
        async with self.vault.writing() as connection:
            counter = await store.lock_counter(connection, name_hash)
            if counter.wait_until > now:
                raise WaitFirstError
            failures = counter.failures + 1
            counted = store.Counter(failures, now + wait_after(failures))
            await store.set_counter(connection, name_hash, counted)
        return name_hash

    async def _unwrap(self, name: str, password: str) -> OfficerSecrets | None:
        async with self.vault.reading() as connection:
            locked = await store.find_locked(connection, name)
        return await anyio.to_thread.run_sync(
            _try_password, locked, password, self.secret, limiter=self.limiter
        )

    async def _open_session(
        self, key: OfficerKey, step: int, name_hash: bytes
    ) -> SessionSecret:
        officer, session = OfficerId(key.officer_id), SessionSecret.generate()
        box = session.seal_officer(key, self.secret.raw)
        opened = store.Opened(session.session_id, officer, box, self.clock.now())
        async with self.vault.writing() as connection:
            if not await store.spend_step(connection, officer, step):
                raise WrongSignInError
            await store.remove_counter(connection, name_hash)
            await store.add_session(connection, opened)
            await self.log.append(connection, Entry(Act.SIGNED_IN, officer))
        return session

    def _hash_name(self, name: str) -> bytes:
        return self.secret.derive_key(f"sign-in name {fold_name(name)[:_LONGEST_NAME]}")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Knows officers by their cookie, for the length of one request each."""

    vault: Vault
    secret: ProcessSecret
    log: AuditLog
    clock: Clock

    async def find_session(self, cookie: str) -> SignedIn | None:
        """Return whose open session a cookie is, with the posts they have now."""
        try:
            session = SessionSecret.parse(cookie)
        except CryptoError:
            return None
        async with self.vault.reading() as connection:
            row = await store.find_session(connection, session.session_id)
            posts = await store.list_posts(connection, row.officer) if row else ()
        if row is None or not await self._keep_open(row):
            return None
        try:
            key = session.open_officer(row.box, row.officer, self.secret.raw)
        except CryptoError:
            return None
        return SignedIn(row.officer, row.name, row.administrator, posts, key, row.id)

    async def sign_out(self, officer: SignedIn) -> None:
        """End this session."""
        async with self.vault.writing() as connection:
            if await store.remove_session(connection, officer.session_id):
                entry = Entry(Act.SIGNED_OUT, officer.officer_id)
                await self.log.append(connection, entry)

    async def sign_out_everywhere(self, officer: SignedIn) -> None:
        """End all of the officer's sessions, this one too."""
        async with self.vault.writing() as connection:
            await store.remove_sessions(connection, officer.officer_id)
            entry = Entry(Act.SIGNED_OUT_EVERYWHERE, officer.officer_id)
            await self.log.append(connection, entry)

    async def _keep_open(self, row: store.Session) -> bool:
        now = self.clock.now()
        if not is_session_open(row.started_at, row.seen_at, now):
            return False
        if now - row.seen_at >= SEEN_EVERY:
            async with self.vault.writing() as connection:
                await store.touch_session(connection, row.id, now)
        return True


@dataclass(frozen=True, slots=True)
class Officers:
    """Who has a key to the door. An administrator's work; it opens nothing sealed."""

    vault: Vault
    log: AuditLog
    clock: Clock

    async def list_officers(self) -> tuple[Officer, ...]:
        """Return everybody who was ever invited, those who left last."""
        async with self.vault.reading() as connection:
            return await store.list_officers(connection, self.clock.now())

    async def invite(
        self,
        administrator: SignedIn | None,
        name: str,
        *,
        is_administrator: bool = False,
    ) -> Invitation:
        """Make a one-time link for somebody new; by nobody means at the terminal.

        Raises BadNameError or NameTakenError.
        """
        invitation = Invitation.make(self.clock.now())
        officer = Officer(
            OfficerId(random_id()),
            parse_name(name),
            is_administrator,
            OfficerState.INVITED,
            (),
        )
        reason = "administrator" if is_administrator else ""
        async with self.vault.writing() as connection:
            if not await store.add_officer(connection, officer, invitation):
                raise NameTakenError
            act, by = Act.OFFICER_INVITED, _name_doer(administrator)
            await self.log.append(connection, Entry(act, by, officer.id, reason))
        return invitation

    async def renew_link(
        self, administrator: SignedIn, officer: OfficerId
    ) -> tuple[str, Invitation]:
        """Return the name and a new link of somebody who is not enrolled yet.

        The old link stops working. Raises NotFoundError for anybody else.
        """
        invitation = Invitation.make(self.clock.now())
        async with self.vault.writing() as connection:
            name = await store.renew_link(connection, officer, invitation)
            if name is None:
                raise NotFoundError
            act, by = Act.OFFICER_INVITED, administrator.officer_id
            await self.log.append(connection, Entry(act, by, officer, "new link"))
        return name, invitation

    async def end_access(self, administrator: SignedIn, officer: OfficerId) -> None:
        """End somebody's access: their sessions, posts and copies of desks' keys.

        Raises OwnAccessError or LastMemberError, or NotFoundError if there is
        nobody to end.
        """
        if officer == administrator.officer_id:
            raise OwnAccessError
        async with self.vault.writing() as connection:
            if await store.is_last_member(connection, officer):
                raise LastMemberError
            if not await store.end_officer(connection, officer):
                raise NotFoundError
            await store.remove_sessions(connection, officer)
            await store.remove_posts(connection, officer)
            act, by = Act.OFFICER_ENDED, administrator.officer_id
            await self.log.append(connection, Entry(act, by, officer))


def _name_doer(administrator: SignedIn | None) -> OfficerId:
    return administrator.officer_id if administrator else NOBODY


def _try_password(
    locked: store.Locked | None, password: str, secret: ProcessSecret
) -> OfficerSecrets | None:
    try:
        if locked is None:
            spend_password_time(password)
            return None
        return unwrap_officer(
            locked.box,
            password,
            officer_id=locked.id,
            salt=locked.salt,
            desk_secret=secret.raw,
        )
    except CryptoError:
        return None
