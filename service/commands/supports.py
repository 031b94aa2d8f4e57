"""List whom reporters are told to call, and which of the numbers to try again."""

from dataclasses import dataclass
from datetime import date

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.domain.guide import Support


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list, and whether somebody should try that number again."""

    text: str
    is_stale: bool


def list_supports(borough: Borough, today: date) -> list[Listed]:
    """Return every number, those to try again first, the longest unchecked on top."""
    supports = sorted(
        borough.guide.supports,
        key=lambda support: (not support.is_stale(today), support.checked),
    )
    return [_describe(support, today) for support in supports]


def _describe(support: Support, today: date) -> Listed:
    is_stale = support.is_stale(today)
    ways = (support.phone, support.text and f"text {support.text}", support.web)
    reached = ", ".join(way for way in ways if way)
    mark = "OLD" if is_stale else "ok "
    day = write_day(support.checked)
    return Listed(f"{mark}  {support.name}: {reached}; checked on {day}", is_stale)
