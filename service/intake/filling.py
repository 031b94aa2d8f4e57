"""Reading a reporter's form: whichever of the two it was, and what came along."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.answers import Answers, Identity
from service.domain.boroughs import Borough
from service.domain.tips import TYPED, Problem, check_form
from service.web.forms import Form

WORK = "work"
"""The form for professionals, as its pages call it in the field `form`."""

IDENTITY_FIELDS = ("my_name", "my_work", "my_contact")
PROSE = (*TYPED, *IDENTITY_FIELDS)
"""The fields that hold a person's own words."""


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """A form as it was filled in, with what is wrong with it, by field.

    `read` are the pages of advice that were read on the way; `files` what was
    sent along, sealed for this process as text; `is_work` tells that it is the
    form for professionals.
    """

    answers: Answers
    identity: Identity | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    files: str = ""
    is_work: bool = False

    @property
    def carried(self) -> Mapping[str, str]:
        """Everything that the next page has to send back, in hidden fields."""
        left = self.identity
        return {
            **self.answers.carried,
            "my_name": left.name if left else "",
            "my_work": left.organisation if left else "",
            "my_contact": left.contact if left else "",
            "read": " ".join(sorted(self.read)),
            "files": self.files,
            "form": WORK if self.is_work else "",
        }


EMPTY = Filled(Answers(text=""))
EMPTY_WORK = Filled(Answers(text=""), is_work=True)


def read_filled(form: Form, borough: Borough) -> Filled:
    """Read a form. What was typed is kept, whatever is wrong with it."""
    draft = check_form(form.fields, borough, garbled=form.garbled)
    name, work, contact = (form.text(one).strip() for one in IDENTITY_FIELDS)
    is_left = draft.answers.left_name == "yes"
    return Filled(
        answers=draft.answers,
        identity=Identity(name, work, contact) if is_left else None,
        problems=draft.problems,
        read=frozenset(form.text("read").split()),
        files=form.text("files"),
        is_work=form.text("form") == WORK,
    )
