"""Whom a bell rings, what mails say, and how long a mail waits for its next try."""

from dataclasses import replace

import pytest

from service.domain.doorbells import Bell
from service.domain.mails import (
    CALL,
    NO_DESK,
    Letterhead,
    LogHead,
    Mail,
    MailId,
    MailKind,
    Planned,
    choose_mail,
    find_receivers,
    list_digests,
    list_log_mails,
    wait_after,
    write_text,
)
from service.domain.people import DeskId
from service.domain.staffed import Staffed
from service.domain.tips import TipId
from tests.builders import NOON, TRIAGE_DESK, a_borough

BOROUGH = a_borough()
SILENT = replace(
    BOROUGH,
    owner_mail=(),
    desks=tuple(replace(one, mail=(), supervisor_mail=()) for one in BOROUGH.desks),
)
URL = "https://desk.example"


def a_bell(priority: int, level: int) -> Bell:
    return Bell(TipId("t" * 32), TRIAGE_DESK, priority, level)


@pytest.mark.parametrize("priority", [0, 1])
def test_what_is_urgent_rings_the_desk_then_its_supervisor_then_the_owner(
    priority: int,
) -> None:
    chosen = [choose_mail(a_bell(priority, level), BOROUGH) for level in range(4)]
    assert chosen == [
        Planned(TRIAGE_DESK, MailKind.RING),
        Planned(TRIAGE_DESK, MailKind.SUPERVISOR),
        Planned(NO_DESK, MailKind.OWNER),
        Planned(NO_DESK, MailKind.OWNER),
    ]


@pytest.mark.parametrize("priority", [2, 3, 4])
def test_what_is_less_urgent_first_rings_with_the_mail_at_the_fixed_times(
    priority: int,
) -> None:
    assert choose_mail(a_bell(priority, 0), BOROUGH) is None
    assert choose_mail(a_bell(priority, 1), BOROUGH) == Planned(
        TRIAGE_DESK, MailKind.SUPERVISOR
    )


def test_a_borough_without_addresses_gets_no_mail() -> None:
    assert choose_mail(a_bell(0, 0), SILENT) is None
    assert list_digests(SILENT) == list_log_mails(SILENT) == []


def test_where_a_desk_has_no_address_whoever_comes_after_it_is_told() -> None:
    gone, desk = DeskId("gone"), BOROUGH.find_desk(TRIAGE_DESK)
    assert desk is not None
    alone = replace(BOROUGH, desks=(replace(desk, mail=()),))
    ring, supervisor = MailKind.RING, MailKind.SUPERVISOR
    owner = BOROUGH.owner_mail
    assert find_receivers(Planned(TRIAGE_DESK, ring), alone) == desk.supervisor_mail
    for kind in (ring, supervisor):
        assert find_receivers(Planned(gone, kind), BOROUGH) == owner
    for kind in (MailKind.DIGEST, MailKind.LOG):
        assert find_receivers(Planned(gone, kind), BOROUGH) == ()


def test_a_bell_rings_again_when_its_limit_has_passed_and_counts_no_further() -> None:
    staffed = Staffed(BOROUGH.hours)
    rungs = [a_bell(0, level).rung(staffed, NOON.seconds, 15) for level in range(4)]
    assert [rung.level for rung in rungs] == [1, 2, 3, 3]
    assert {rung.ring_at for rung in rungs} == {NOON.seconds + 15 * 60}


def test_a_limit_of_nothing_still_lets_a_minute_pass() -> None:
    rung = a_bell(0, 0).rung(Staffed(BOROUGH.hours), NOON.seconds, 0)
    assert rung.ring_at == NOON.seconds + 60


def test_the_same_occasion_has_the_same_id_and_another_has_another() -> None:
    ids = {
        Planned(desk, kind).make_id(when)
        for desk in (TRIAGE_DESK, NO_DESK)
        for kind in MailKind
        for when in (1, 2, NOON.today())
    }
    assert len(ids) == 2 * len(MailKind) * 3
    one = Planned(TRIAGE_DESK, MailKind.RING)
    assert one.make_id(1) == one.make_id(1)


@pytest.mark.parametrize("kind", list(MailKind))
def test_every_mail_says_where_to_sign_in_in_lines_that_stay_whole(
    kind: MailKind,
) -> None:
    text = write_text(kind, URL, LogHead(12_345_678, "0" * 64))
    assert URL in text.splitlines()
    assert max(map(len, text.splitlines())) <= 78
    assert text.isascii()


def test_only_the_auditors_mail_tells_of_the_log() -> None:
    head = LogHead(77, "c0ffee")
    telling = {kind for kind in MailKind if "c0ffee" in write_text(kind, URL, head)}
    assert telling == {MailKind.LOG}


def test_waits_grow_to_an_hour() -> None:
    waits = [wait_after(tries) // 60 for tries in range(1, 10)]
    assert waits == [1, 2, 5, 10, 20, 40, 60, 60, 60]


def test_the_senders_domain_is_what_stands_behind_the_last_at() -> None:
    assert Letterhead("quietword@desk.example", URL).domain == "desk.example"


def test_no_mail_tells_whether_a_bell_or_another_desk_called() -> None:
    number = "0a" * 16

    assert Mail(MailId(CALL + number), (), "").number == number
    assert Mail(MailId(number), (), "").number == number
