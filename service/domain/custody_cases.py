"""What was asked about a tip's name, as the custodian has it: requests, and no tip."""

from dataclasses import dataclass
from datetime import date

from service.domain.custody import LeftName, list_bonds, open_left_name
from service.domain.custody_turns import Request, list_turns
from service.domain.errors import NotFoundError
from service.domain.forms import Ending
from service.domain.letters import LetterId
from service.domain.opened import People, TipFile
from service.domain.people import OfficerId
from service.domain.reports import tip_reference
from service.domain.tips import TipId


@dataclass(frozen=True, slots=True)
class Line:
    """One request in the custodian's list: who asks about what, and no name."""

    request: Request
    reference: str
    day: date


@dataclass(frozen=True, slots=True)
class Listed:
    """The custodian's list.

    `gone` counts tips whose name is there no more, and those about which nobody
    really asked: what claims it was written by somebody who had opened no letter.
    """

    lines: tuple[Line, ...]
    gone: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Asked:
    """A request as the custodian has it before them, and the name just opened."""

    request: Request
    reference: str
    people: People
    ending: Ending
    name: LeftName | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Case:
    """A request taken in hand: its tip is locked until the transaction ends."""

    file: TipFile
    request: Request

    @property
    def tip_id(self) -> TipId:
        """The tip that the name was left with."""
        return self.file.stored.record.id

    def was_opened_by(self, officer: OfficerId) -> bool:
        """Tell whether this officer has seen the name, whenever it was asked for."""
        bond = self.request.turn.bond
        same = (one for one in list_real(self.file) if one.turn.bond == bond)
        return any(one.was_opened_by(officer) for one in same)

    @property
    def name(self) -> LeftName | None:
        """The name that is asked for, opened; None where it does not open."""
        file = self.file
        return open_left_name(file.stored, file.keyring, self.request.turn.bond)


def list_real(file: TipFile) -> tuple[Request, ...]:
    """Return what was asked of a tip's name that is there.

    What was written without knowing its bond is left out.
    """
    bonds = list_bonds(file.stored, file.keyring)
    return list_turns(file.tip, bonds)


def list_lines(file: TipFile) -> tuple[Line, ...]:
    """Return what was really asked about a tip's name, a line for each request."""
    reference = tip_reference(file.stored.record.id)
    return tuple(Line(one, reference, one.remark.day) for one in list_real(file))


def find_case(file: TipFile, request: LetterId) -> Case:
    """Take a request in hand.

    Raises:
        NotFoundError: Nobody really asked it.
    """
    found = next((one for one in list_real(file) if one.id == request), None)
    if found is None:
        raise NotFoundError
    return Case(file, found)
