"""The reporter's own words, each with where it was said: what no report may repeat."""

from dataclasses import dataclass, field
from datetime import date

from service.domain.letters import Kind
from service.domain.opened import OpenedTip


@dataclass(frozen=True, slots=True)
class Original:
    """One text of the reporter's: its question, and the day it was added, if later."""

    question: str
    text: str = field(repr=False)
    added: date | None = None


def list_originals(tip: OpenedTip) -> tuple[Original, ...]:
    """Return all that a reporter wrote, in order; nothing once it was withdrawn."""
    answers = tip.answers
    asked = (
        Original("What they told us", answers.text if answers else ""),
        Original("Where", answers.where if answers else ""),
        Original("When", answers.when if answers else ""),
    )
    later = (
        Original("They added", remark.text, remark.day)
        for remark in tip.read_all(Kind.ADDITION)
    )
    return tuple(one for one in (*asked, *later) if one.text)


def list_words(tip: OpenedTip) -> tuple[str, ...]:
    """Return the bare texts of all that a reporter wrote, for recognisers to read."""
    return tuple(one.text for one in list_originals(tip))
