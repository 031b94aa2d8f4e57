"""What a supervisor sees of a desk, and how a colleague's work is handed on.

Nothing of what was told is opened here: who holds a tip, and how it was closed,
stands in letters of their own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from service.db.cards import CardBook
from service.db.casebook import Casebook
from service.db.engine import Vault
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.deeds import Deed, Doer
from service.domain.doorbells import QUARTER
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.forms import Ending, TipForm, Wish
from service.domain.letters import Remark, Side
from service.domain.mails import list_digests
from service.domain.opened import OpenedTip, People
from service.domain.people import NOBODY, DeskId, Keyring, OfficerId, SignedIn
from service.domain.sealed import read_remark
from service.domain.staffed import Staffed
from service.watching import store
from service.watching.store import Bell, MailTally, Review, TipLetters, Unanswered

HANDED_AT_ONCE = 50
"""How many tips one press of the button hands over: each is a transaction."""

_BANDS = (timedelta(days=8), timedelta(days=29))


@dataclass(frozen=True, slots=True)
class Load:
    """How many open tips somebody has. `here` tells whether they are still a member."""

    officer: OfficerId
    name: str
    tips: int
    here: bool


@dataclass(frozen=True, slots=True)
class Debt:
    """How many reports a desk has not answered: up to a week old, four, older."""

    desk: DeskId
    ages: tuple[int, int, int]
    overdue: int


@dataclass(frozen=True, slots=True)
class Mails:
    """What waits to go out to a desk, and whether upkeep is at work."""

    tally: MailTally
    is_upkeep_away: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything a supervisor's page shows of a desk.

    `endings` count by outcome's code how tips were closed that are not forgotten.
    """

    desk: DeskId
    late: tuple[Bell, ...]
    duties: tuple[Bell, ...]
    reviews: tuple[Review, ...]
    loads: tuple[Load, ...]
    debts: tuple[Debt, ...]
    endings: tuple[tuple[str, int], ...]
    mails: Mails
    members: Mapping[OfficerId, str]


@dataclass(frozen=True, slots=True)
class Watching:
    """Looks, and changes nothing."""

    vault: Vault
    cards: CardBook
    borough: Borough
    clock: Clock

    async def look(self, officer: SignedIn, desk: DeskId) -> Watch:
        """Return what there is to look after at a desk.

        Raises:
            NotFoundError: It is no desk of the officer's.
            ForbiddenError: They do not supervise it.
        """
        _require_supervisor(officer, desk)
        now, today = self.clock.now(), self.clock.today()
        async with self.vault.reading() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            held = await store.list_held(connection, desk)
            loads = Counter(_find_holder(tip, keyring) for tip in held)
            names = await store.list_names(connection, loads.keys())
            members = await store.list_members(connection, desk)
            unanswered = await store.list_unanswered(connection, desk)
            closed = await store.list_closed(connection, desk)
            endings = Counter(_find_ending(tip, keyring) for tip in closed)
            return Watch(
                desk=desk,
                late=tuple(await store.list_late(connection, desk, now)),
                duties=tuple(
                    await store.list_duties(
                        connection, desk, self.borough.independent_desk, now
                    )
                ),
                reviews=tuple(await store.list_reviews(connection, desk)),
                loads=_list_loads(loads, names, members),
                debts=_add_up(unanswered, today),
                endings=tuple(endings.most_common()),
                mails=self._judge(await store.count_mails(connection, desk), now),
                members=members,
            )

    def _judge(self, tally: MailTally, now: int) -> Mails:
        """Upkeep writes mails down at every fixed time; a quarter later they stand."""
        slot = Staffed(self.borough.hours).last_mail(now - QUARTER)
        if slot is None or not list_digests(self.borough):
            return Mails(tally, is_upkeep_away=False)
        return Mails(tally, is_upkeep_away=(tally.last_fixed or 0) < slot)


@dataclass(frozen=True, slots=True)
class HandingOn:
    """Gives what one colleague has to another."""

    casebook: Casebook

    async def hand_on(
        self, officer: SignedIn, desk: DeskId, whose: OfficerId, to: OfficerId
    ) -> int:
        """Hand open tips of one officer to a member; returns how many that was.

        Each tip is a transaction and an entry of its own, so a press that breaks off
        leaves nothing half done. A tip that somebody changes meanwhile stays as it is.

        Raises:
            NotFoundError, ForbiddenError: As `Watching.look`.
            BadFormError: There is no such member.
        """
        _require_supervisor(officer, desk)
        vault, cards = self.casebook.vault, self.casebook.cards
        async with vault.reading() as connection:
            members = await store.list_members(connection, desk)
            if to not in members or to == whose:
                raise BadFormError
            keyring = await cards.open_keyring(connection, officer, desk)
            held = await store.list_held(connection, desk)
        theirs = [tip for tip in held if _find_holder(tip, keyring) == whose]
        handed = [await self._give(officer, t, to) for t in theirs[:HANDED_AT_ONCE]]
        return sum(handed)

    async def _give(self, officer: SignedIn, tip: TipLetters, to: OfficerId) -> bool:
        """Hand one tip over, if it is still as it was when it was looked at."""
        is_own = to == officer.officer_id
        wish = Wish(Act.TIP_CLAIMED if is_own else Act.TIP_HANDED, choice=to)
        doer = Doer(officer.officer_id, self.casebook.clock.today())

        def plan(opened: OpenedTip, people: People) -> Deed:
            if to not in people.members:
                raise BadFormError
            return doer.give(opened, to)

        # The version stands in for a seed: handing on the same state is the same.
        seed = self.casebook.secret.derive_key(f"hand on {tip.version}")[:16]
        form = TipForm(tip.id, tip.version, 0, seed)
        try:
            seen = await self.casebook.carry_out(officer, form, wish, plan)
        except (NotFoundError, BadFormError):
            return False  # Moved, closed or withdrawn meanwhile.
        return seen.ending is Ending.DONE


def _require_supervisor(officer: SignedIn, desk: DeskId) -> None:
    if officer.find_post(desk) is None or desk not in officer.desks:
        raise NotFoundError
    if not officer.is_supervisor(desk):
        raise ForbiddenError


def _find_holder(tip: TipLetters, keyring: Keyring) -> OfficerId:
    return next((one.holder for one in _read_back(tip, keyring)), NOBODY)


def _find_ending(tip: TipLetters, keyring: Keyring) -> str:
    return next((one.outcome for one in _read_back(tip, keyring)), "")


def _read_back(tip: TipLetters, keyring: Keyring) -> Iterable[Remark]:
    """Open a tip's letters, the newest first; what does not open is left out."""
    shreds = {} if tip.shred is None else {Side.STAFF: tip.shred}
    opened = (read_remark(one, keyring, shreds) for one in reversed(tip.letters))
    return (remark for remark in opened if remark)


def _list_loads(
    loads: Counter[OfficerId],
    names: Mapping[OfficerId, str],
    members: Mapping[OfficerId, str],
) -> tuple[Load, ...]:
    """Every member, also with nothing, and whoever else still has something."""
    everybody = {**names, **members}
    listed = (
        Load(one, name, loads[one], one in members) for one, name in everybody.items()
    )
    return tuple(sorted(listed, key=lambda load: (load.here, -load.tips, load.name)))


def _add_up(unanswered: Iterable[Unanswered], today: date) -> tuple[Debt, ...]:
    by_desk: dict[DeskId, list[Unanswered]] = {}
    for one in unanswered:
        by_desk.setdefault(one.to_desk, []).append(one)
    debts = (_owe(desk, theirs, today) for desk, theirs in by_desk.items())
    return tuple(sorted(debts, key=lambda debt: (-debt.overdue, debt.desk)))


def _owe(desk: DeskId, theirs: list[Unanswered], today: date) -> Debt:
    ages = Counter(sum(today - one.day >= band for band in _BANDS) for one in theirs)
    overdue = sum(one.due_on < today for one in theirs)
    return Debt(desk, (ages[0], ages[1], ages[2]), overdue)
