"""What a grade's codes mean, in words that whoever gets a report can follow.

Source: College of Policing, APP on intelligence management (3x5x2 and its codes).
"""

from collections.abc import Mapping
from types import MappingProxyType

from service.domain.grading import (
    ActionCode,
    Assessment,
    Grade,
    Handling,
    SanitisationCode,
    Source,
)

# One table for each place of a grade: C means one thing in the second, and another
# in the third.
_SOURCES: Mapping[str, str] = MappingProxyType(
    {
        Source.RELIABLE: "The source is believed to be reliable",
        Source.UNTESTED: "The source is untested: be careful, and look for more",
        Source.NOT_RELIABLE: "There are grounds to doubt the source",
    }
)
_ASSESSMENTS: Mapping[str, str] = MappingProxyType(
    {
        Assessment.KNOWN_DIRECTLY: "The source knows it first hand",
        Assessment.CORROBORATED: "Told by others, and borne out independently",
        Assessment.KNOWN_INDIRECTLY: "The source was told it by somebody else",
        Assessment.NOT_KNOWN: "It cannot be said how the source knows it",
        Assessment.SUSPECTED_FALSE: "It is suspected to be false",
    }
)
_HANDLINGS: Mapping[str, str] = MappingProxyType(
    {
        Handling.PERMITTED: "It may be shared as the law allows",
        Handling.CONDITIONS: "It may be shared, with the conditions below only",
    }
)
_CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        ActionCode.COVERT_DEVELOPMENT: (
            "Put it together with what else is known. Do not act on it directly: "
            "ask the sender first."
        ),
        ActionCode.COVERT_USE: (
            "It may be acted on as long as nobody can tell that it was known. "
            "It is no evidence, and no ground for an arrest by itself."
        ),
        ActionCode.OVERT_USE: "It may be acted on openly, as the sender said.",
        SanitisationCode.MAY_SANITISE: (
            "You may rewrite it for others without asking the sender."
        ),
        SanitisationCode.ASK_FIRST: (
            "Do not rewrite it or pass it on without asking the sender."
        ),
    }
)


def explain_grade(grade: Grade) -> tuple[tuple[str, str], ...]:
    """Return each code of a grade with its meaning, in the order they are printed."""
    codes = (
        (grade.source, _SOURCES),
        (grade.assessment, _ASSESSMENTS),
        (grade.handling, _HANDLINGS),
    )
    return tuple((code, table.get(code, "")) for code, table in codes)


def explain_conditions(grade: Grade) -> tuple[tuple[str, str], ...]:
    """Return each condition with its meaning; there are none under code P."""
    codes = grade.conditions.split()
    return tuple((code, _CONDITIONS.get(code, "")) for code in codes)
