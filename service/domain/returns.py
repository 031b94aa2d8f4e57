"""What came back of what left a tip's desk, in the words of a tip's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.answering import find_label, find_result
from service.domain.boroughs import Borough
from service.domain.people import DeskId
from service.domain.released import OpenedRelease, ReleaseState
from service.domain.releases import Answer, ReleaseId, Step


@dataclass(frozen=True, slots=True)
class Return:
    """How far one release has come, as the desk that sent it sees it.

    `action` and `result` are labels and may be empty; `told` is the code of the
    result whose plain words a reporter can be told; `asks` tells that a question
    waits for a reply.
    """

    release: ReleaseId
    desk: DeskId
    reference: str
    day: date
    due_on: date
    state: ReleaseState
    has_news: bool
    asks: bool
    action: str
    result: str
    told: str

    @property
    def waits(self) -> bool:
        """Tell whether the other desk has still to answer."""
        done = {ReleaseState.ANSWERED, ReleaseState.WITHDRAWN}
        return self.state not in done

    @classmethod
    def of(cls, release: OpenedRelease, borough: Borough) -> "Return":
        """Say it in a few words."""
        record, content = release.record, release.content
        result = find_result(release, borough)
        withdrawn = release.state is ReleaseState.WITHDRAWN
        return cls(
            release=record.id,
            desk=record.to_desk,
            reference=content.reference if content else "",
            day=record.day,
            due_on=record.due_on,
            state=release.state,
            has_news=record.news == record.from_desk,
            asks=release.question is not None and not withdrawn,
            action=_find_last(release, Step.ACTION, borough),
            result=_find_last(release, Step.RESULT, borough),
            told=result.code if result else "",
        )


def list_returns(
    releases: Sequence[OpenedRelease], borough: Borough
) -> tuple[Return, ...]:
    """Say how far each release has come: what has news first, then as they went out."""
    found = [Return.of(release, borough) for release in releases]
    return tuple(sorted(found, key=lambda one: (not one.has_news, one.day)))


def _find_last(release: OpenedRelease, step: Step, borough: Borough) -> str:
    answers: list[Answer] = [one for one in release.steps if one.step == step]
    return find_label(answers[-1], borough) if answers else ""
