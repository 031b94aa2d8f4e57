"""What has been made of a tip so far: judged, written up, passed on."""

from dataclasses import dataclass
from typing import Self

from crypto import CannotOpenError
from service.domain.judgements import Judgement
from service.domain.letters import Kind
from service.domain.opened import OpenedTip


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a tip has come on the way to those who can act on it.

    `judged` is the last judgement; `reports` how many reports were written.
    """

    judged: Judgement | None
    reports: int

    @classmethod
    def of(cls, tip: OpenedTip) -> Self:
        """Read a tip's progress from what staff wrote about it."""
        reports = {remark.about for remark in tip.read_all(Kind.REPORT)}
        return cls(read_judgement(tip), len(reports))


def read_judgement(tip: OpenedTip) -> Judgement | None:
    """Return a tip's last judgement, if there is one that opens."""
    remark = tip.read_last(Kind.JUDGEMENT)
    if remark is None:
        return None
    try:
        return Judgement.read(remark.content)
    except CannotOpenError:
        return None
