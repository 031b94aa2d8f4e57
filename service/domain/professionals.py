"""What the form for professionals asks besides, and what of it counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from service.domain.answers import Answers, Identity
from service.domain.tips import LONGEST_LINE, Problem

ASKED_AT_WORK = (
    *("role", "behalf", "residents", "who", "often", "vehicles", "online"),
    *("dsl", "rationale", "left_name"),
)
"""The answers that only the form for professionals asks for."""

IDENTITY_FIELDS = ("my_name", "my_work", "my_contact")
"""The fields of a name that may be left: name, organisation, contact."""

_ORDER = (
    *("role", "danger", "text", "where", "when", "behalf", "residents"),
    *("topic", "group", "who", "often", "vehicles", "online"),
    *("traceable", "dsl", "rationale"),
    *("left_name", *IDENTITY_FIELDS, "wants_words"),
)
_TOO_LONG = {
    "my_name": Problem.NAME_TOO_LONG,
    "my_work": Problem.ORGANISATION_TOO_LONG,
    "my_contact": Problem.CONTACT_TOO_LONG,
}


@dataclass(frozen=True, slots=True, repr=False)
class Leaving:
    """What somebody wants to leave of who they are.

    `identity` is what they typed, None where they leave nothing. `is_dropped` tells
    that a name was typed and not left: it is kept nowhere, and the next page says so.
    """

    identity: Identity | None
    is_dropped: bool
    problems: Mapping[str, Problem]


NOBODY_LEFT = Leaving(None, is_dropped=False, problems={})


def keep_what_counts(answers: Answers) -> Answers:
    """Leave out answers that say nothing beside the others.

    How many residents told counts only where several did, and whether the
    safeguarding lead knows only at a school.
    """
    return replace(
        answers,
        residents=answers.residents if answers.behalf == "residents" else "",
        dsl=answers.dsl if answers.role == "school" else "",
    )


def read_leaving(
    typed: Mapping[str, str], left_name: str, garbled: Collection[str]
) -> Leaving:
    """Read whether a name is left, and what is wrong with it.

    Who typed one and chose neither yes nor no is asked, and keeps what they typed.
    """
    identity = Identity(*(typed.get(name, "").strip() for name in IDENTITY_FIELDS))
    is_typed = any((identity.name, identity.organisation, identity.contact))
    if left_name == "no":
        return Leaving(None, is_dropped=is_typed, problems={})
    if left_name != "yes":
        problems = {"left_name": Problem.LEFT_NAME} if is_typed else {}
        left = identity if is_typed else None
        return Leaving(left, is_dropped=False, problems=problems)
    return Leaving(
        identity, is_dropped=False, problems=_check_identity(identity, garbled)
    )


def put_in_order(problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """Put problems in the order in which the form for professionals asks."""
    known = {name: problems[name] for name in _ORDER if name in problems}
    return known | dict(problems)


def _check_identity(identity: Identity, garbled: Collection[str]) -> dict[str, Problem]:
    typed = dict(
        zip(
            IDENTITY_FIELDS,
            (identity.name, identity.organisation, identity.contact),
            strict=True,
        )
    )
    found = dict.fromkeys(set(IDENTITY_FIELDS) & set(garbled), Problem.GARBLED)
    if not identity.name:
        found["my_name"] = Problem.NAME
    if not identity.contact:
        found["my_contact"] = Problem.CONTACT
    too_long = (name for name, text in typed.items() if len(text) > LONGEST_LINE)
    return found | {name: _TOO_LONG[name] for name in too_long}
