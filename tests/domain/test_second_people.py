"""What waits for a second person: who may decide it, and whether it still holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto import Draft, OfficerKey
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.errors import BadFormError
from service.domain.judgements import Judgement
from service.domain.letters import Kind, LetterId, Remark
from service.domain.opened import OpenedTip
from service.domain.passed import Passed, list_passed, list_reports, note_sent
from service.domain.people import OfficerId, Post, Role, SignedIn
from service.domain.proposals import (
    Asked,
    Message,
    Proposal,
    ProposalKind,
    ask,
    list_asked,
)
from service.domain.releases import ReleaseId
from service.domain.reports import Report, ReportId
from service.domain.reviews import (
    DuePastError,
    OutdatedError,
    ToldDeletedError,
    find_asked,
    find_hindrance,
    is_last,
    list_offers,
    may_decide,
)
from tests.builders import POLICE_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import AMIRA, BEN, BODY, DAY, a_tip
from tests.domain.releases_open import (
    CCTV,
    DRAFT,
    DUE,
    OFFER,
    REPORT,
    REPORT_ID,
    a_parcel,
)

BOROUGH = a_borough()
DOER = Doer(BEN, DAY)
SAVE = (Kind.REPORT, Remark(DAY, by=BEN, content=REPORT.json, about=REPORT_ID))
MESSAGE = Message(Act.MESSAGE_SENT.value, "Thank you")


def asking(what: ProposalKind, content: str) -> tuple[Kind, Remark]:
    return Kind.PROPOSAL, ask(DOER, a_tip(), what, content).record


RELEASE = asking(ProposalKind.RELEASE, OFFER.json)
WORDS = asking(ProposalKind.MESSAGE, MESSAGE.json)


def signed_in(officer: OfficerId, role: Role) -> SignedIn:
    posts = (Post(TRIAGE_DESK, role, admitted=True),)
    key = OfficerKey.generate(officer)
    return SignedIn(officer, "amira", False, posts, key, bytes(32))  # noqa: FBT003 - no administrator


SUPERVISOR = signed_in(AMIRA, Role.SUPERVISOR)


def only_asked(tip: OpenedTip) -> Asked:
    [asked] = list_asked(tip)
    return asked


def test_a_supervisor_decides_who_neither_asked_nor_ever_wrote_it() -> None:
    tip = a_tip(SAVE, RELEASE)
    asked = only_asked(tip)
    kind, saved = SAVE
    helped = a_tip((kind, replace(saved, by=AMIRA)), SAVE, RELEASE)

    assert may_decide(asked, SUPERVISOR, tip)
    assert not may_decide(asked, signed_in(BEN, Role.SUPERVISOR), tip)
    assert not may_decide(asked, signed_in(AMIRA, Role.OFFICER), tip)
    assert not may_decide(only_asked(helped), SUPERVISOR, helped)


def test_what_was_decided_does_not_wait_and_is_decided_by_nobody() -> None:
    answer = (Kind.NOTE, Remark(DAY, about="1"))
    tip = a_tip(RELEASE, answer)

    assert list_asked(tip) == ()
    assert find_asked(tip, LetterId("1")).proposal.by == BEN
    assert not may_decide(find_asked(tip, LetterId("1")), SUPERVISOR, tip)


def test_words_that_wait_are_let_go_by_any_other_supervisor() -> None:
    tip = a_tip(WORDS)

    assert may_decide(only_asked(tip), SUPERVISOR, tip)
    assert find_hindrance(only_asked(tip), tip, DAY) is None


def test_what_waits_is_listed_with_its_offer_and_the_last_is_known() -> None:
    both = a_tip(SAVE, RELEASE, WORDS)

    assert list_offers(both) == ((DAY, OFFER),)
    assert not is_last(LetterId("2"), both)
    assert is_last(LetterId("2"), a_tip(SAVE, RELEASE))


@pytest.mark.parametrize(
    "later",
    [
        (Kind.JUDGEMENT, Remark(DAY, content=Judgement().json)),
        SAVE,
        (Kind.REPORT, None),
        (Kind.ADDITION, Remark(DAY, "It was not so")),
    ],
)
def test_what_was_asked_for_on_something_else_can_only_be_sent_back(
    later: tuple[Kind, Remark | None],
) -> None:
    tip = a_tip(SAVE, RELEASE, later)

    assert find_hindrance(only_asked(tip), tip, DAY) is OutdatedError


def test_another_report_or_a_note_changes_nothing_that_waits() -> None:
    other = (Kind.REPORT, Remark(DAY, about="other"))
    tip = a_tip(SAVE, RELEASE, other, (Kind.NOTE, Remark(DAY, "Seen")))

    assert find_hindrance(only_asked(tip), tip, DAY) is None


def test_nothing_goes_after_its_day_or_after_its_words_were_deleted() -> None:
    tip, deleted = a_tip(SAVE, RELEASE), a_tip(SAVE, RELEASE, body=None)
    asked = only_asked(tip)

    assert find_hindrance(asked, tip, DUE) is None
    assert find_hindrance(asked, tip, DUE + timedelta(days=1)) is DuePastError
    assert find_hindrance(asked, deleted, DAY) is ToldDeletedError


def test_an_offer_that_cannot_be_read_is_none_and_hinders_nothing() -> None:
    broken = a_tip(asking(ProposalKind.RELEASE, "[]"))

    assert list_offers(broken) == ()
    assert find_hindrance(only_asked(broken), broken, DAY) is None
    assert may_decide(only_asked(broken), SUPERVISOR, broken)


def test_a_proposal_that_is_gone_from_the_tip_is_outdated_by_nothing_there() -> None:
    asked = only_asked(a_tip(SAVE, RELEASE))

    assert find_hindrance(asked, a_tip(SAVE), DAY) is None


def test_a_no_says_what_should_change_and_answers_what_was_asked() -> None:
    tip = a_tip(RELEASE)

    deed = only_asked(tip).send_back(Doer(AMIRA, DAY), tip, "Leave the street out.")

    assert deed.kind is Kind.PROPOSAL
    assert (deed.record.act, deed.record.about) == (Act.SECOND_REFUSED, "1")
    assert deed.record.text == "Leave the street out."
    assert list_asked(a_tip(RELEASE, (deed.kind, deed.record))) == ()


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Act.MESSAGE_SENT, Kind.NOTE),
        (Act.PASSED_ON, Kind.NOTE),
        (Act.TIP_CLOSED, Kind.OUTCOME),
    ],
)
def test_a_yes_tells_the_words_as_they_stood(act: Act, kind: Kind) -> None:
    message = Message(act.value, "Thank you", BOROUGH.outcomes[0].code)
    sent = (Kind.RELEASE, Remark(DAY, content=note_sent([a_parcel()], DRAFT).json))
    tip = a_tip(asking(ProposalKind.MESSAGE, message.json), sent)

    deed = only_asked(tip).send_message(Doer(AMIRA, DAY), tip, BOROUGH)

    assert deed.kind is kind
    assert deed.told is not None
    assert deed.told.text.endswith("Thank you")
    assert deed.record.about == "1"


def test_words_are_told_only_by_an_act_that_tells() -> None:
    for act in (Act.NOTE_ADDED, Act.TIP_CLOSED):
        with pytest.raises(BadFormError):
            Message(act.value, "Thank you").tell(DOER, a_tip(), BOROUGH)


def test_a_proposal_remembers_how_much_had_been_added_by_then() -> None:
    added = a_tip((Kind.ADDITION, Remark(DAY, "More")), body=BODY)

    asked = ask(DOER, added, ProposalKind.MESSAGE, MESSAGE.json)

    assert Proposal.read(asked.record.content).heard == 1


def test_a_tip_keeps_what_left_its_desk_and_what_was_taken_back() -> None:
    sent = note_sent([a_parcel()], DRAFT, offer="{}")
    pictures = note_sent([a_parcel(CCTV)], Draft(b"p" * 32))
    back = Passed(sent.reference, sent.sent, sent.report, withdrawn=True)
    tip = a_tip(
        *(
            (Kind.RELEASE, Remark(DAY, by=BEN, content=one.json))
            for one in (sent, pictures, back)
        )
    )

    first, second = list_passed(tip)

    assert Passed.read(sent.json) == sent
    assert (first.desk, first.report, first.withdrawn) == (POLICE_DESK, REPORT_ID, True)
    assert (second.withdrawn, second.by) == (False, BEN)
    assert not first.is_cctv


def test_a_request_for_pictures_is_known_by_having_no_report() -> None:
    asked = Passed("CV-AAAA-BBBB", ((ReleaseId("r"), POLICE_DESK),))
    [passed] = list_passed(a_tip((Kind.RELEASE, Remark(DAY, content=asked.json))))

    assert passed.is_cctv
    assert Passed.read('{"sent": 7}').sent == ()


def test_of_each_report_the_last_save_counts() -> None:
    kind, saved = SAVE
    again = (kind, replace(saved, content=replace(REPORT, title="Later").json))
    other = (kind, replace(saved, about="other", content=Report("Other").json))

    reports = list_reports(a_tip(SAVE, other, again))

    assert {key: one.title for key, one in reports.items()} == {
        REPORT_ID: "Later",
        ReportId("other"): "Other",
    }
