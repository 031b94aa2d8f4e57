"""A report on its way between two desks: who reads it, and what comes back."""

from dataclasses import replace

import pytest

from crypto import CryptoError, ShredKey
from service.domain.audit import Act
from service.domain.between import Parties, adopt_signed, believe
from service.domain.forms import Ending
from service.domain.parcels import (
    Move,
    ReleaseForm,
    ReleaseWish,
    judge_release,
    move_id,
    seal_kept,
    seal_move,
)
from service.domain.people import DeskId
from service.domain.released import (
    OpenedRelease,
    ReleaseState,
    StoredRelease,
    read_head,
)
from service.domain.releases import Answer, Head, ReleaseId, ReleaseKind, Step
from tests.builders import POLICE_DESK, TRIAGE_DESK
from tests.domain.opened import BEN, DAY
from tests.domain.releases_open import (
    CCTV,
    DRAFT,
    LINK,
    PARTIES,
    RELEASE,
    SENT,
    SHRED,
    a_move,
    a_step,
    for_desk,
    look,
    sent_as,
)
from tests.domain.rings import OTHERS, POLICE, TRIAGE

FORM = ReleaseForm(RELEASE.id, POLICE_DESK, 0, b"s" * 16)
BACK = Answer(DAY, by=BEN, text="It was wrong.")


def test_both_desks_read_the_report_and_only_the_sender_where_it_came_from() -> None:
    ours, theirs = look(TRIAGE_DESK).opened, look(POLICE_DESK).opened

    assert ours.sent == theirs.sent == SENT
    assert ours.link == LINK
    assert theirs.link is None
    assert (ours.doubtful, theirs.doubtful) == (0, 1)
    assert theirs.cctv is None


def test_a_camera_room_reads_a_request_and_no_report() -> None:
    opened = look(POLICE_DESK, content=CCTV).opened

    assert opened.cctv == CCTV
    assert opened.sent is None
    assert CCTV.days_left(DAY) == 14
    assert CCTV.days_left(CCTV.gone_on) == 0


def test_lists_read_a_head_and_believe_only_what_its_sender_signed() -> None:
    stored = look(POLICE_DESK).stored
    pictures = look(POLICE_DESK, content=CCTV).stored
    nobody = Parties((), PARTIES.receiver)

    assert read_head(stored, PARTIES, POLICE, POLICE_DESK) == Head.of(SENT)
    head = read_head(pictures, PARTIES, POLICE, POLICE_DESK)
    assert head == Head(CCTV.reference, CCTV.place)
    assert read_head(stored, nobody, POLICE, POLICE_DESK) is None


def test_a_desk_whose_cards_do_not_lead_to_its_pin_is_believed_nothing() -> None:
    stored = look(POLICE_DESK).stored

    opened = OpenedRelease.open(
        stored, Parties((), PARTIES.receiver), POLICE, POLICE_DESK
    )

    assert opened.content is None
    assert opened.doubtful == 2


def test_a_receiver_cannot_write_in_the_senders_name_nor_the_sender_in_theirs() -> None:
    forged = [
        a_move(ReleaseKind.REPLY, BACK, 3, POLICE),
        a_move(ReleaseKind.ANSWER, Answer(DAY, Step.RESULT.value), 4, TRIAGE),
    ]

    for file in (look(TRIAGE_DESK, *forged), look(POLICE_DESK, *forged)):
        assert [one.answer for one in file.opened.talk] == [None, None]
        assert file.opened.state is ReleaseState.SENT


def test_a_letter_for_somebody_else_is_not_believed() -> None:
    content = sent_as(POLICE_DESK)[0]

    for recipients in (TRIAGE.card.id, b"short", OTHERS.card.id * 2, b""):
        with pytest.raises(CryptoError):
            believe(replace(content, recipients=recipients), PARTIES, POLICE_DESK)


def test_a_letter_laid_into_another_release_does_not_open_there() -> None:
    content = sent_as(POLICE_DESK)[0]
    moved = replace(content, spot=replace(content.spot, release=ReleaseId("9f" * 16)))

    stored = StoredRelease(RELEASE, (moved,), SHRED)

    assert OpenedRelease.open(stored, PARTIES, POLICE, POLICE_DESK).doubtful == 1


def test_an_adopted_letter_opens_as_before_and_a_forgotten_one_no_more() -> None:
    content = sent_as(POLICE_DESK)[0]
    adopted = replace(content, seal=adopt_signed(content, POLICE))
    kept = StoredRelease(RELEASE, (adopted,), SHRED)

    assert adopted.is_adopted
    assert not content.is_adopted
    assert OpenedRelease.open(kept, PARTIES, POLICE, POLICE_DESK).sent == SENT
    for shred in (None, ShredKey.generate()):
        gone = replace(kept, shred=shred)
        assert OpenedRelease.open(gone, PARTIES, POLICE, POLICE_DESK).sent is None


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], ReleaseState.SENT),
        ([Step.ACKNOWLEDGED], ReleaseState.ACKNOWLEDGED),
        ([Step.ACKNOWLEDGED, Step.OWNED], ReleaseState.IN_HAND),
        ([Step.ACTION], ReleaseState.IN_HAND),
        ([Step.ACTION, Step.RESULT], ReleaseState.ANSWERED),
        ([Step.FEEDBACK], ReleaseState.SENT),
    ],
)
def test_how_far_a_release_has_come_is_what_its_receiver_wrote(
    steps: list[Step], state: ReleaseState
) -> None:
    moves = [a_step(step, number) for number, step in enumerate(steps, 3)]

    assert look(TRIAGE_DESK, *moves).opened.state is state


def test_what_was_withdrawn_says_why_and_is_nothing_else_any_more() -> None:
    back = a_move(ReleaseKind.WITHDRAWAL, BACK, 3, TRIAGE)
    opened = look(POLICE_DESK, back).opened

    assert opened.withdrawal == BACK
    assert opened.state is ReleaseState.WITHDRAWN
    unread = look(POLICE_DESK, record=replace(RELEASE, withdrawn=True)).opened
    assert unread.state is ReleaseState.WITHDRAWN


def test_a_question_stands_until_it_has_its_reply() -> None:
    question = a_step(Step.QUESTION, 3, text="Which gate?")
    reply = a_move(ReleaseKind.REPLY, replace(BACK, text="The north one."), 4, TRIAGE)
    noted = a_step(Step.ACTION, 5)

    asked = look(TRIAGE_DESK, question, noted).opened.question
    assert asked is not None
    assert asked.text == "Which gate?"
    assert look(TRIAGE_DESK, question, reply, noted).opened.question is None
    assert look(TRIAGE_DESK, noted).opened.question is None


def test_a_page_shows_what_was_written_since_it_was_last_shown() -> None:
    steps = [a_step(Step.ACKNOWLEDGED, 3), a_step(Step.OWNED, 4)]
    opened = look(TRIAGE_DESK, *steps, record=replace(RELEASE, version=2)).opened

    assert [one.answer.step for one in opened.talk_since(1) if one.answer] == ["owned"]
    assert opened.talk_since(2) == ()


def test_news_is_over_for_who_looked_but_a_receiver_has_to_answer_something() -> None:
    ours = replace(RELEASE, news=TRIAGE_DESK)
    arrived, back = (
        a_step(Step.ACKNOWLEDGED),
        a_move(ReleaseKind.WITHDRAWAL, BACK, 3, TRIAGE),
    )

    assert look(TRIAGE_DESK, record=ours).is_settled
    assert not look(TRIAGE_DESK).is_settled
    assert not look(POLICE_DESK).is_settled
    assert look(POLICE_DESK, arrived).is_settled
    assert look(POLICE_DESK, back).is_settled


def test_each_desk_knows_the_other_one() -> None:
    assert look(TRIAGE_DESK).other == POLICE_DESK
    assert look(POLICE_DESK).other == TRIAGE_DESK
    assert look(TRIAGE_DESK).is_sender
    assert not look(POLICE_DESK).is_sender


def test_a_form_sent_twice_is_done_once_and_a_late_one_shows_what_changed() -> None:
    file = look(POLICE_DESK)
    step = Move(ReleaseKind.ANSWER, Answer(DAY, Step.OWNED.value), TRIAGE_DESK)
    done = seal_move(file, step, DRAFT, TRIAGE.card)
    assert done is not None

    assert done.signed.spot.id == move_id(DRAFT)
    assert judge_release(file, FORM, DRAFT) is Ending.DONE
    assert judge_release(file, replace(FORM, version=7), DRAFT) is Ending.CHANGED
    after = look(POLICE_DESK, done)
    assert judge_release(after, FORM, DRAFT) is Ending.ALREADY
    assert after.opened.state is ReleaseState.IN_HAND


def test_a_withdrawn_report_stays_with_its_sender_alone() -> None:
    file = look(TRIAGE_DESK)
    kept = seal_kept(file, DRAFT)
    assert kept is not None

    assert dict(kept.seals).keys() == {TRIAGE_DESK}
    assert kept.signed.spot.number == file.stored.next_number + 1
    mine = StoredRelease(RELEASE, (for_desk(kept, TRIAGE_DESK),), SHRED)
    assert OpenedRelease.open(mine, PARTIES, TRIAGE, TRIAGE_DESK).sent == SENT
    theirs = StoredRelease(RELEASE, (for_desk(kept, POLICE_DESK),), SHRED)
    assert OpenedRelease.open(theirs, PARTIES, POLICE, POLICE_DESK).sent is None


def test_nothing_is_written_about_what_was_forgotten_meanwhile() -> None:
    file = look(TRIAGE_DESK)
    gone = replace(file, stored=replace(file.stored, shred=None))
    empty = replace(file, opened=OpenedRelease(RELEASE, ()))
    move = Move(ReleaseKind.REPLY, BACK, POLICE_DESK)

    assert seal_move(gone, move, DRAFT, POLICE.card) is None
    assert seal_kept(gone, DRAFT) is None
    assert seal_kept(empty, DRAFT) is None


def test_a_wish_about_a_release_is_another_for_another_word_or_reason() -> None:
    wish = ReleaseWish(Act.REPORT_WITHDRAWN, "said", "risk")
    others = [replace(wish, said="more"), replace(wish, reason="mistake")]

    assert len({one.canonical(RELEASE.id) for one in (wish, *others)}) == 3


def test_a_letter_of_no_desk_that_is_known_is_not_believed() -> None:
    content = replace(sent_as(POLICE_DESK)[0], sender=OTHERS.card.id)

    with pytest.raises(CryptoError):
        believe(content, PARTIES, DeskId(POLICE_DESK))
