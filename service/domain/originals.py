"""The reporter's own words, each with where it was said: what no report may repeat."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from service.domain.answers import Answers
from service.domain.custody_turns import Step, list_own_turns
from service.domain.letters import Kind
from service.domain.opened import OpenedTip

MOST_READ = 24_000
"""How many characters of a reporter's words recognisers read."""


@dataclass(frozen=True, slots=True)
class Original:
    """One text of the reporter's: its question, and the day it was added, if later."""

    question: str
    text: str = field(repr=False)
    added: date | None = None


_ASKED = (
    ("What they told us", "text"),
    ("Who", "who"),
    ("Where", "where"),
    ("When", "when"),
    ("How often", "often"),
    ("Vehicles", "vehicles"),
    ("Online names", "online"),
    ("Why they share it", "rationale"),
)
"""Every answer that is a person's own words, under its question."""


def told_texts(answers: Answers) -> tuple[Original, ...]:
    """Return all that a form's answers say in somebody's own words, in order.

    Whatever marks or compares what a reporter told reads these, whichever of the
    two forms it came by.
    """
    asked = (Original(asked, getattr(answers, name)) for asked, name in _ASKED)
    return tuple(one for one in asked if one.text)


def list_originals(tip: OpenedTip) -> tuple[Original, ...]:
    """Return all that a reporter wrote, in order; nothing once it was withdrawn.

    What they said to a custodian counts as theirs, though another wrote it down.
    """
    asked = told_texts(tip.answers) if tip.answers else ()
    later = (
        Original("They added", remark.text, remark.day)
        for remark in tip.read_all(Kind.ADDITION)
    )
    spoken = (
        Original("They told the custodian", answer.remark.text, answer.remark.day)
        for request in list_own_turns(tip)
        for answer in request.answers
        if answer.turn.step == Step.WROTE
    )
    return tuple(one for one in (*asked, *later, *spoken) if one.text)


def choose_read(originals: Sequence[Original]) -> tuple[Original, ...]:
    """Return what recognisers read of it, in order: the tip, then the newest first.

    Reading takes time for every word, and whoever has six words can write many.
    """
    first = [one for one in originals if one.added is None]
    left = MOST_READ - sum(len(one.text) for one in first)
    newest: list[Original] = []
    for one in reversed([one for one in originals if one.added is not None]):
        left -= len(one.text)
        if left < 0:
            break
        newest.append(one)
    return (*first, *reversed(newest))


def list_words(tip: OpenedTip) -> tuple[str, ...]:
    """Return the bare texts of what recognisers read of a reporter's words."""
    return tuple(one.text for one in choose_read(list_originals(tip)))


def is_cut(tip: OpenedTip) -> bool:
    """Tell whether recognisers leave something out, which officers have to know."""
    originals = list_originals(tip)
    return len(choose_read(originals)) < len(originals)
