"""When a reporter comes back so often, or so, that a supervisor must decide.

The law on covert human intelligence sources (Regulation of Investigatory Powers
Act 2000, section 26) is not meant for people who volunteer what they know. Who
keeps finding things out for us in the course of a relationship may have become
one without anybody wanting it. So additions are read for signs of that. A sign is
a reason to stop and ask the RIPA officer: never to learn who they are.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from crypto import CannotOpenError
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip

MANY_ADDITIONS = 3

_I = (
    r"\bi(?:['\u2019]?ll|(?:['\u2019]?m| am) (?:going|about) to"
    r"| will| can| could| might)"
)
_SIGNS = (
    # Tasking oneself: what they will find out, ask, watch, get or film for us.
    re.compile(
        _I + r"\s+(?:\w+\s+){0,2}?(?:find out|ask|get|see what|look into|check|watch|"
        r"follow|film|record|photograph|take (?:a )?(?:photo|picture|video)|listen|"
        r"keep (?:an eye|watching|looking|asking|you)|go back|let you know|try to)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:do|would|should) (?:you|i)\b[^.?!\n]{0,30}\b(?:want me to|like me to|"
        r"ask (?:him|her|them)|find out|go back|keep)\b",
        re.IGNORECASE,
    ),
    # A relationship that is kept up.
    re.compile(
        r"\b(?:he|she|they) (?:still )?(?:trusts?|tells?|talks? to|confides? in) me\b"
        r"|\bi(?:(?:'|\u2019)?m| am| still)?(?: still)? (?:close to|friends with|"
        r"in touch with|going out with|seeing (?:him|her|them))\b",
        re.IGNORECASE,
    ),
    # A promise in the present tense: where they will be, and when.
    re.compile(
        r"\bi(?:['\u2019]?m| am) (?:\w+ )?"
        r"(?:meeting|seeing|visiting|going (?:back|round|over|there))\b"
        r"[^.?!\n]{0,40}\b(?:today|tonight|tomorrow|later|again|next|on (?:mon|tues|"
        r"wednes|thurs|fri|satur|sun)day|(?:this|at the) weekend)\b",
        re.IGNORECASE,
    ),
)


class SourceDecision(StrEnum):
    """What a supervisor decided with the RIPA officer."""

    VOLUNTEER = "volunteer"
    SILENT = "silent"
    ADVICE = "advice"

    @property
    def label(self) -> str:
        """The decision in plain words."""
        return _DECISIONS[self]


_DECISIONS = {
    SourceDecision.VOLUNTEER: "They volunteer what they know. Go on as before",
    SourceDecision.SILENT: "Read what they add, and send them no more messages",
    SourceDecision.ADVICE: "Wait for legal advice. Until then send them nothing,"
    " and act on nothing they add",
}


@dataclass(frozen=True, slots=True)
class SourceReview:
    """Why a supervisor must look at a thread, and what was decided so far.

    `phrases` are the reporter's own words, for the desk alone. `decided` is the
    last decision; it stands until the reporter adds something more.
    """

    additions: int
    phrases: tuple[str, ...]
    decided: Remark | None
    is_due: bool


def review_source(tip: OpenedTip) -> SourceReview | None:
    """Say whether a thread has signs of more than volunteering; None if it has not."""
    added = "\n".join(one.text for one in tip.read_all(Kind.ADDITION))
    phrases = find_signs(added)
    if tip.heard < MANY_ADDITIONS and not phrases:
        return None
    decided = find_decision(tip)
    is_due = decided is None or tip.heard > _read_heard(decided)
    return SourceReview(tip.heard, phrases, decided, is_due)


def find_signs(text: str) -> tuple[str, ...]:
    """Return what in a text sounds like tasking, a relationship or a promise."""
    found = (match for sign in _SIGNS for match in sign.finditer(text))
    in_order = sorted(found, key=lambda match: match.start())
    return tuple(dict.fromkeys(" ".join(match[0].split()) for match in in_order))


def find_decision(tip: OpenedTip) -> Remark | None:
    """Return what a supervisor decided last, if anybody did."""
    notes = reversed(tip.read_all(Kind.NOTE))
    return next((one for one in notes if one.act == Act.SOURCE_REVIEWED), None)


def decide_source(
    doer: Doer, tip: OpenedTip, decision: SourceDecision, reason: str
) -> Deed:
    """Write down what a supervisor decided, and how much had been added by then."""
    content = write_json({"decision": decision.value, "heard": str(tip.heard)})
    deed = doer.keep(tip, Kind.NOTE, Act.SOURCE_REVIEWED, content)
    text = f"{decision.label}.\n\n{reason}"
    return replace(deed, record=replace(deed.record, text=text))


def _read_heard(decided: Remark) -> int:
    try:
        heard = text_of(read_json(decided.content), "heard")
    except CannotOpenError:
        return 0
    return int(heard) if heard.isascii() and heard.isdigit() else 0
