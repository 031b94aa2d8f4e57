"""What upkeep does: each use case is one transaction, and safe twice at once.

The order matters once: keys go before what they open, so that whatever is left
by a broken disk or a lost connection can be read by nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from service.db.engine import Vault
from service.domain.clock import Clock
from service.domain.forgetting import (
    BARE_FOR,
    COUNTER_SECONDS,
    ORPHAN_SECONDS,
    Cause,
)
from service.domain.letters import Side
from service.domain.posters import first_day_kept
from service.domain.sign_in import IDLE_SECONDS, LONGEST_SECONDS
from service.files.objects import Objects
from service.upkeep import store

BATCH = 100
"""How many tips one transaction forgets, so that nobody waits long for it."""

LOOK = 500
"""How many files one transaction looks up."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """May remove rows that have had their time. Can open nothing."""

    vault: Vault
    clock: Clock

    async def forget_withdrawn(self) -> int:
        """Remove what remains of tips whose reporter took the key away.

        Where no officer opened the tip, everything goes but its bare row, which
        goes two days later: until then a repeated Send finds it and adds
        nothing. Where one did, what staff wrote stays under its own key.
        Returns how many tips; call again until it is none.
        """
        today = self.clock.today()
        async with self.vault.writing() as connection:
            tips = await store.claim_withdrawn(connection, BATCH)
            opened = await store.list_with_key(connection, tips, Side.STAFF)
            unread = [tip for tip in tips if tip not in opened]
            await store.remove_told(connection, tips)
            await store.leave_bare(connection, unread, today + BARE_FOR)
            await store.log_deletions(connection, tips, Cause.WITHDRAWN, today)
        return len(tips)

    async def forget_due(self) -> int:
        """Remove tips whose day has come, unless a hold is on them.

        Returns how many tips; call again until it is none.
        """
        today = self.clock.today()
        async with self.vault.writing() as connection:
            claimed = await store.claim_due(connection, today, BATCH)
            # A hold may have been set between the claim's look and its lock.
            held = await store.list_held(connection, claimed)
            tips = [tip for tip in claimed if tip not in held]
            logged = await store.list_with_key(connection, tips, *Side)
            await store.remove_keys(connection, tips)
            await store.remove_tips(connection, tips)
            await store.log_deletions(connection, logged, Cause.DUE, today)
        return len(tips)

    async def forget_releases(self) -> int:
        """Remove reports between desks whose day has come, their keys first.

        Returns how many came up; call again until it is none.
        """
        today = self.clock.today()
        async with self.vault.writing() as connection:
            due = await store.list_due_releases(connection, today, BATCH)
            gone = await store.remove_releases(connection, due)
            await store.log_deletions(connection, gone, Cause.REPORT_DUE, today)
        return len(due)

    async def forget_mailboxes(self) -> int:
        """Remove mailboxes whose last day has passed; returns how many."""
        async with self.vault.writing() as connection:
            return await store.remove_mailboxes(connection, self.clock.today())

    async def forget_sessions(self) -> int:
        """Remove sessions nobody can use any more; returns how many."""
        now = self.clock.now()
        async with self.vault.writing() as connection:
            return await store.remove_sessions(
                connection,
                seen_by=now - IDLE_SECONDS,
                started_by=now - LONGEST_SECONDS,
            )

    async def forget_counters(self) -> int:
        """Remove counts of failed sign-ins a day after they stopped mattering."""
        waited_by = self.clock.now() - COUNTER_SECONDS
        async with self.vault.writing() as connection:
            return await store.remove_counters(connection, waited_by=waited_by)

    async def forget_visits(self) -> int:
        """Remove counts of posters' visits that no page shows any more."""
        before = first_day_kept(self.clock.today())
        async with self.vault.writing() as connection:
            return await store.remove_visits(connection, before=before)


@dataclass(frozen=True, slots=True)
class Sweeping:
    """May remove objects that no tip has any more. Can open none.

    A file's object is there before its row, and its row goes before its object:
    so an object without a row is new, or rubbish, and a row without one is a loss.
    """

    vault: Vault
    objects: Objects
    clock: Clock

    async def sweep_orphans(self) -> int:
        """Remove objects that nobody claimed in time, or whose tip was forgotten.

        Returns how many.
        """
        before = self.clock.now() - ORPHAN_SECONDS
        left = {kept.id async for kept in self.objects.list_all() if kept.at < before}
        swept = self.objects.sweep_unfinished(before)
        for batch in _cut(sorted(left)):
            for orphan in await self._list_unknown(batch):
                await self.objects.remove(orphan)
                swept += 1
        return swept

    async def rehome(self) -> int:
        """Put new objects down again, in the order of their ids; returns how many.

        One that nobody claimed yet stays as it is: its age is its end.
        """
        new = {kept.id async for kept in self.objects.list_all() if kept.is_new}
        moved = 0
        for batch in _cut(sorted(new)):
            unknown = set(await self._list_unknown(batch))
            known = [one for one in batch if one not in unknown]
            for one in known:
                await self.objects.rehome(one, self.clock.now())
            # Where a file was forgotten meanwhile, it was just put back.
            for gone in await self._list_unknown(known):
                await self.objects.remove(gone)
            moved += len(known)
        return moved

    async def count_lost(self) -> int:
        """Count the files that tips have and the store has not."""
        known = await self._list_known()
        there = {kept.id async for kept in self.objects.list_all()}
        missing = [one for one in known if one not in there]
        lost = 0
        for batch in _cut(missing):
            # A tip may have been forgotten, or a file locked, since its row was read.
            still = set(batch) - set(await self._list_unknown(batch))
            lost += sum([not await self.objects.has(one) for one in sorted(still)])
        return lost

    async def _list_unknown(self, objects: Sequence[str]) -> list[str]:
        async with self.vault.reading() as connection:
            known = await store.find_known_files(connection, objects)
        return [one for one in objects if one not in known]

    async def _list_known(self) -> list[str]:
        known: list[str] = []
        async with self.vault.reading() as connection:
            while batch := await store.list_files(
                connection, after=known[-1] if known else "", at_most=LOOK
            ):
                known += batch
        return known


def _cut(objects: Sequence[str]) -> list[Sequence[str]]:
    return [objects[at : at + LOOK] for at in range(0, len(objects), LOOK)]
