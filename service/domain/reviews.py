"""What waits for a second person, found again, and who may decide it."""

from crypto import CryptoError
from service.domain.audit import Act
from service.domain.errors import NotFoundError
from service.domain.letters import Kind, LetterId
from service.domain.offers import Offer
from service.domain.opened import OpenedTip
from service.domain.people import SignedIn
from service.domain.proposals import Asked, Proposal, ProposalKind, list_asked


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


def may_decide(asked: Asked, officer: SignedIn, tip: OpenedTip) -> bool:
    """Tell whether an officer may decide it: it waits, and is not theirs in any way."""
    waits = any(one.id == asked.id for one in list_asked(tip))
    if not waits or not asked.may_be_decided(officer, tip):
        return False
    if asked.proposal.what != ProposalKind.RELEASE:
        return True
    return _find_writer(asked, tip) != officer.officer_id


def is_last(asked_id: LetterId, tip: OpenedTip) -> bool:
    """Tell whether nothing else waits for a second person."""
    return all(one.id == asked_id for one in list_asked(tip))


def _find_writer(asked: Asked, tip: OpenedTip) -> str:
    """Return who last wrote the report that waits, before it was asked for."""
    try:
        offer = Offer.read(asked.proposal.content)
    except CryptoError:
        return ""
    writer = ""
    for letter in tip.deeds:
        if letter.id == asked.id:
            break
        written = letter.kind is Kind.REPORT and letter.remark
        if written and written.about == offer.report_id:
            writer = written.by
    return writer
