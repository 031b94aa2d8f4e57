"""How a judgement is read from its form.

What was typed is kept whatever is wrong with it. The limits are such that all of
it at its longest, in any script, still fits one letter and one form.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from service.domain.grading import Grade, Handling
from service.domain.judgements import Judgement, Mention
from service.domain.references import read_reference, split_references

MOST_PEOPLE = 6
MOST_TICKS = 20
LONGEST_PROSE = 1500
LONGEST_REASON = 500
LONGEST_LABEL = 100

PROSE = (
    "threat",
    "harm",
    "risk",
    "vulnerability",
    "risk_of_acting",
    "risk_of_waiting",
    "facts",
    "opinions",
)
"""The fields of prose. All of them at their longest still fit one letter."""

_PRIORITIES = frozenset("01234")


@dataclass(frozen=True, slots=True)
class Typed:
    """A judgement as a form says it. `others` and `same_as` are as somebody typed."""

    judgement: Judgement
    same_as: str = ""
    others: str = ""
    garbled: frozenset[str] = frozenset()


def read_form(fields: Mapping[str, str], garbled: Collection[str] = ()) -> Typed:
    """Read what a form says. Whether it is right is another question."""
    same_as, others = (read_line(fields, name) for name in ("same_as", "others"))
    ticked = (fields.get(f"same-{n}", "") for n in range(1, MOST_TICKS + 1))
    named = (read_reference(one) or one for one in split_references(others))
    cluster = tuple(dict.fromkeys(one for one in (*ticked, *named) if one))
    priority = fields.get("priority", "")
    judgement = Judgement(
        priority=int(priority) if priority in _PRIORITIES else -1,
        priority_reason=read_text(fields, "priority_reason"),
        grade=read_grade(fields),
        mentions=read_people(fields),
        same_as=read_reference(same_as) or same_as,
        cluster=cluster,
        place=read_line(fields, "place"),
        **{name: fields.get(name, "") for name in _CHOICES},
        **{name: read_text(fields, name) for name in PROSE},
    )
    return Typed(judgement, same_as, others, frozenset(garbled) & _TYPED)


_TYPED = frozenset(
    {
        *PROSE,
        *("place", "priority_reason", "grade_reason", "same_as", "others"),
        *(f"person-{n}" for n in range(1, MOST_PEOPLE + 1)),
    }
)
_CHOICES = ("topic", "ward", "knows", "child", "about_child")


def read_grade(fields: Mapping[str, str]) -> Grade:
    """Read a grade."""
    # A radio cannot be taken back without a script: under P its codes say nothing.
    under_c = fields.get("handling") != Handling.PERMITTED
    return Grade(
        source=fields.get("source", ""),
        assessment=fields.get("assessment", ""),
        handling=fields.get("handling", ""),
        action=fields.get("action", "") if under_c else "",
        sanitisation=fields.get("sanitisation", "") if under_c else "",
        reason=read_text(fields, "grade_reason"),
    )


def read_people(fields: Mapping[str, str]) -> tuple[Mention, ...]:
    """Read the people that a form mentions."""
    rows = (
        Mention(read_line(fields, f"person-{n}"), fields.get(f"role-{n}", ""))
        for n in range(1, MOST_PEOPLE + 1)
    )
    return tuple(row for row in rows if row.label or row.role)


def read_text(fields: Mapping[str, str], name: str) -> str:
    """Read prose."""
    return fields.get(name, "").strip()


def read_line(fields: Mapping[str, str], name: str) -> str:
    """Read a line: no breaks, no spare spaces."""
    return " ".join(fields.get(name, "").split())
