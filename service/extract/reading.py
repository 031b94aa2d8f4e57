"""The front door of this room: a text goes in, marks come out."""

from service.extract.carrying import find_carried, find_repeated
from service.extract.finding import find_marks
from service.extract.language import lint_language
from service.extract.messages import lint_message

__all__ = [
    "find_carried",
    "find_marks",
    "find_repeated",
    "lint_language",
    "lint_message",
]
