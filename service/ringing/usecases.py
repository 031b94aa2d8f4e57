"""Let bells that are due ring, and see their mails off.

A ring is one transaction: the bell moves on, and its mail is written down. Sending
comes after it and is made good for as long as it takes, so a mail server that is
away loses no ring. At most one mail of a kind waits for a desk: it would say the
same a second time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from service.db.engine import Transaction, Vault
from service.db.schema import DoorbellRow, DutyRow
from service.domain.boroughs import Borough
from service.domain.clock import Clock, day_of
from service.domain.doorbells import QUARTER, Bell
from service.domain.mails import (
    KEPT_SECONDS,
    LogHead,
    Mail,
    MailId,
    Planned,
    choose_mail,
    find_receivers,
    list_digests,
    list_log_mails,
    wait_after,
    write_text,
)
from service.domain.staffed import Staffed
from service.post import Post
from service.ringing import store
from service.ringing.store import Waiting

BATCH = 200
"""How many bells one transaction lets ring, so that a pick-up never waits long."""

CARRIED_AT_ONCE = 20
"""How many mails go over one connection."""

_DAY = 24 * 60 * 60
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Ringing:
    """May move bells on and write mails down. Can open nothing and send nothing."""

    vault: Vault
    borough: Borough
    clock: Clock

    async def ring_doorbells(self) -> int:
        """Let the doorbells ring that are due; call again until it returns none.

        A bell rings at its desk, then at each missed limit of its priority at the
        supervisor and at the service's owner, until its tip is picked up.
        """
        limits = {each.number: each.pick_up_minutes for each in self.borough.priorities}
        now = self.clock.now()
        async with self.vault.writing() as connection:
            bells = await store.claim_doorbells(connection, now, BATCH)
            rungs = [b.rung(self._staffed, now, limits[b.priority]) for b in bells]
            await store.move_bells(connection, DoorbellRow, rungs)
            await self._write_down(connection, bells, now)
        return len(bells)

    async def ring_duties(self) -> int:
        """Let the bells of open duties ring, until each duty is done.

        A row does not say whether the law asks for a notification, so all of the
        most urgent ones have that shorter limit.
        """
        duty, now = self.borough.safeguarding, self.clock.now()
        async with self.vault.writing() as connection:
            bells = await store.claim_duties(connection, now, BATCH)
            rungs = [b.rung(self._staffed, now, duty.limit(b.priority)) for b in bells]
            await store.move_bells(connection, DutyRow, rungs)
            await self._write_down(connection, bells, now)
        return len(bells)

    async def plan_digests(self) -> int:
        """Write down the mails of the last fixed time, once; returns how many.

        They go out whether or not anything is new. After a standstill only the
        latest ones do: earlier ones would say the same.
        """
        slot = self._staffed.last_mail(self.clock.now())
        if slot is None:
            return 0
        mails = {mail.make_id(slot): mail for mail in list_digests(self.borough)}
        day = day_of(slot)
        mails |= {mail.make_id(day): mail for mail in list_log_mails(self.borough)}
        return await self._write_once(mails, slot)

    async def forget_sent(self) -> None:
        """Remove mails that went out days ago, but none of the last working day."""
        now = self.clock.now()
        # Those of the last fixed time, however long ago, tell that they went out.
        last = self._staffed.last_mail(now) or now
        before = min(now - KEPT_SECONDS, last - _DAY)
        async with self.vault.writing() as connection:
            await store.remove_sent(connection, made_before=before)

    @property
    def _staffed(self) -> Staffed:
        return Staffed(self.borough.hours)

    async def _write_down(
        self, connection: Transaction, bells: Iterable[Bell], now: int
    ) -> None:
        wanted = {choose_mail(bell, self.borough) for bell in bells}
        mails = sorted(filter(None, wanted), key=lambda mail: (mail.kind, mail.desk))
        for mail in mails:
            if not await store.hasten_mail(connection, mail, now):
                made_at = now // QUARTER * QUARTER
                mail_id = mail.make_id(now // _MINUTE)
                await store.add_mail(connection, mail_id, mail, made_at)

    async def _write_once(self, mails: dict[MailId, Planned], slot: int) -> int:
        async with self.vault.reading() as connection:
            missing = {
                mail_id: mail
                for mail_id, mail in mails.items()
                if not await store.has_mail(connection, mail_id)
            }
        if missing:
            async with self.vault.writing() as connection:
                for mail_id, mail in missing.items():
                    await store.remove_earlier(connection, mail_id, mail)
                    await store.add_mail(connection, mail_id, mail, slot)
        return len(missing)


@dataclass(frozen=True, slots=True)
class Sending:
    """Hands waiting mails to the mail server.

    A mail's next try is written down before this one is made. So two upkeeps never
    make the same try, and a crash after it may repeat a mail but loses none.
    """

    vault: Vault
    borough: Borough
    clock: Clock
    post: Post

    async def send_mails(self) -> "Sent":
        """Try some of the mails whose time has come."""
        claimed, head = await self._claim()
        letters = [letter for one in claimed if (letter := self._write(one, head))]
        failed = 0
        if letters:
            failed = await self.post.carry(letters, self.clock.now(), self._note_sent)
        return Sent(len(claimed), failed)

    async def _claim(self) -> tuple[list[Waiting], LogHead]:
        now = self.clock.now()
        async with self.vault.writing() as connection:
            claimed = await store.claim_mails(connection, now, CARRIED_AT_ONCE)
            for one in claimed:
                next_at = now + wait_after(one.attempts)
                await store.note_try(connection, one, next_at=next_at)
            lost = [one.id for one in claimed if not self._find_receivers(one)]
            await store.remove_mails(connection, lost)
            head = await store.get_head(connection)
        return claimed, head

    def _write(self, one: Waiting, head: LogHead) -> Mail | None:
        receivers = self._find_receivers(one)
        text = write_text(one.planned.kind, self.post.server.head.url, head)
        return Mail(one.id, receivers, text) if receivers else None

    def _find_receivers(self, one: Waiting) -> tuple[str, ...]:
        return find_receivers(one.planned, self.borough)

    async def _note_sent(self, mail_id: MailId) -> None:
        async with self.vault.writing() as connection:
            await store.note_sent(connection, mail_id)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails were tried, and how many of them did not go out."""

    tried: int
    failed: int
