"""Marks: what a recogniser saw in a text, where, why it matters, what instead."""

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """What was seen. The first group points at people, the second is how we write."""

    RELATION = "relation"
    FIRST_PERSON = "first person"
    NAME = "name"
    USER_NAME = "user name"
    PHONE = "telephone number"
    EMAIL = "e-mail address"
    WEB = "web or social address"
    POSTCODE = "postcode"
    ADDRESS = "house or flat"
    VEHICLE = "vehicle registration"
    NATIONAL_INSURANCE = "National Insurance number"
    NHS = "NHS number"
    NUMBER = "other identity number"
    SCHOOL = "school or year group"
    TIME = "exact time"
    VANTAGE = "where it was seen from"
    ROLE = "role"
    QUOTE = "what was said to the reporter"
    CARRIED = "carried over word for word"

    BLAME = "blaming or labelling words"
    TASKING = "asks somebody to find out more"
    PROMISE = "promises what we cannot keep"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing seen in a text: characters `start` up to `end` of it.

    `why` says in a sentence what it gives away, `instead` what could be written
    (empty: leave it out). Neither repeats the text.
    """

    start: int
    end: int
    kind: MarkKind
    why: str
    instead: str

    def of(self, text: str) -> str:
        """Return the words it stands on."""
        return text[self.start : self.end]
