"""Everything that is measured on one kind of database, in the order it happens."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.settings import load_words
from tests.bench.flood import FloodRun, measure_flood
from tests.bench.inbox import InboxRuns, measure_inbox
from tests.bench.journeys import Ledger, Reporters
from tests.bench.kinds import MakeDatabase
from tests.bench.load import Run, Visit, run_visits
from tests.bench.memory import Memory, weigh_heaviest
from tests.bench.opening import find_marks
from tests.bench.upkeep import weigh_upkeep
from tests.bench.weight import Weight, weigh_first_page
from tests.builders import Site, make_site
from tests.processes import Running, run_process

FORM, SEND, JOURNEY = "the form", "check and send", "the whole journey"
CROWDS: Mapping[int, int] = {1: 60, 8: 320, 200: 200}
"""How many visitors come in all, by how many may be there at once."""

_WORKERS = 2
_WIDE = {"inbox_a_minute": 100_000, "burst": 100_000}
"""Budgets that hold nobody back: what the machine can do is measured."""

_SHIPPED_QUICKEST = 2
_WARM_UP = 16


@dataclass(frozen=True, slots=True)
class Weighed:
    """The heaviest worker of a process: with nothing to do, and after its work."""

    idle: Memory
    after: Memory


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What the public process did with all who came."""

    runs: Mapping[tuple[str, int], Run]
    acknowledged: int
    found: int
    memory: Weighed
    first_page: Weight

    @property
    def refused(self) -> int:
        """Visits that got another answer than they came for, or none."""
        return sum(run.refused for run in self.runs.values())

    @property
    def lost(self) -> int:
        """Tips whose reporters hold words, and which no officer can open."""
        return self.acknowledged - self.found


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """What the officers' process did with one long inbox."""

    inbox: InboxRuns
    memory: Weighed
    upkeep: Memory


def measure_door(make_database: MakeDatabase) -> AtTheDoor:
    """Let reporters come to a fresh site, then open all they sent at its desk."""
    ledger = Ledger()
    with _open_site(make_database) as site:
        with run_process(site, "reporter", workers=_WORKERS, floods=_WIDE) as running:
            first_page = asyncio.run(weigh_first_page(running.url))
            idle = _weigh(running)
            runs = asyncio.run(_receive(Reporters(running.url, ledger)))
            memory = Weighed(idle, _weigh(running))
        found = asyncio.run(find_marks(site)) & ledger.acknowledged
    return AtTheDoor(runs, len(ledger.acknowledged), len(found), memory, first_page)


def measure_desk(make_database: MakeDatabase, tips: int) -> AtTheDesk:
    """Fill the inbox of a fresh site, and look at its first page as an officer."""
    with (
        _open_site(make_database) as site,
        run_process(site, "desk", workers=_WORKERS) as running,
    ):
        idle = _weigh(running)
        inbox = asyncio.run(measure_inbox(site, running.url, tips))
        return AtTheDesk(inbox, Weighed(idle, _weigh(running)), weigh_upkeep(site))


def measure_flood_case(make_database: MakeDatabase) -> FloodRun:
    """Let a class and then a flood come, with the numbers that are shipped."""
    quickest = {"quickest_seconds": _SHIPPED_QUICKEST}
    with (
        _open_site(make_database) as site,
        run_process(site, "reporter", workers=_WORKERS, floods=quickest) as reporter,
        run_process(site, "desk", workers=_WORKERS, floods=quickest) as desk,
    ):
        return asyncio.run(measure_flood(site, reporter, desk))


@contextmanager
def _open_site(make_database: MakeDatabase) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="quietword-bench-") as name:
        folder = Path(name)
        with make_database(folder) as database:
            yield asyncio.run(make_site(database, folder, load_words()))


async def _receive(reporters: Reporters) -> dict[tuple[str, int], Run]:
    visits: Mapping[str, Visit] = {
        FORM: reporters.fetch_form,
        SEND: reporters.send,
        JOURNEY: reporters.go_all_the_way,
    }
    await run_visits(reporters.go_all_the_way, count=_WARM_UP, at_once=2)
    return {
        (name, at_once): await run_visits(visit, count=count, at_once=at_once)
        for name, visit in visits.items()
        for at_once, count in CROWDS.items()
    }


def _weigh(running: Running) -> Memory:
    return weigh_heaviest(running.process.pid)
