"""What was measured, as a table in Markdown: the README takes it as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.flood import POSTS, PUPILS, FloodRun
from tests.bench.load import Run
from tests.bench.measuring import (
    CROWDS,
    FORM,
    JOURNEY,
    SEND,
    AtTheDesk,
    AtTheDoor,
    Weighed,
)
from tests.bench.memory import Memory

_MIB = 1024 * 1024
_VISITS = {
    JOURNEY: "Whole journey (form, check, send)",
    SEND: "Check and send",
    FORM: "Form alone",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured on one kind of database."""

    door: AtTheDoor
    desks: Sequence[AtTheDesk]
    flood: FloodRun


def write_table(measured: Mapping[str, Measured]) -> str:
    """Write one column for each kind of database."""
    each = list(measured.values())
    head = ["", *measured]
    lines = [head, ["---"] * len(head), *_list_lines(each)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list_lines(each: Sequence[Measured]) -> Iterator[list[str]]:
    for visit, name in _VISITS.items():
        for at_once in CROWDS:
            crowd = "one at a time" if at_once == 1 else f"{at_once} at once"
            runs = (m.door.runs[visit, at_once] for m in each)
            yield [f"{name}, {crowd}", *map(_tell_run, runs)]
    yield ["Tips lost", *(_tell_lost(m.door) for m in each)]
    yield from _list_flood([m.flood for m in each])
    yield from _list_inboxes(each)
    doors, desks = [m.door.memory for m in each], [m.desks[0].memory for m in each]
    yield ["Memory of a reporters' worker", *map(_tell_memory, doors)]
    yield ["Memory of a desk's worker", *map(_tell_memory, desks)]
    yield ["Memory of upkeep", *(_tell_size(m.desks[0].upkeep) for m in each)]
    yield ["First page, with all its files", *(_tell_weight(m.door) for m in each)]


def write_flood(measured: Mapping[str, FloodRun]) -> str:
    """Write the lines about a class and a flood alone."""
    head = ["", *measured]
    lines = [head, ["---"] * len(head), *_list_flood(list(measured.values()))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _list_flood(each: Sequence[FloodRun]) -> Iterator[list[str]]:
    yield [
        f"A class: {PUPILS} press Send at once",
        *(f"{f.class_inbox} in the inbox" for f in each),
    ]
    name = f"A flood: {POSTS:,} scripted posts in a minute"
    yield [name, *(f"all answered in {f.elapsed:.0f} s" for f in each)]
    yield [
        "Flood: to the inbox, quarantine, told not sent, unanswered",
        *(
            f"{f.inbox:,}, {f.quarantined:,}, {f.told.refused:,}, {f.told.unanswered:,}"
            for f in each
        ),
    ]
    yield ["Flood: acknowledged and lost", *(str(f.lost) for f in each)]
    yield ["A genuine tip in the middle of it", *(f.genuine for f in each)]
    yield ["Inbox, first page during the flood", *(_tell_looks(f) for f in each)]
    yield ["A reporters' worker in the flood", *(_tell_peak(f) for f in each)]
    yield ["Database, before and after the flood", *(_tell_disk(f) for f in each)]


def _tell_looks(flood: FloodRun) -> str:
    return f"{_tell_time(flood.looks)}, {flood.looks.refused} refused"


def _tell_peak(flood: FloodRun) -> str:
    before, peak = flood.memory
    return f"{_tell_size(before)} before, {_tell_size(peak)} at most"


def _tell_disk(flood: FloodRun) -> str:
    before, after = (size / _MIB for size in flood.database)
    return f"{before:.1f} MiB, {after:.1f} MiB"


def _list_inboxes(each: Sequence[Measured]) -> Iterator[list[str]]:
    for desks in zip(*(m.desks for m in each), strict=True):
        name = f"Inbox of {desks[0].inbox.tips:,}, first page"
        yield [f"{name}, none opened before", *(_tell_time(d.inbox.new) for d in desks)]
        yield [f"{name}, all picked up", *(_tell_time(d.inbox.held) for d in desks)]


def _tell_run(run: Run) -> str:
    return f"{run.rate:.0f}/s, {_tell_time(run)}"


def _tell_time(run: Run) -> str:
    return f"median {_tell_wait(run.median)}, p95 {_tell_wait(run.p95)}"


def _tell_wait(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 1}f} ms"


def _tell_lost(door: AtTheDoor) -> str:
    told = (
        f"{door.acknowledged:,} acknowledged, {door.found:,} opened: {door.lost} lost"
    )
    return f"{told}, {door.refused} refused"


def _tell_memory(weighed: Weighed) -> str:
    return f"{_tell_size(weighed.idle)} idle, {_tell_size(weighed.after)} after"


def _tell_size(memory: Memory) -> str:
    shared = memory.proportional
    share = f" ({shared / _MIB:.0f} its own share)" if shared else ""
    return f"{memory.resident / _MIB:.0f} MiB{share}"


def _tell_weight(door: AtTheDoor) -> str:
    weight = door.first_page
    return (
        f"{weight.wire_bytes / 1000:.1f} KB in {weight.requests} requests,"
        f" {len(weight.elsewhere)} to other origins"
    )
