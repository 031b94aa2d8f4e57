"""Reading a reporter's form: whichever of the two it was, and what came along."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from service.domain.answers import Answers, Identity
from service.domain.boroughs import Borough
from service.domain.brought import NOTHING, Brought
from service.domain.professionals import (
    ASKED_AT_WORK,
    IDENTITY_FIELDS,
    NOBODY_LEFT,
    keep_what_counts,
    put_in_order,
    read_leaving,
)
from service.domain.tips import TYPED, Problem, check_form
from service.web.forms import Form

WORK = "work"
"""The form for professionals, as its pages call it in the field `form`."""

_NOT_LEFT = "not_left"

PROSE = (*TYPED, *IDENTITY_FIELDS)
"""The fields that hold a person's own words."""


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """A form as it was filled in, with what is wrong with it, by field.

    `read` are the pages of advice that were read on the way; `files` what is
    sent along; `is_work` tells that it is the
    form for professionals, `is_name_dropped` that a name was typed and not left.
    """

    answers: Answers
    identity: Identity | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    files: Brought = NOTHING
    is_work: bool = False
    is_name_dropped: bool = False

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
            **self.files.carried,
            "form": WORK if self.is_work else "",
            _NOT_LEFT: "yes" if self.is_name_dropped else "",
        }

    def ask_again(self, name: str, problem: Problem) -> Self:
        """Return the same with something to mend besides."""
        return replace(self, problems={**self.problems, name: problem})

    def without_files(self) -> Self:
        """Return the same without what was sent along, which has to come again."""
        answers = replace(self.answers, files=())
        return replace(self, answers=answers, files=self.files.emptied())


EMPTY = Filled(Answers(text=""))
EMPTY_WORK = Filled(Answers(text=""), is_work=True)


def read_filled(form: Form, borough: Borough, files: Brought = NOTHING) -> Filled:
    """Read a form. What was typed is kept, whatever is wrong with it."""
    is_work = form.text("form") == WORK
    # What the other form does not ask could not be looked at on its check page.
    typed = {
        name: text
        for name, text in form.fields.items()
        if is_work or name not in ASKED_AT_WORK
    }
    draft = check_form(typed, borough, garbled=form.garbled)
    answers = replace(keep_what_counts(draft.answers), files=files.attachments)
    leaving = NOBODY_LEFT
    if is_work:
        leaving = read_leaving(typed, answers.left_name, form.garbled)
    problems = {**draft.problems, **leaving.problems}
    if is_work and not answers.role:
        problems["role"] = Problem.ROLE
    return Filled(
        answers=answers,
        identity=leaving.identity,
        problems=put_in_order(problems) if is_work else problems,
        read=frozenset(form.text("read").split()),
        files=files,
        is_work=is_work,
        is_name_dropped=leaving.is_dropped
        or (answers.left_name == "no" and form.text(_NOT_LEFT) == "yes"),
    )
