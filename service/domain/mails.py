"""What goes out by mail: that something waits and where to sign in, and no more.

Mail servers and address books belong to others. No mail names a tip, a topic, a
number or a time, and those at fixed times read the same whether or not anything
is new. The auditor's daily one carries the head of the log, which tells nothing.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from service.domain.boroughs import Borough
from service.domain.configured import Desk, Work
from service.domain.doorbells import OWNER_LEVEL, Bell
from service.domain.people import DeskId

MailId = NewType("MailId", str)

NO_DESK = DeskId("")
"""The desk of a mail to the service's owner: it names none."""

KEPT_SECONDS = 2 * 24 * 60 * 60
"""How long a mail that went out stays written down."""

CALL = "call-"
"""How the id of a call begins. No mail that upkeep plans has such an id, so who may
write calls down can write none of those, and keep none from being written."""

_WAITS = (1, 2, 5, 10, 20, 40, 60)
_ID_DIGITS = 32
_MINUTE = 60


class MailKind(StrEnum):
    """Whom a mail is for, and so what it says."""

    RING = "ring"
    """To a desk: something urgent waits."""

    SUPERVISOR = "supervisor"
    """To a desk's supervisor: something has waited for too long."""

    OWNER = "owner"
    """To the service's owner: the same, and the supervisor has been told."""

    DIGEST = "digest"
    """To a desk, at the fixed times."""

    LOG = "log"
    """To the auditor, once a working day: the log's head."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail that is to go out, as the vault keeps it."""

    desk: DeskId
    kind: MailKind

    def make_id(self, when: int | date) -> MailId:
        """The same for the same occasion: whoever plans it twice writes it once."""
        occasion = f"{self.kind}|{self.desk}|{when}"
        return MailId(hashlib.sha256(occasion.encode()).hexdigest()[:_ID_DIGITS])


@dataclass(frozen=True, slots=True)
class LogHead:
    """How many entries the log has, and the hash they all lead to."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every mail needs besides its kind: who sends it, and where to sign in."""

    sender: str
    url: str

    @property
    def domain(self) -> str:
        """The name after the @."""
        return self.sender.rpartition("@")[2]


class Tls(StrEnum):
    """How the way to the mail server is sealed."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    tls: Tls
    head: Letterhead
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is carried."""

    id: MailId
    to: tuple[str, ...]
    text: str

    @property
    def number(self) -> str:
        """The id as it goes out: that a ring is a call is nobody's business."""
        return self.id.removeprefix(CALL)


def choose_mail(bell: Bell, borough: Borough) -> Planned | None:
    """Return the mail that a bell rings with, if it has one of its own.

    Less urgent bells first ring with the mail at the fixed times.
    """
    if bell.level == 0 and not bell.is_urgent:
        return None
    kind = _BY_LEVEL[min(bell.level, OWNER_LEVEL)]
    desk = NO_DESK if kind is MailKind.OWNER else bell.desk
    planned = Planned(desk, kind)
    return planned if find_receivers(planned, borough) else None


def list_digests(borough: Borough) -> list[Planned]:
    """Return the mails of a fixed time: one for every desk that has an address."""
    return [Planned(d.id, MailKind.DIGEST) for d in _with_mail(borough, auditor=False)]


def list_log_mails(borough: Borough) -> list[Planned]:
    """Return the mails of a working day that carry the log's head."""
    return [Planned(d.id, MailKind.LOG) for d in _with_mail(borough, auditor=True)]


def find_receivers(planned: Planned, borough: Borough) -> tuple[str, ...]:
    """Return the addresses a mail goes to; none if the borough has taken them out.

    Where a desk has no address for what cannot wait, whoever comes after it is told.
    """
    desk = borough.find_desk(planned.desk) or Desk(planned.desk, "")
    if planned.kind in {MailKind.DIGEST, MailKind.LOG}:
        return desk.mail
    own = {
        MailKind.RING: desk.mail or desk.supervisor_mail,
        MailKind.SUPERVISOR: desk.supervisor_mail,
    }
    return own.get(planned.kind, ()) or borough.owner_mail


def write_text(kind: MailKind, url: str, head: LogHead) -> str:
    """Return what a mail says."""
    return _TEXTS[kind].format(url=url, count=head.count, hash=head.hash)


def wait_after(attempts: int) -> int:
    """Return how many seconds after so many failed tries the next one is made."""
    return _WAITS[min(attempts, len(_WAITS)) - 1] * _MINUTE


def _with_mail(borough: Borough, *, auditor: bool) -> list[Desk]:
    return [
        desk
        for desk in borough.desks
        if desk.mail and (desk.work is Work.AUDITOR) is auditor
    ]


_BY_LEVEL = (MailKind.RING, MailKind.SUPERVISOR, MailKind.OWNER)
_TEXTS = {
    MailKind.RING: """\
Something waits for your desk. Please sign in now:

{url}

This mail says no more on purpose. Nobody reads answers to it.
""",
    MailKind.SUPERVISOR: """\
Something at your desk has waited longer than it should. Please sign in:

{url}

This mail says no more on purpose. Nobody reads answers to it.
""",
    MailKind.OWNER: """\
Something has waited longer than it should. Please call the supervisors: each
sees what is late at their own desk at

{url}

This mail says no more on purpose. Nobody reads answers to it.
""",
    MailKind.DIGEST: """\
This mail comes at fixed times of every working day. It always says the same,
whether or not anything is new. Please sign in and look:

{url}

Nobody reads answers to it.
""",
    MailKind.LOG: """\
The log of Quiet Word, as it stands while this mail is sent:

{count} entries, and their head is
{hash}

Keep this mail away from the server. If the log is ever in doubt, it tells
what the log was on this day.

{url}
""",
}
