"""Asking a camera room to keep pictures, and asking a report back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.asking import AskProblem, CctvAsk, Withdrawal, WithdrawReason
from service.domain.errors import BadFormError
from service.domain.passed import Passed, PassedOn
from service.domain.releases import ReleaseId
from tests.builders import POLICE_DESK, a_borough
from tests.domain.opened import BEN, DAY
from tests.domain.releases_open import REPORT_ID, SENT

BOROUGH = a_borough()
ASK = CctvAsk("The park's gate", DAY.isoformat(), "21:00", "22:15", "prevent")
OUT = PassedOn(
    ReleaseId("r"), POLICE_DESK, SENT.reference, REPORT_ID, DAY, BEN, withdrawn=False
)
BACK = Withdrawal(OUT.release, WithdrawReason.RISK.value, "They were seen.")


@pytest.mark.parametrize(
    ("ask", "problems"),
    [
        (ASK, {}),
        (replace(ASK, place=""), {"place": AskProblem.PLACE}),
        (replace(ASK, place="x" * 201), {"place": AskProblem.PLACE_LONG}),
        (replace(ASK, day="soon"), {"day": AskProblem.DAY}),
        (
            replace(ASK, day=(DAY + timedelta(days=1)).isoformat()),
            {"day": AskProblem.DAY},
        ),
        (
            replace(ASK, day=(DAY - timedelta(days=367)).isoformat()),
            {"day": AskProblem.DAY},
        ),
        (replace(ASK, since="9 pm"), {"since": AskProblem.SINCE}),
        (replace(ASK, since="25:00"), {"since": AskProblem.SINCE}),
        (replace(ASK, until="20:59"), {"until": AskProblem.UNTIL}),
        (replace(ASK, until="22:15:00"), {"until": AskProblem.UNTIL}),
        (replace(ASK, reason="x"), {"reason": AskProblem.REASON}),
        (replace(ASK, garbled=frozenset({"place"})), {"place": AskProblem.GARBLED}),
    ],
)
def test_what_is_wrong_with_a_request_is_said_by_field(
    ask: CctvAsk, problems: dict[str, AskProblem]
) -> None:
    assert ask.check(BOROUGH, DAY) == problems


def test_the_camera_room_reads_until_when_the_pictures_are_there() -> None:
    request = ASK.make_request("00" * 16, 30)

    assert request.reference == "CV-AAAA-AAAA"
    assert request.gone_on == DAY + timedelta(days=30)
    assert (request.place, request.since, request.until) == (
        ASK.place,
        "21:00",
        "22:15",
    )


def test_the_same_request_is_known_by_all_that_was_asked() -> None:
    others = [
        replace(ASK, place="Another gate"),
        replace(ASK, day="2026-03-03"),
        replace(ASK, since="20:00"),
        replace(ASK, until="23:00"),
        replace(ASK, reason="support"),
    ]

    assert len({one.json for one in (ASK, *others)}) == 6
    assert BACK.json != replace(BACK, text="They were not.").json


@pytest.mark.parametrize(
    ("back", "problem"),
    [
        (BACK, None),
        (replace(BACK, reason="x"), AskProblem.REASON),
        (replace(BACK, text="x" * 501), AskProblem.WHY_LONG),
        (replace(BACK, text="x" * 500), None),
    ],
)
def test_a_report_is_asked_back_with_a_reason_and_few_words(
    back: Withdrawal, problem: AskProblem | None
) -> None:
    assert back.find_problem() == problem


def test_what_was_asked_back_is_kept_as_taken_back() -> None:
    noted = BACK.note([replace(OUT, release=ReleaseId("other")), OUT])

    assert noted == Passed(
        SENT.reference, ((OUT.release, POLICE_DESK),), REPORT_ID, withdrawn=True
    )


@pytest.mark.parametrize(
    ("back", "passed"),
    [
        (BACK, []),
        (BACK, [replace(OUT, withdrawn=True)]),
        (replace(BACK, reason="x"), [OUT]),
    ],
)
def test_what_is_not_out_cannot_be_asked_back(
    back: Withdrawal, passed: list[PassedOn]
) -> None:
    with pytest.raises(BadFormError):
        back.note(passed)


def test_its_receiver_reads_which_one_and_why_and_nothing_of_what_it_was() -> None:
    notice = BACK.make_notice(BEN, DAY, SENT.reference)
    bare = replace(BACK, text="").make_notice(BEN, DAY, "")

    assert notice.text == (
        f"{SENT.reference}: Somebody could be at risk if it is used. They were seen."
    )
    assert bare.text == "Somebody could be at risk if it is used."
    assert len({reason.label for reason in WithdrawReason}) == len(WithdrawReason)
