"""What is marked in what is to leave a desk, and what of it was answered."""

from collections.abc import Iterable, Sequence

from service.domain.offers import Standing
from service.domain.reports import Answered, Report
from service.extract.carrying import find_carried
from service.extract.checking import list_standing, list_unanswered, name_mark
from service.extract.marks import Mark, MarkKind

_PINPOINTING = frozenset(
    {
        *(MarkKind.NAME, MarkKind.USER_NAME, MarkKind.PHONE, MarkKind.EMAIL),
        *(MarkKind.WEB, MarkKind.POSTCODE, MarkKind.ADDRESS, MarkKind.VEHICLE),
        *(MarkKind.NHS, MarkKind.NATIONAL_INSURANCE, MarkKind.NUMBER),
    }
)
# A camera is found by its street, house or school, at a time.
_OF_PLACES = frozenset(
    {MarkKind.ADDRESS, MarkKind.POSTCODE, MarkKind.SCHOOL, MarkKind.TIME}
)
_LONGEST_NAME = 9  # words: a corner and its shop; more is how somebody told it
_MOST_SAID = 3


def split_standing(
    originals: Sequence[str], report: Report, necessity: str = ""
) -> tuple[tuple[Standing, ...], tuple[Answered, ...]]:
    """Return what has to be answered, and what was answered and is still there.

    Why a report must be shared leaves with it, so both are read as one text.
    """
    text = f"{report.prose}\n\n{necessity}"
    marks = list_standing(originals, text)
    known = {(one.kind, one.words.lower()): one for one in report.answered}
    found = {tuple(name_mark(mark, text)) for mark in marks}
    left = list_unanswered(marks, text, known)
    standing = (
        Standing(mark.kind.value, mark.of(text), mark.why, mark.instead)
        for mark in left
    )
    answered = (one for name, one in known.items() if name in found)
    return tuple(standing), tuple(answered)


def pinpoints(marked: Iterable[Standing | Answered]) -> bool:
    """Tell whether something marked names somebody or a place below a ward."""
    return any(one.kind in _PINPOINTING for one in marked)


def say_without(originals: Sequence[str], text: str, *, place: bool = False) -> str:
    """Say which words must not stand in a short text that leaves, and why.

    Empty if there are none. `place` tells that it says where a camera looks: names
    of streets and shops may be the reporter's too.
    """
    found = find_carried("\n\n".join(originals), text)
    # "Ring us": in what a desk writes, we are the desk.
    other = [mark for mark in found if mark.kind is not MarkKind.FIRST_PERSON]
    marks = [mark for mark in other if not (place and _is_of_place(mark, text))]
    said = [f"“{mark.of(text)}”. {mark.why}" for mark in marks[:_MOST_SAID]]
    return " ".join(f"Say it without {one}" for one in said)


def _is_of_place(mark: Mark, text: str) -> bool:
    if mark.kind is MarkKind.CARRIED:
        return len(mark.of(text).split()) <= _LONGEST_NAME
    return mark.kind in _OF_PLACES
