"""What a text gives away: every recogniser asked, and what they saw put in order."""

from collections.abc import Callable, Iterator

from service.extract.marks import Mark
from service.extract.names import find_names
from service.extract.numbers import (
    ADDRESSES,
    NUMBERS,
    USERS,
    VEHICLES,
    find_health,
    find_phones,
    find_pupils,
)
from service.extract.people import FIRST_PERSON, RELATIONS, ROLES
from service.extract.places import HOUSES, POSTCODES, VANTAGES
from service.extract.rules import Rule, fold
from service.extract.schools import SCHOOLS
from service.extract.settling import settle
from service.extract.speech import QUOTES
from service.extract.times import CLOCKS, DATES

_RULES: tuple[Rule, ...] = (
    *ADDRESSES,
    *USERS,
    *VEHICLES,
    *NUMBERS,
    *POSTCODES,
    *HOUSES,
    *SCHOOLS,
    *CLOCKS,
    *DATES,
    *QUOTES,
    *VANTAGES,
    *ROLES,
    *RELATIONS,
    FIRST_PERSON,
)
_FINDERS: tuple[Callable[[str], Iterator[Mark]], ...] = (
    find_phones,
    find_health,
    find_pupils,
    find_names,
)


def find_marks(text: str) -> tuple[Mark, ...]:
    """Mark what points at the reporter or at anybody else, in order, none twice."""
    return settle(find_all(fold(text)))


def find_all(folded: str) -> list[Mark]:
    """Return what every recogniser sees in a folded text, on the same words too."""
    ruled = [mark for rule in _RULES for mark in rule.scan(folded)]
    return ruled + [mark for look in _FINDERS for mark in look(folded)]
