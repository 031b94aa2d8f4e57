"""What the codes of a judgement mean, in plain words beside each.

Source: College of Policing, APP on intelligence management, "Intelligence report".
"""

from collections.abc import Mapping

from service.domain.boroughs import Borough
from service.domain.grading import (
    ActionCode,
    Assessment,
    Handling,
    SanitisationCode,
    Source,
)
from service.domain.judgement_forms import MOST_PEOPLE
from service.domain.judgements import Child, Knows, PersonRole

SOURCES: Mapping[str, str] = {
    Source.RELIABLE: "Reliable. Competent, and what they tell is generally right.",
    Source.UNTESTED: "Untested. They have not told us anything before, or it has not"
    " been borne out yet. Usual for anybody we do not know.",
    Source.NOT_RELIABLE: "Not reliable. There are grounds to doubt them; say which.",
}
ASSESSMENTS: Mapping[str, str] = {
    Assessment.KNOWN_DIRECTLY: "Known directly. They saw or heard it themselves.",
    Assessment.CORROBORATED: "Known indirectly but corroborated. Separate, independent"
    " first-hand information says the same; say what. Several residents are not"
    " several sources.",
    Assessment.KNOWN_INDIRECTLY: "Known indirectly. Somebody told them.",
    Assessment.NOT_KNOWN: "Not known. There is no means of telling how they know.",
    Assessment.SUSPECTED_FALSE: "Suspected to be false. Say why.",
}
HANDLINGS: Mapping[str, str] = {
    Handling.PERMITTED: "May be shared as the law allows, with a purpose and a need.",
    Handling.CONDITIONS: "May be shared with conditions only. Choose them below.",
}
ACTIONS: Mapping[str, str] = {
    ActionCode.COVERT_DEVELOPMENT: "Covert development. It may be put together with"
    " other information. No action on it alone; ask us first.",
    ActionCode.COVERT_USE: "Covert use. Action that does not show is allowed. Never"
    " as evidence, and never alone as grounds for an arrest.",
    ActionCode.OVERT_USE: "Overt use. Open action is allowed, as we say in the report.",
}
SANITISATIONS: Mapping[str, str] = {
    SanitisationCode.MAY_SANITISE: "Receivers may rewrite it for others.",
    SanitisationCode.ASK_FIRST: "Receivers ask us before they rewrite it for others.",
}
KNOWS: Mapping[str, str] = {
    Knows.FEW: "A few people",
    Knows.SOME: "Some: a class, a stairwell, a family and their friends",
    Knows.MANY: "Many: anybody who passes by",
}
CHILD: Mapping[str, str] = {Child.YES: "Yes", Child.NO: "No", Child.UNSURE: "Perhaps"}
ROLES: Mapping[str, str] = {
    PersonRole.SUSPECT: "Suspect",
    PersonRole.VICTIM: "Victim",
    PersonRole.WITNESS: "Witness",
    PersonRole.OTHER: "Somebody else",
}
PROSE_LABELS: Mapping[str, str] = {
    "threat": "Threat",
    "harm": "Harm",
    "risk": "Risk",
    "vulnerability": "Vulnerability",
    "risk_of_acting": "Risk that we add by acting",
    "risk_of_waiting": "Risk that remains if we do not act",
    "facts": "Facts",
    "opinions": "Opinions",
}
FIELDS: Mapping[str, str] = {
    "topic": "Topic",
    "ward": "Ward",
    "place": "Place",
    "priority": "Urgency",
    "priority_reason": "Why you change it",
    "source": "Source",
    "assessment": "Assessment",
    "handling": "Handling",
    "action": "What may be done",
    "sanitisation": "Rewriting it for others",
    "grade_reason": "Grounds",
    **{name: PROSE_LABELS[name] for name in tuple(PROSE_LABELS)[:6]},
    "knows": "Who could know",
    "child": "Reporter perhaps a child",
    "about_child": "Somebody in it under 18",
    **{
        f"{part}-{number}": f"Person {number}"
        for number in range(1, MOST_PEOPLE + 1)
        for part in ("person", "role")
    },
    **{name: PROSE_LABELS[name] for name in tuple(PROSE_LABELS)[6:]},
    "others": "Others about the same matter",
    "same_as": "Duplicate of",
    "decision": "Decision",
    "source_reason": "Why",
}
"""What the fields of the page are called, in its order."""

_LEAST_SHARE = 0.01


def put_in_order(problems: Mapping[str, str]) -> dict[str, str]:
    """Return problems in the order of the page."""
    return {name: problems[name] for name in FIELDS if name in problems}


def name_ward(code: str, borough: Borough) -> str:
    """Return a ward's name; the code of one that the file does not name."""
    ward = borough.find_ward(code)
    return ward.name if ward else code


def name_older_wards(code: str, borough: Borough) -> str:
    """Say which older wards a ward of today lies in, the largest share first."""
    shares = [
        (one.share, one.old)
        for one in borough.ward_shares
        if one.ward == code and one.share >= _LEAST_SHARE
    ]
    if len(shares) == 1:
        return shares[0][1]
    ordered = sorted(shares, key=lambda pair: (-pair[0], pair[1]))
    return ", ".join(f"{old} {share:.0%}" for share, old in ordered)


def name_person(role: str) -> str:
    """Return what somebody is in a tip, in words."""
    return ROLES.get(role, role)
