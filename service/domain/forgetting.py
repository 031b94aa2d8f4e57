"""When something has had its time, and what is written down of its going."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from service.domain.releases import ReleaseId
from service.domain.tips import TipId

BARE_FOR = timedelta(days=2)
"""How long a withdrawn tip's bare row stays, so that a replayed Send finds it."""

COUNTER_SECONDS = 24 * 60 * 60
"""How long failed sign-ins are remembered after the last wait has ended."""

ORPHAN_SECONDS = (150 + 15) * 60
"""How long a file may wait without a tip: half an hour more than a check page holds.

And a quarter of an hour, because a directory says no more of when a file came.
"""


class Cause(StrEnum):
    """Why something was forgotten."""

    WITHDRAWN = "withdrawn"
    DUE = "due"
    REPORT_DUE = "report due"


@dataclass(frozen=True, slots=True)
class Deletion:
    """That a tip, what was told of it, or a released report is gone."""

    thing: TipId | ReleaseId
    cause: Cause

    @property
    def id(self) -> str:
        """The same for the same loss: it is logged once, whoever removes it."""
        return f"{self.thing}-{self.cause}"
