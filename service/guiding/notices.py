"""What the notices say of a borough: its desks by their work, its days, its limits."""

from dataclasses import dataclass

from service.domain.boroughs import Borough
from service.domain.configured import Work


@dataclass(frozen=True, slots=True)
class Notice:
    """The facts that are worked out from a borough's file and not written in it."""

    readers: str
    safeguarding: str
    independent: str
    custodians: tuple[str, ...]
    auditors: tuple[str, ...]
    partners: tuple[str, ...]
    soonest_days: int
    """The fewest days after which a closed tip is forgotten, by its outcome."""


def describe(borough: Borough) -> Notice:
    """Work out what the notices say of a borough."""
    days = [o.forget_days for o in borough.outcomes if o.forget_days is not None]
    return Notice(
        readers=borough.team,
        safeguarding=borough.name_desk(borough.safeguarding.desk),
        independent=borough.name_desk(borough.independent_desk),
        custodians=_name(borough, Work.CUSTODIAN),
        auditors=_name(borough, Work.AUDITOR),
        partners=_name(borough, Work.PARTNER, Work.AREA, Work.SAFEGUARDING),
        soonest_days=min([borough.forget_days, *days]),
    )


def _name(borough: Borough, *works: Work) -> tuple[str, ...]:
    return tuple(desk.name for desk in borough.desks if desk.work in works)
