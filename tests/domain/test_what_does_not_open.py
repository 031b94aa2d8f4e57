"""One letter that is broken, forged or gone never hides another or stops a page."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from crypto import (
    CannotOpenError,
    CryptoError,
    DeskKeys,
    LetterContext,
    RecoveryKit,
    ShredKey,
    random_id,
    seal_letter,
)
from service.domain.asking import AskProblem, CctvAsk, Withdrawal, WithdrawReason
from service.domain.audit import Act
from service.domain.between import Parties, Spot, adopt_signed, read_text, sign_and_seal
from service.domain.copies import copy_seals
from service.domain.duties import Duty, NotificationMissingError, Turn, read_turns
from service.domain.errors import BadFormError, NotFoundError
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.opened import OpenedLetter, opens_for
from service.domain.passed import list_passed, list_reports
from service.domain.people import DeskId, Keyring, OfficerId
from service.domain.proposals import Proposal, ProposalKind
from service.domain.released import StoredRelease, read_head
from service.domain.releases import ReleaseId, ReleaseKind
from service.domain.reviews import find_asked, list_offers
from service.domain.sealed import Seal, StoredLetter, StoredTip
from service.domain.tips import TipId, TipRecord
from tests.conftest import WORDS
from tests.domain.test_proposals import a_tip_with

TODAY = date(2026, 3, 4)
BEN = OfficerId("b" * 32)
RECORD = TipRecord(TipId("t"), DeskId("d"), TODAY, 3, True, True, 1, None)  # noqa: FBT003 - a row as it is


def a_keyring(desk: str = "community-safety") -> Keyring:
    keys = DeskKeys.generate(desk, 1, RecoveryKit.generate(WORDS).card)
    return Keyring({keys.card.id: keys}, keys.card)


def a_broken(kind: Kind) -> OpenedLetter:
    return OpenedLetter(LetterId("x"), kind, Remark(TODAY, content="[]", text="{"))


def a_letter(keyring: Keyring, shred: ShredKey, *, to: Keyring) -> StoredLetter:
    """A tip's letter, sealed to the desk of `to` and given to who has `keyring`."""
    context = LetterContext(Kind.TIP.value, random_id())
    sealed, key = seal_letter(context, shred, summary="{}", body="{}")
    box = to.card.seal_content_key(key, context)
    seal = Seal(keyring.card.id, adopted=False, box=box)
    place = LetterId(context.letter_id), TipId("t"), Kind.TIP, 0
    return StoredLetter(*place, sealed.summary, sealed.body, None, seal)


def test_a_broken_record_of_a_release_report_or_duty_is_passed_over() -> None:
    tip = a_tip_with(a_broken(Kind.RELEASE), a_broken(Kind.REPORT), a_broken(Kind.DUTY))

    assert list_passed(tip) == ()
    assert list_reports(tip) == {}
    assert read_turns(tip) == ()


def test_what_nobody_asked_for_is_not_found_and_a_broken_offer_is_none() -> None:
    asked = Proposal(ProposalKind.RELEASE, BEN, TODAY, "[]").json
    remark = Remark(TODAY, act=Act.SECOND_ASKED.value, content=asked)
    tip = a_tip_with(OpenedLetter(LetterId("1"), Kind.PROPOSAL, remark))

    assert list_offers(tip) == ()
    with pytest.raises(NotFoundError):
        find_asked(tip, LetterId("2"))


def test_a_duty_is_not_confirmed_while_the_law_waits_for_a_notification() -> None:
    duty = Duty(automatic=True, notify=True, proposed_by=BEN)

    with pytest.raises(NotificationMissingError):
        duty.confirm(OfficerId("c" * 32))


def test_a_turn_that_is_none_is_not_read() -> None:
    with pytest.raises(CannotOpenError):
        Turn.read(Remark(TODAY, content='{"step": "danced"}'))


def test_pictures_are_asked_for_only_after_a_look_at_the_day() -> None:
    with pytest.raises(BadFormError):
        CctvAsk(place="A corner", day="soon").make_request("a" * 32, 30)


def test_words_that_could_not_be_read_are_shown_before_a_report_is_asked_back() -> None:
    asked = Withdrawal(
        ReleaseId("r"), WithdrawReason.MISTAKE.value, "No\ufffd", garbled=True
    )

    assert asked.find_problem() is AskProblem.GARBLED


def test_a_seal_that_does_not_open_is_not_copied_to_another_desk() -> None:
    ours, theirs, shred = a_keyring(), a_keyring("independent"), ShredKey.generate()
    good, bad = a_letter(ours, shred, to=ours), a_letter(ours, shred, to=theirs)

    copied = copy_seals([bad, replace(good, seal=None), good], ours, theirs.card)

    assert [letter for letter, _seal in copied] == [good.id]


@pytest.mark.parametrize("has_key", [True, False])
def test_a_seal_alone_does_not_make_a_tip_a_desks(*, has_key: bool) -> None:
    ours, theirs, shred = a_keyring(), a_keyring("independent"), ShredKey.generate()
    shreds = {Side.TOLD: shred} if has_key else {}

    def tells(letter: StoredLetter) -> bool:
        stored = StoredTip(RECORD, (letter,), shreds, held=False, rings=False)
        return opens_for(stored, ours)

    assert tells(a_letter(ours, shred, to=ours)) is not has_key  # `{}` is no tip.
    assert not tells(a_letter(ours, shred, to=theirs))
    assert not opens_for(StoredTip(RECORD, (), shreds, held=False, rings=False), ours)


def test_a_letter_between_desks_opens_with_its_seal_key_and_shred_key_only() -> None:
    ours, shred = a_keyring(), ShredKey.generate()
    spot = Spot(LetterId(random_id()), ReleaseId("r"), ReleaseKind.REPORT, 0)
    signed = sign_and_seal(spot, "{}", ours, shred).signed

    assert read_text(signed, ours, shred) == "{}"
    for keyring, key in ((a_keyring(), shred), (ours, None)):
        with pytest.raises(CryptoError):
            read_text(signed, keyring, key)
    with pytest.raises(CryptoError):
        adopt_signed(signed, a_keyring())


def test_a_release_of_which_nothing_is_left_has_no_head() -> None:
    stored = StoredRelease(cast("object", None), (), None)  # type: ignore[arg-type] # not looked at

    assert read_head(stored, Parties((), ()), a_keyring(), DeskId("d")) is None
