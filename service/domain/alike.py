"""Which tips may be about the same matter: an offer to an officer, never a finding.

Two tips of one matter are often told by two residents who heard it from a third.
So nothing here adds to a grade: several residents are not several sources.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from service.domain.boroughs import Borough
from service.domain.judgements import Judged, Judgement
from service.domain.letters import TipSummary
from service.domain.reports import tip_reference
from service.domain.tips import TipId

MOST_OFFERED = 10
CLOSED_DAYS = 90


class Likeness(StrEnum):
    """What two tips have in common."""

    PLACE = "same place"
    WARD = "same ward"
    TOPIC = "same topic"
    GROUP = "same group of topics"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a tip is about: as it was judged, else as it was told."""

    topic: str = ""
    group: str = ""
    ward: str = ""
    place: str = ""

    @classmethod
    def of(
        cls, told: TipSummary | None, judged: Judged | None, borough: Borough
    ) -> Self:
        """Take what lists know of a tip together."""
        topic = (judged.topic if judged else "") or (told.topic if told else "")
        found = borough.find_topic(topic)
        group = found.group if found else (told.group if told else "")
        place = judged.place if judged else (told.where if told else "")
        return cls(topic, group, judged.ward if judged else "", place)

    @classmethod
    def of_judgement(
        cls, judgement: Judgement, told: TipSummary | None, borough: Borough
    ) -> Self:
        """What the tip is about that somebody is judging."""
        judged = Judged(judgement.topic, judgement.ward, judgement.place)
        return cls.of(told, judged, borough)

    def compare(self, other: Self) -> tuple[Likeness, ...]:
        """Return what two matters have in common; nothing known is never alike.

        Groups count only where one of the two has no topic.
        """
        pairs = (
            (Likeness.PLACE, _plain(self.place), _plain(other.place)),
            (Likeness.WARD, self.ward, other.ward),
            (Likeness.TOPIC, self.topic, other.topic),
        )
        found = tuple(what for what, one, two in pairs if one and one == two)
        vague = not (self.topic and other.topic)
        if vague and self.group and self.group == other.group:
            return (*found, Likeness.GROUP)
        return found


@dataclass(frozen=True, slots=True)
class Other:
    """Another tip of the desk. `closed_on` is None where it is open."""

    id: TipId
    day: date
    priority: int
    matter: Matter
    closed_on: date | None = None

    @property
    def reference(self) -> str:
        """Its reference."""
        return tip_reference(self.id)

    def is_current(self, today: date) -> bool:
        """Tell whether it is open, or was closed a short while ago."""
        limit = today - timedelta(days=CLOSED_DAYS)
        return self.closed_on is None or self.closed_on >= limit


@dataclass(frozen=True, slots=True)
class Alike:
    """A tip that may be the same matter, and why."""

    other: Other
    why: tuple[Likeness, ...]


def choose_alike(
    matter: Matter, others: Iterable[Other], today: date, linked: Collection[str] = ()
) -> tuple[Alike, ...]:
    """Return those in the cluster already, then those that may belong to it.

    The most urgent come first, then the newest; at most ten are offered anew.
    """
    found = [Alike(one, matter.compare(one.matter)) for one in others]
    kept = [one for one in found if one.other.reference in linked]
    offered = [
        one
        for one in found
        if one.why and one.other.is_current(today) and one not in kept
    ]
    return (*_in_order(kept), *_in_order(offered)[:MOST_OFFERED])


def _in_order(found: list[Alike]) -> list[Alike]:
    return sorted(
        found, key=lambda a: (a.other.priority, -a.other.day.toordinal(), a.other.id)
    )


def _plain(place: str) -> str:
    return " ".join(place.casefold().split())
