"""The provisional grade of an item: 3x5x2, for the receiving unit to confirm.

Source: College of Policing, APP on intelligence management, "Intelligence report"
(3x5x2), and its handling codes with action and sanitisation codes under C alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from service.domain.json_texts import text_of


class Source(StrEnum):
    """How reliable whoever told us is believed to be."""

    RELIABLE = "1"
    UNTESTED = "2"
    NOT_RELIABLE = "3"


class Assessment(StrEnum):
    """How the source came to know it."""

    KNOWN_DIRECTLY = "A"
    CORROBORATED = "B"
    KNOWN_INDIRECTLY = "C"
    NOT_KNOWN = "D"
    SUSPECTED_FALSE = "E"


class Handling(StrEnum):
    """Whether it may be shared as the law allows, or with conditions only."""

    PERMITTED = "P"
    CONDITIONS = "C"


class ActionCode(StrEnum):
    """What may be done under conditions."""

    COVERT_DEVELOPMENT = "A1"
    COVERT_USE = "A2"
    OVERT_USE = "A3"


class SanitisationCode(StrEnum):
    """Whether the receiver may rewrite it for others without asking."""

    MAY_SANITISE = "S1"
    ASK_FIRST = "S2"


_FROM_FORM = {"saw": Assessment.KNOWN_DIRECTLY, "told": Assessment.KNOWN_INDIRECTLY}
_OWN_WORDS = "me"


@dataclass(frozen=True, slots=True)
class Grade:
    """One item's grade. `action` and `sanitisation` are there under C alone."""

    source: str = Source.UNTESTED
    assessment: str = Assessment.NOT_KNOWN
    handling: str = Handling.CONDITIONS
    action: str = ActionCode.COVERT_DEVELOPMENT
    sanitisation: str = SanitisationCode.ASK_FIRST
    reason: str = ""

    @classmethod
    def suggest(cls, how_known: str, behalf: str = "") -> Self:
        """Return the grade a tip begins with: untested, and B never from a form.

        `behalf` is whose words a professional passes on. What others told them is
        known indirectly, however many told it: they may all have it from one person.
        """
        if behalf and behalf != _OWN_WORDS:
            return cls(assessment=Assessment.KNOWN_INDIRECTLY)
        known = "saw" if behalf and not how_known else how_known
        return cls(assessment=_FROM_FORM.get(known, Assessment.NOT_KNOWN))

    @classmethod
    def read(cls, fields: Mapping[str, object]) -> Self:
        """Read a grade from a letter's fields."""
        names = ("source", "assessment", "handling", "action", "sanitisation", "reason")
        return cls(*(text_of(fields, name) for name in names))

    @property
    def code(self) -> str:
        """The printed form, such as `2DC`."""
        return f"{self.source}{self.assessment}{self.handling}"

    @property
    def conditions(self) -> str:
        """The codes under C, such as `A1 S2`; empty under P."""
        if self.handling != Handling.CONDITIONS:
            return ""
        return f"{self.action} {self.sanitisation}"

    @property
    def needs_reason(self) -> bool:
        """Tell whether it needs its grounds: source 3, assessment B or E."""
        doubtful = {Assessment.SUSPECTED_FALSE, Assessment.CORROBORATED}
        return self.source == Source.NOT_RELIABLE or self.assessment in doubtful

    def confidence(self, table: Mapping[str, str]) -> str:
        """Return high, medium or low, by the borough's table."""
        return table.get(self.source + self.assessment, "low")


UNJUDGED = Grade()
"""The grade of what nobody has judged: untested, not known, with conditions."""


class GradeProblem(StrEnum):
    """What can be wrong with a grade."""

    SOURCE = "Choose how reliable the source is"
    ASSESSMENT = "Choose how the source knows it"
    HANDLING = "Choose whether it may be shared"
    ACTION = "Choose what may be done with it"
    SANITISATION = "Choose whether others may rewrite it"
    NOT_UNDER_P = "Conditions belong to code C only"
    REASON = "Say why: this grade needs its grounds"


def check_grade(grade: Grade) -> GradeProblem | None:
    """Say what is wrong with a grade, if anything is."""
    under_c = grade.handling == Handling.CONDITIONS
    asked: tuple[tuple[str, type[StrEnum], GradeProblem], ...] = (
        (grade.source, Source, GradeProblem.SOURCE),
        (grade.assessment, Assessment, GradeProblem.ASSESSMENT),
        (grade.handling, Handling, GradeProblem.HANDLING),
        *(
            (
                (grade.action, ActionCode, GradeProblem.ACTION),
                (grade.sanitisation, SanitisationCode, GradeProblem.SANITISATION),
            )
            if under_c
            else ()
        ),
    )
    wrong = (problem for code, codes, problem in asked if code not in tuple(codes))
    if not under_c and (grade.action or grade.sanitisation):
        return next(wrong, GradeProblem.NOT_UNDER_P)
    missing = grade.needs_reason and not grade.reason.strip()
    return next(wrong, GradeProblem.REASON if missing else None)
