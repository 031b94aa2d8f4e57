"""What a borough configures, part by part: desks, topics, wards, limits, wordings.

Every value comes from the borough's file (`service/domain/borough_files.py`); no
team, ward, number or wording of a borough stands in code.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from service.domain.people import DeskId

LAST_URGENT_PRIORITY = 1
"""The priorities up to this one ring at once, day and night."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Work(StrEnum):
    """What a desk is there for. It decides what is ever sealed to it."""

    TRIAGE = "triage"
    """Reads tips, judges them, makes them safe."""

    INDEPENDENT = "independent"
    """Reads tips about officers, teachers and workers; nobody else gets those."""

    SAFEGUARDING = "safeguarding"
    """Gets a seal of every tip with an automatic safeguarding flag, and reports."""

    PARTNER = "partner"
    """Gets reports that were released to it."""

    AREA = "area"
    """Gets reports without persons or places below a ward."""

    AUDITOR = "auditor"
    """Reads the log."""

    CUSTODIAN = "custodian"
    """Keeps names that were left apart from tips."""


READS_TIPS = frozenset({Work.TRIAGE, Work.INDEPENDENT})
"""The desks whose inbox holds tips."""

GETS_REPORTS = frozenset({Work.SAFEGUARDING, Work.PARTNER, Work.AREA})
"""The desks that a report can be released to."""


class Flag(StrEnum):
    """Whether a topic is a safeguarding matter."""

    AUTOMATIC = "automatic"
    CHILD = "automatic-if-child"
    CONSIDER = "consider"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Desk:
    """A team with its own inbox and key.

    `mail` is where its doorbell rings, `supervisor_mail` where it rings once a
    limit was missed.
    """

    id: DeskId
    name: str
    work: Work = Work.PARTNER
    mail: tuple[str, ...] = ()
    supervisor_mail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of topics, as a reporter chooses it first."""

    id: str
    label: str
    hint: str
    priority: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its code, its plain label, its group, and what follows from it.

    `routes` are the desks a report about it usually goes to, the first first;
    `notify` tells that the law asks for a notification (sexual abuse of a child).
    """

    code: str
    label: str
    group: str
    category: str = ""
    priority: int = 3
    flag: Flag = Flag.NONE
    routes: tuple[DeskId, ...] = ()
    notify: bool = False
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward of today, by its ONS code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class WardShare:
    """How much of a ward of today lies in an older one: a share of its postcodes."""

    ward: str
    old: str
    share: float


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """An answer that makes a tip at least this urgent."""

    answer: str
    equals: str
    priority: int


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority's name and its limits, in minutes of staffed time."""

    number: int
    name: str
    pick_up_minutes: int
    route_minutes: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When the team is there. Bank holidays come from a calendar, by country.

    `closed` are further days on which nobody is there; `mail_times` are the fixed
    times of the mails that go out whether or not there is anything new.
    """

    days: tuple[str, ...]
    opens: time
    closes: time
    country: str
    subdivision: str
    closed: tuple[date, ...]
    mail_times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that is kept and the label that people see.

    Legal grounds, purposes, strategy priorities, markings, responses: `note` says
    more about it (an Act and section, a strand, a set).
    """

    code: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way a tip is closed, and what its reporter is told.

    `forget_days` is set where it is forgotten sooner than others.
    """

    code: str
    label: str
    told: str
    forget_days: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a partner can say came of a report, and what the reporter may be told."""

    code: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A message to reporters, ready to be made to fit.

    `once_passed_on` keeps it back until somebody else really has something of the tip.
    """

    code: str
    label: str
    text: str
    once_passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Which desk has the duty, and how long until it must have acted, staffed.

    `notify_minutes` is the limit of the two most urgent classes, in which the law
    may ask for a notification.
    """

    desk: DeskId
    minutes: int
    notify_minutes: int

    def limit(self, priority: int) -> int:
        """Return the minutes that a duty of a priority has, each time it rings."""
        urgent = priority <= LAST_URGENT_PRIORITY
        return min(self.minutes, self.notify_minutes) if urgent else self.minutes


@dataclass(frozen=True, slots=True)
class Sharing:
    """What goes with every release unless somebody chooses otherwise."""

    marking: str
    due_days: int
    urgent_due_days: int
    forget_days: int
    cctv_desk: DeskId
    cctv_days: int
    caveat: str

    def due_days_of(self, priority: int) -> int:
        """Return the working days that a partner has for a tip of a priority."""
        urgent = priority <= LAST_URGENT_PRIORITY
        return self.urgent_due_days if urgent else self.due_days


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lists officers and partners choose from, each in the file's order."""

    grounds: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    markings: tuple[Choice, ...]
    strategy: tuple[Choice, ...]
    responses: tuple[Choice, ...]
    results: tuple[Result, ...]
    replies: tuple[ReplyTemplate, ...]
    outcomes: tuple[Outcome, ...]

    def list_replies(self, *, passed_on: bool) -> tuple[ReplyTemplate, ...]:
        """Return the messages that are true of a tip that was passed on, or not."""
        return tuple(one for one in self.replies if passed_on or not one.once_passed_on)


_Coded = TypeVar("_Coded", Choice, Outcome, Result, ReplyTemplate)


def find_choice(choices: tuple[_Coded, ...], code: str) -> _Coded | None:
    """Return the one of a list that has a code."""
    return next((one for one in choices if one.code == code), None)
