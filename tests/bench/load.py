"""Many visits, so many at once, and what each of them took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

Visit = Callable[[], Awaitable[bool]]
"""Something a visitor does. True if it was done, False if it was refused."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took. Visits that were refused count in none of its numbers."""

    took: tuple[float, ...]
    refused: int
    elapsed: float

    @property
    def rate(self) -> float:
        """Visits a second."""
        return len(self.took) / self.elapsed

    @property
    def median(self) -> float:
        """The middle of the visits, in seconds."""
        return statistics.median(self.took) if self.took else float("nan")

    @property
    def p95(self) -> float:
        """What 95 of 100 visits stayed under, in seconds."""
        if len(self.took) < 2:
            return self.median
        return statistics.quantiles(self.took, n=20, method="inclusive")[18]


async def run_visits(visit: Visit, *, count: int, at_once: int) -> Run:
    """Let `count` visitors come, each as soon as one of `at_once` places is free."""
    turns, took = iter(range(count)), list[float]()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(_take_turns(visit, turns, took))
    return Run(tuple(took), count - len(took), time.perf_counter() - started)


async def _take_turns(visit: Visit, turns: Iterator[int], took: list[float]) -> None:
    for _ in turns:
        started = time.perf_counter()
        if await visit():
            took.append(time.perf_counter() - started)
