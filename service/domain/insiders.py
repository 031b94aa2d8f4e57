"""What is about an officer, a teacher or a worker leaves from one desk alone.

Whom a tip is about is nothing that a machine knows. So where a topic says that it
is one of us, it goes to the independent desk first, and there two people look at
whom it is sent to.
"""

from dataclasses import replace

from service.domain.boroughs import Borough
from service.domain.casefiles import read_judgement
from service.domain.errors import BadFormError
from service.domain.offers import Offer, SecondReason
from service.domain.opened import OpenedTip
from service.domain.reports import Report


class MoveFirstError(BadFormError):
    """No other desk than the independent one releases what is about one of us."""

    public_message = (
        "This is about an officer, a teacher or a worker:"
        " move the tip to the independent desk first."
    )


def must_move(tip: OpenedTip, report: Report, borough: Borough) -> bool:
    """Tell whether a tip has to go to the independent desk before a report leaves."""
    judgement = read_judgement(tip)
    codes = {report.topic, judgement.topic if judgement else ""}
    topics = [borough.find_topic(code) for code in codes]
    is_insider = any(topic.independent for topic in topics if topic)
    return is_insider and tip.record.desk != borough.independent_desk


def check_insiders(tip: OpenedTip, report: Report, borough: Borough) -> None:
    """Refuse what must be moved first.

    Raises:
        MoveFirstError: It must.
    """
    if must_move(tip, report, borough):
        raise MoveFirstError


def ask_second(offer: Offer, tip: OpenedTip, borough: Borough) -> Offer:
    """Let whatever leaves the independent desk wait for a second person."""
    if tip.record.desk != borough.independent_desk:
        return offer
    return replace(offer, why=(*offer.why, SecondReason.INSIDER.name))
