"""Asking a camera room to keep pictures, and asking a report back."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from service.domain.boroughs import Borough
from service.domain.configured import find_choice
from service.domain.errors import BadFormError
from service.domain.json_texts import write_json
from service.domain.passed import Passed, PassedOn
from service.domain.people import OfficerId
from service.domain.releases import Answer, CctvRequest, ReleaseId
from service.domain.reports import make_reference
from service.domain.tips import LONGEST_LINE

_OLDEST = timedelta(days=366)
_LONGEST_WHY = 500
_HOUR = re.compile("[0-9]{2}:[0-9]{2}")


class WithdrawReason(StrEnum):
    """Why a report is asked back. The code stands in the log."""

    WRONG_DESK = "wrong-desk"
    MISTAKE = "mistake"
    RISK = "risk"
    NO_LONGER = "no-longer"

    @property
    def label(self) -> str:
        """The reason as its receiver reads it."""
        return _REASONS[self]


_REASONS = {
    WithdrawReason.WRONG_DESK: "It should not have gone to this desk.",
    WithdrawReason.MISTAKE: "It was wrong.",
    WithdrawReason.RISK: "Somebody could be at risk if it is used.",
    WithdrawReason.NO_LONGER: "It no longer holds.",
}


class AskProblem(StrEnum):
    """What can be wrong with what was chosen and typed."""

    PLACE = "Say where the camera looks"
    PLACE_LONG = "Use 200 characters or fewer"
    DAY = "Enter the day it happened, today or in the last year"
    SINCE = "Enter a time such as 21:30"
    UNTIL = "Enter a time such as 22:15, not before the first"
    REASON = "Choose why"
    WHY_LONG = "Use 500 characters or fewer"
    WHY_MARKED = "Say it without names, numbers and addresses"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"


@dataclass(frozen=True, slots=True)
class CctvAsk:
    """What somebody typed to have pictures kept: a place, a day, from when to when."""

    place: str = field(default="", repr=False)
    day: str = ""
    since: str = ""
    until: str = ""
    reason: str = ""
    garbled: frozenset[str] = frozenset()

    @property
    def json(self) -> str:
        """The text that stands for exactly this request."""
        fields = {"place": self.place, "day": self.day, "reason": self.reason}
        return write_json(fields | {"since": self.since, "until": self.until})

    def check(self, borough: Borough, today: date) -> dict[str, AskProblem]:
        """Say what is wrong, by field."""
        day, since, until = read_date(self.day), _hour(self.since), _hour(self.until)
        too_long = len(self.place) > LONGEST_LINE
        checks = (
            ("place", too_long, AskProblem.PLACE_LONG),
            ("place", not self.place, AskProblem.PLACE),
            ("day", not day or not today - _OLDEST <= day <= today, AskProblem.DAY),
            ("since", since is None, AskProblem.SINCE),
            ("until", until is None or bool(since and until < since), AskProblem.UNTIL),
            (
                "reason",
                not find_choice(borough.wordings.purposes, self.reason),
                AskProblem.REASON,
            ),
        )
        found = {name: problem for name, wrong, problem in checks if wrong}
        return found | dict.fromkeys(self.garbled, AskProblem.GARBLED)

    def make_request(self, thing_id: str, kept_days: int) -> CctvRequest:
        """Say what the camera room reads.

        Raises:
            BadFormError: It was not checked before.
        """
        day = read_date(self.day)
        if day is None:
            raise BadFormError
        return CctvRequest(
            reference=make_reference("CV", thing_id),
            place=self.place,
            day=day,
            since=self.since,
            until=self.until,
            gone_on=day + timedelta(days=kept_days),
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Which release somebody asks back, and why."""

    release: ReleaseId
    reason: str = ""
    text: str = field(default="", repr=False)
    garbled: bool = False

    @property
    def json(self) -> str:
        """The text that stands for exactly this."""
        fields = asdict(self)
        return write_json({name: str(fields[name]) for name in ("release", "text")})

    def find_problem(self) -> AskProblem | None:
        """Say what is wrong with it, if anything is."""
        if self.reason not in tuple(WithdrawReason):
            return AskProblem.REASON
        if self.garbled:
            return AskProblem.GARBLED
        return AskProblem.WHY_LONG if len(self.text) > _LONGEST_WHY else None

    def note(self, passed: Sequence[PassedOn]) -> Passed:
        """Say what the tip keeps of it.

        Raises:
            BadFormError: No such release of the tip is out.
        """
        found = (one for one in passed if one.release == self.release)
        out = next((one for one in found if not one.withdrawn), None)
        if out is None or self.find_problem():
            raise BadFormError
        sent = ((out.release, out.desk),)
        return Passed(out.reference, sent, out.report, withdrawn=True)

    def make_notice(self, officer: OfficerId, day: date, reference: str) -> Answer:
        """Say what its receiver reads: which one and why, and nothing of what it was.

        The reference stands on what they may have printed.
        """
        label = WithdrawReason(self.reason).label
        text = f"{reference}: {label} {self.text}".removeprefix(": ").strip()
        return Answer(day=day, by=officer, text=text)


def read_date(text: str) -> date | None:
    """Read a day as a browser sends it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    # The standard has more ways to write an hour, some of them with a zone.
    try:
        return time.fromisoformat(text) if _HOUR.fullmatch(text) else None
    except ValueError:
        return None
