"""What waits for a second person: who may decide it, and whether it still holds."""

from datetime import date

from crypto import CryptoError
from service.domain.audit import Act
from service.domain.errors import ChangedMeanwhileError, NotFoundError
from service.domain.letters import Kind, LetterId
from service.domain.offers import Offer
from service.domain.opened import OpenedLetter, OpenedTip
from service.domain.people import OfficerId, SignedIn
from service.domain.proposals import Asked, Proposal, ProposalKind, list_asked
from service.domain.reports import ReportId


class ToldDeletedError(ChangedMeanwhileError):
    """What was asked for came from words that are there no more."""

    public_message = (
        "The reporter has deleted what they told us. It can only be sent back."
    )


class OutdatedError(ChangedMeanwhileError):
    """What was asked for was decided on something else than what is there now."""

    public_message = (
        "It was changed since: the report, the judgement or what the reporter told."
        " Send it back so that it is asked for again."
    )


class DuePastError(ChangedMeanwhileError):
    """Nobody can answer by a day that is over."""

    public_message = (
        "The day by which an answer is due has passed. Send it back so that it is"
        " asked for again with a later day."
    )


def find_asked(tip: OpenedTip, asked_id: LetterId) -> Asked:
    """Return what somebody asked for, whether it was decided since or not.

    Raises:
        NotFoundError: Nobody asked for that.
    """
    for letter in tip.deeds:
        remark = letter.remark
        asks = letter.kind is Kind.PROPOSAL and letter.id == asked_id
        if asks and remark and remark.act == Act.SECOND_ASKED:
            return Asked(letter.id, Proposal.read(remark.content))
    raise NotFoundError


def list_offers(tip: OpenedTip) -> tuple[tuple[date, Offer], ...]:
    """Return the reports that wait for a second person, each with since when."""
    found = ((asked.proposal.day, _read_offer(asked)) for asked in list_asked(tip))
    return tuple((day, offer) for day, offer in found if offer)


def may_decide(asked: Asked, officer: SignedIn, tip: OpenedTip) -> bool:
    """Tell whether an officer may decide it: it waits, and is not theirs in any way."""
    waits = any(one.id == asked.id for one in list_asked(tip))
    if not waits or not asked.may_be_decided(officer, tip):
        return False
    offer = _read_offer(asked)
    return offer is None or officer.officer_id not in _list_writers(offer, tip)


def find_hindrance(
    asked: Asked, tip: OpenedTip, today: date
) -> type[ChangedMeanwhileError] | None:
    """Say why something that waits can only be sent back, if it can."""
    if tip.withdrawn:
        return ToldDeletedError
    offer = _read_offer(asked)
    if offer is None:
        return None
    later = _list_later(asked, tip)
    if asked.proposal.heard != tip.heard or any(_decides(a, offer) for a in later):
        return OutdatedError
    return DuePastError if offer.terms.due_on < today else None


def is_last(asked_id: LetterId, tip: OpenedTip) -> bool:
    """Tell whether nothing else waits for a second person."""
    return all(one.id == asked_id for one in list_asked(tip))


def _read_offer(asked: Asked) -> Offer | None:
    if asked.proposal.what != ProposalKind.RELEASE:
        return None
    try:
        return Offer.read(asked.proposal.content)
    except CryptoError:
        return None


def _list_writers(offer: Offer, tip: OpenedTip) -> frozenset[OfficerId]:
    """Return everybody who ever saved a report: each save may still stand in it."""
    return frozenset(
        letter.remark.by
        for letter in tip.deeds
        if letter.remark and _is_save(letter, offer.report_id)
    )


def _list_later(asked: Asked, tip: OpenedTip) -> tuple[OpenedLetter, ...]:
    """Return what staff wrote after something was asked for."""
    ids = [letter.id for letter in tip.deeds]
    return tip.deeds[ids.index(asked.id) + 1 :] if asked.id in ids else ()


def _decides(letter: OpenedLetter, offer: Offer) -> bool:
    """Tell whether a letter changes what a release was asked for on."""
    return letter.kind is Kind.JUDGEMENT or _is_save(letter, offer.report_id)


def _is_save(letter: OpenedLetter, report_id: ReportId) -> bool:
    remark = letter.remark
    return letter.kind is Kind.REPORT and (not remark or remark.about == report_id)
