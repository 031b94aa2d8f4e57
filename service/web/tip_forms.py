"""What the forms of a tip's pages bring, in every slice that acts on tips."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from service.domain.errors import BadFormError
from service.domain.forms import TipForm, WordsProblem
from service.domain.tips import TipId
from service.web.forms import Form
from service.web.visits import Visit

_LONGEST_NUMBER = 9

Check = Callable[[str], WordsProblem | None]


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in one form of the page, to be put back there if it goes no further."""

    box: str
    text: str = field(default="", repr=False)
    choice: str = ""
    problem: WordsProblem | None = None

    @classmethod
    def read(cls, form: Form, box: str, check: Check) -> Self:
        """Read a form of words."""
        text = form.text("text").strip()
        problem = WordsProblem.GARBLED if "text" in form.garbled else check(text)
        return cls(box, text, form.text("choice"), problem)

    @classmethod
    def read_choice(cls, form: Form, box: str, check: Check | None = None) -> Self:
        """Read a form with a choice, and perhaps words."""
        choice = form.text("choice")
        if not choice:
            text = form.text("text").strip()
            return cls(box, text, problem=WordsProblem.NOT_CHOSEN)
        return cls.read(form, box, check) if check else cls(box, choice=choice)


NOTHING_TYPED = Typed("")


def read_tip_id(visit: Visit) -> TipId:
    """Read which tip an address names."""
    return TipId(visit.request.path_params["tip_id"])


def read_tip_form(visit: Visit) -> TipForm:
    """Read what every form of a tip's page brings.

    Raises:
        BadFormError: Its numbers are none of ours.
    """
    version, heard = (_read_number(visit, name) for name in ("version", "heard"))
    return TipForm(read_tip_id(visit), version, heard, visit.seed)


def _read_number(visit: Visit, name: str) -> int:
    text = visit.form.text(name)
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise BadFormError
    return int(text)
