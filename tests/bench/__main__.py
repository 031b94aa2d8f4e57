"""Measure the promises of speed, on SQLite and on PostgreSQL, and print them."""

import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from tests.bench.kinds import KINDS, Kind
from tests.bench.machine import describe_machine
from tests.bench.marks import measure_marking, write_marking
from tests.bench.measuring import measure_desk, measure_door, measure_flood_case
from tests.bench.photos import measure_photo, write_photo
from tests.bench.tables import Measured, write_flood, write_table

_INBOX = 5_000
_LARGE_INBOX = 100_000


def main() -> None:
    """Read the line, measure, and print one table."""
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    large = f"an inbox of {_LARGE_INBOX:,} as well"
    parser.add_argument("--large", action="store_true", help=large)
    parser.add_argument("--only", choices=KINDS, help="one kind of database")
    marks = "how well and how fast texts are marked, and nothing else"
    parser.add_argument("--only-marks", action="store_true", help=marks)
    flood = "a class and a flood, and nothing else"
    parser.add_argument("--only-flood", action="store_true", help=flood)
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else list(KINDS)
    if chosen.only_flood:
        _report_flood(names)
        return
    print(f"\n{write_marking(measure_marking())}", flush=True)
    if chosen.only_marks:
        return
    print(f"\n{write_photo(measure_photo())}", flush=True)
    _report(
        names,
        [_INBOX, _LARGE_INBOX] if chosen.large else [_INBOX],
    )


def _report(names: Sequence[str], inboxes: Sequence[int]) -> None:
    measured, versions = {}, []
    for name in names:
        with (
            tempfile.TemporaryDirectory(prefix="quietword-bench-") as folder,
            KINDS[name](Path(folder)) as kind,
        ):
            measured[name] = _measure(name, kind, inboxes)
            versions.append(f"{name} {kind.version}")
    print(f"\n{write_table(measured)}\n\n{describe_machine(versions)}")


def _report_flood(names: Sequence[str]) -> None:
    floods, versions = {}, []
    for name in names:
        with (
            tempfile.TemporaryDirectory(prefix="quietword-bench-") as folder,
            KINDS[name](Path(folder)) as kind,
        ):
            floods[name] = measure_flood_case(kind.make_database)
            versions.append(f"{name} {kind.version}")
    print(f"\n{write_flood(floods)}\n\n{describe_machine(versions)}")


def _measure(name: str, kind: Kind, inboxes: Sequence[int]) -> Measured:
    print(f"{name}: tips from the form to the desk ...", flush=True)
    door = measure_door(kind.make_database)
    print(f"{name}: inboxes ...", flush=True)
    desks = [measure_desk(kind.make_database, tips) for tips in inboxes]
    print(f"{name}: a class and a flood ...", flush=True)
    return Measured(door, desks, measure_flood_case(kind.make_database))


if __name__ == "__main__":
    main()
