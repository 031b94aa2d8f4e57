"""The steps by which a tip goes beyond the triage desk: who did what, how long ago."""

from dataclasses import dataclass

from service.domain.duty_actions import Action
from service.domain.judgements import Judgement
from service.domain.people import DeskId
from service.domain.releases import Step
from service.domain.reports import Report


@dataclass(frozen=True, slots=True)
class Judges:
    """Somebody judges a tip."""

    days_ago: int
    tip: str
    by: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Sends:
    """Somebody writes a report of a tip and releases it, or asks to."""

    days_ago: int
    tip: str
    by: str
    report: Report
    desks: tuple[DeskId, ...]
    necessity: str
    let_go_by: str = ""


@dataclass(frozen=True, slots=True)
class Keeps:
    """Somebody asks the camera room to keep pictures of a day before."""

    days_ago: int
    tip: str
    by: str
    place: str


@dataclass(frozen=True, slots=True)
class Answers:
    """A partner's officer takes a step about a report of a tip."""

    days_ago: int
    tip: str
    by: str
    desk: DeskId
    step: Step
    choice: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Protects:
    """Somebody acts on a duty, proposes to close it (no action), or confirms."""

    days_ago: int
    tip: str
    by: str
    desk: DeskId
    action: Action | None = None
    text: str = ""
    confirms: bool = False


Work = Judges | Sends | Keeps | Answers | Protects
