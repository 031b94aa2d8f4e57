"""What is still marked in a report when it is to be released, and what was answered."""

from collections.abc import Sequence

from service.domain.offers import Standing
from service.domain.reports import Answered, Report
from service.extract.checking import list_standing, list_unanswered, name_mark


def split_standing(
    originals: Sequence[str], report: Report
) -> tuple[tuple[Standing, ...], tuple[Answered, ...]]:
    """Return what has to be answered, and what was answered and is still there."""
    text = report.prose
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
