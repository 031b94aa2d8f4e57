"""Of marks that stand on the same words one stays: the longest, then the surest."""

from bisect import bisect_left
from collections.abc import Iterable

from service.extract.marks import Mark, MarkKind

# What is told by its form comes before what is told by its neighbours.
_SUREST = (
    MarkKind.EMAIL,
    MarkKind.WEB,
    MarkKind.NHS,
    MarkKind.NATIONAL_INSURANCE,
    MarkKind.PHONE,
    MarkKind.POSTCODE,
    MarkKind.VEHICLE,
    MarkKind.NUMBER,
    MarkKind.TIME,
    MarkKind.USER_NAME,
    MarkKind.ADDRESS,
    MarkKind.SCHOOL,
    MarkKind.ROLE,
    MarkKind.RELATION,
    MarkKind.VANTAGE,
    MarkKind.QUOTE,
    MarkKind.NAME,
    MarkKind.FIRST_PERSON,
    MarkKind.TASKING,
    MarkKind.PROMISE,
    MarkKind.BLAME,
    MarkKind.CARRIED,
)
_RANK = {kind: rank for rank, kind in enumerate(_SUREST)}


def settle(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in order, no two on the same words; longer ones win."""
    starts: list[int] = []
    kept: list[Mark] = []
    for mark in sorted(marks, key=_weigh):
        place = bisect_left(starts, mark.start)
        before = kept[place - 1].end if place else 0
        after = kept[place].start if place < len(kept) else mark.end
        if before <= mark.start and mark.end <= after:
            starts.insert(place, mark.start)
            kept.insert(place, mark)
    return tuple(kept)


def _weigh(mark: Mark) -> tuple[int, int, int]:
    return mark.start - mark.end, _RANK[mark.kind], mark.start
