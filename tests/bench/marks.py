"""How well and how fast a text is marked: on tips that no rule was written by."""

import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from service.extract.marks import MarkKind
from service.extract.reading import find_marks
from tests.databases import ROOT
from tests.extract.scoring import HELD_OUT, Score, read_tips, score, total

PAGE = 4_000
_ROUNDS = 15
_WEIGH = """
import re, sys
from pathlib import Path
def weigh():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
empty = weigh()
import phonenumbers
from stdnum.gb import nhs, upn
list(phonenumbers.PhoneNumberMatcher("ring 07700 900123", "GB"))
numbers = weigh()
from service.extract.reading import find_marks
find_marks("ring 07700 900123")
print(numbers - empty, weigh() - empty)
"""


@dataclass(frozen=True, slots=True)
class Marking:
    """What was measured: by kind, in seconds, in KiB."""

    tips: int
    scores: Mapping[MarkKind, Score]
    page: float
    page_work: float
    libraries: int
    room: int


def measure_marking() -> Marking:
    """Mark the held-out tips and a page made of them, and weigh the room."""
    tips = read_tips(HELD_OUT)
    page = " ".join(tip.text for tip in tips)[:PAGE]
    runs = [_time_page(page) for _ in range(_ROUNDS)]
    waits, works = zip(*runs, strict=True)
    return Marking(
        len(tips),
        score(tips, find_marks),
        statistics.median(waits),
        statistics.median(works),
        *_weigh_room(),
    )


def write_marking(measured: Marking) -> str:
    """Write the table by kind, and a line on time and memory."""
    others = [s for kind, s in measured.scores.items() if kind != "first person"]
    rows = [(kind.value, each) for kind, each in measured.scores.items()]
    rows += [
        ("**all**", total(measured.scores.values())),
        ("**all but the first person**", total(others)),
    ]
    head = "| what | labelled | recall | marked | precision |\n|---|---|---|---|---|"
    return "\n".join([head, *(_tell_row(*row) for row in rows), "", _tell(measured)])


def _time_page(page: str) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    find_marks(page)
    return time.perf_counter() - began, time.process_time() - worked


def _weigh_room() -> tuple[int, int]:
    printed = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", _WEIGH],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    libraries, room = map(int, printed.stdout.split())
    return libraries, room


def _tell_row(what: str, each: Score) -> str:
    shares = f"{each.recall:.2f} | {each.marks} | {each.precision:.2f}"
    return f"| {what} | {each.labels} | {shares} |"


def _tell(measured: Marking) -> str:
    return (
        f"{measured.tips} held-out tips. A page of {PAGE:,} characters: median"
        f" {measured.page * 1000:.0f} ms, {measured.page_work * 1000:.0f} ms of it at"
        f" work. Memory added to a process: {measured.room / 1024:.1f} MiB, of which"
        f" {measured.libraries / 1024:.1f} MiB phonenumbers and python-stdnum."
    )
