"""What a supervisor sees, and how somebody's work goes to somebody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from crypto import random_id
from service.db.engine import Vault
from service.db.schema import (
    Base,
    DoorbellRow,
    DutyRow,
    MailRow,
    OfficerRow,
    ReleaseRow,
    ReviewRow,
)
from service.domain.audit import Act
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.people import DeskId
from service.domain.tips import TipId
from service.watching import usecases
from service.watching.usecases import Debt
from tests.builders import (
    NOON,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    Site,
)
from tests.tips import TODAY, a_form
from tests.watching.conftest import Supervision

HOUSING = DeskId("housing")


async def add(site: Site, table: type[Base], *rows: dict[str, object]) -> None:
    """Write rows as their owner, whoever writes them in life."""
    vault = Vault(site.database.owner)
    async with vault.writing() as connection:
        for row in rows:
            await connection.execute(insert(table).values(**row))
    await vault.close()


async def pick_up(watched: Supervision, name: str, tips: int) -> list[TipId]:
    """Let somebody pick up so many new tips."""
    officer, found = watched.desk.officer(name), []
    for _ in range(tips):
        left = await watched.desk.leave_tip()
        seen = await watched.desk.casebook.open_tip(officer, left.id)
        await watched.desk.handling.claim(officer, a_form(seen.tip))
        found.append(left.id)
    return found


async def count_loads(watched: Supervision) -> dict[str, int]:
    amira = watched.desk.officer("amira")
    watch = await watched.watching.look(amira, TRIAGE_DESK)
    return {load.name: load.tips for load in watch.loads}


async def test_late_is_what_was_not_picked_up_in_its_time(watched: Supervision) -> None:
    levels = {0: NOON.seconds + 900, 1: NOON.seconds + 900, 2: NOON.seconds + 900}
    tips = {level: (await watched.desk.leave_tip()).id for level in levels}
    passed = (await watched.desk.leave_tip()).id
    async with watched.desk.vault.writing() as connection:
        for level, tip in tips.items():
            change = update(DoorbellRow).where(DoorbellRow.tip == tip)
            await connection.execute(change.values(level=level, ring_at=levels[level]))
        change = update(DoorbellRow).where(DoorbellRow.tip == passed)
        await connection.execute(change.values(level=1, ring_at=NOON.seconds))
    watch = await watched.watching.look(watched.desk.officer("amira"), TRIAGE_DESK)
    assert [(bell.tip, bell.level) for bell in watch.late] == [
        (tips[2], 2),
        (passed, 1),
    ]


async def test_open_duties_stand_at_the_desk_whose_they_are(
    watched: Supervision,
) -> None:
    tips = [(await watched.desk.leave_tip()).id for _ in range(3)]
    duty = {"desk": SAFEGUARDING_DESK, "priority": 1, "ring_at": NOON.seconds + 60}
    rows = [
        {**duty, "tip": tips[0], "open": True, "level": 1},
        {**duty, "tip": tips[1], "open": True, "level": 3},
        {**duty, "tip": tips[2], "open": False, "level": 3},
    ]
    await add(watched.desk.site, DutyRow, *rows)
    faye, amira = watched.desk.officer("faye"), watched.desk.officer("amira")
    hers = await watched.watching.look(faye, SAFEGUARDING_DESK)
    assert [(one.tip, one.late) for one in hers.duties] == [
        (tips[1], True),
        (tips[0], False),
    ]
    assert (await watched.watching.look(amira, TRIAGE_DESK)).duties == ()


async def test_it_counts_who_has_how_many_open_tips(watched: Supervision) -> None:
    tips = await pick_up(watched, "ben", 3)
    await watched.desk.leave_tip()
    ben = watched.desk.officer("ben")
    seen = await watched.desk.casebook.open_tip(ben, tips[0])
    await watched.desk.handling.close(ben, a_form(seen.tip), "action")
    assert await count_loads(watched) == {"ben": 2, "amira": 0}


async def test_what_waits_for_a_second_person_is_listed_longest_first(
    watched: Supervision,
) -> None:
    old, new = [(await watched.desk.leave_tip()).id for _ in range(2)]
    rows = [
        {"tip": new, "desk": TRIAGE_DESK, "day": TODAY},
        {"tip": old, "desk": TRIAGE_DESK, "day": TODAY - timedelta(days=9)},
    ]
    await add(watched.desk.site, ReviewRow, *rows)
    watch = await watched.watching.look(watched.desk.officer("amira"), TRIAGE_DESK)
    assert [review.tip for review in watch.reviews] == [old, new]


async def test_reports_without_an_answer_are_counted_by_desk_and_age(
    watched: Supervision,
) -> None:
    sent: list[tuple[DeskId, int, dict[str, object]]] = [
        (POLICE_DESK, 1, {}),
        (HOUSING, 2, {}),
        (HOUSING, 20, {}),
        (HOUSING, 90, {}),
        (HOUSING, 90, {"answered": True}),
        (HOUSING, 90, {"withdrawn": True}),
        (HOUSING, 90, {"from_desk": "independent"}),
    ]
    rows = [
        {
            "id": random_id(),
            "from_desk": TRIAGE_DESK,
            "to_desk": to,
            "day": TODAY - timedelta(days=age),
            "due_on": TODAY - timedelta(days=age - 14),
            "answered": False,
            "withdrawn": False,
            "news": "",
            "version": 1,
            "forget_on": TODAY + timedelta(days=99),
        }
        | other
        for to, age, other in sent
    ]
    await add(watched.desk.site, ReleaseRow, *rows)
    watch = await watched.watching.look(watched.desk.officer("amira"), TRIAGE_DESK)
    assert watch.debts == (
        Debt(HOUSING, (1, 1, 1), 2),
        Debt(POLICE_DESK, (1, 0, 0), 0),
    )


async def test_it_tells_what_mail_has_not_gone_out_and_whether_upkeep_is_at_work(
    watched: Supervision,
) -> None:
    amira, nine = watched.desk.officer("amira"), NOON.seconds - 3 * 3600
    before = (await watched.watching.look(amira, TRIAGE_DESK)).mails
    assert before.is_upkeep_away
    assert before.tally.waiting == 0
    mail = {"desk": TRIAGE_DESK, "made_at": nine, "next_at": nine}
    rows = [
        {**mail, "id": "a", "kind": "digest", "sent": True, "attempts": 1},
        {**mail, "id": "b", "kind": "ring", "sent": False, "attempts": 4},
        {**mail, "id": "c", "kind": "owner", "sent": False, "attempts": 2, "desk": ""},
        {**mail, "id": "d", "kind": "ring", "sent": False, "attempts": 9}
        | {"desk": HOUSING},
    ]
    await add(watched.desk.site, MailRow, *rows)
    mails = (await watched.watching.look(amira, TRIAGE_DESK)).mails
    assert (mails.tally.waiting, mails.tally.tries) == (2, 4)
    assert (mails.tally.oldest, mails.tally.last_fixed) == (nine, nine)
    assert not mails.is_upkeep_away


async def test_a_borough_without_addresses_is_not_told_that_upkeep_is_away(
    watched: Supervision,
) -> None:
    borough = watched.desk.site.borough
    silent = tuple(replace(one, mail=()) for one in borough.desks)
    watching = replace(watched.watching, borough=replace(borough, desks=silent))
    watch = await watching.look(watched.desk.officer("amira"), TRIAGE_DESK)
    assert not watch.mails.is_upkeep_away


async def test_one_press_hands_on_so_many_tips_and_the_next_the_rest(
    watched: Supervision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usecases, "HANDED_AT_ONCE", 2)
    await pick_up(watched, "ben", 3)
    amira, ben = watched.desk.officer("amira"), watched.desk.officer("ben").officer_id
    pressed = [
        await watched.handing.hand_on(amira, TRIAGE_DESK, ben, amira.officer_id)
        for _ in range(3)
    ]
    assert pressed == [2, 1, 0]


async def test_a_leavers_work_goes_to_a_colleague_and_into_the_log(
    watched: Supervision,
) -> None:
    await pick_up(watched, "ben", 3)
    await pick_up(watched, "amira", 1)
    site, amira = watched.desk.site, watched.desk.officer("amira")
    ben = site.people["ben"].id
    vault = Vault(site.database.owner)
    async with vault.writing() as connection:
        ended = update(OfficerRow).where(OfficerRow.id == ben).values(ended=True)
        await connection.execute(ended)
    await vault.close()
    watch = await watched.watching.look(amira, TRIAGE_DESK)
    assert [(one.name, one.tips, one.here) for one in watch.loads] == [
        ("ben", 3, False),
        ("amira", 1, True),
    ]
    hand_on = watched.handing.hand_on
    assert await hand_on(amira, TRIAGE_DESK, ben, amira.officer_id) == 3
    assert await count_loads(watched) == {"amira": 4}
    assert (await watched.desk.list_acts())[-3:] == [Act.TIP_CLAIMED] * 3
    assert await hand_on(amira, TRIAGE_DESK, ben, amira.officer_id) == 0


async def test_work_is_handed_to_members_alone(watched: Supervision) -> None:
    await pick_up(watched, "ben", 1)
    people, amira = watched.desk.site.people, watched.desk.officer("amira")
    ben = people["ben"].id
    for to in (people["carol"].id, people["faye"].id, ben):
        with pytest.raises(BadFormError):
            await watched.handing.hand_on(amira, TRIAGE_DESK, ben, to)
    assert await count_loads(watched) == {"ben": 1, "amira": 0}


async def test_only_a_supervisor_of_the_desk_may_look_or_hand_on(
    watched: Supervision,
) -> None:
    ben, faye = watched.desk.officer("ben"), watched.desk.officer("faye")
    dev = watched.desk.officer("dev")
    for officer, desk, refused in (
        (ben, TRIAGE_DESK, ForbiddenError),
        (faye, TRIAGE_DESK, NotFoundError),
        (dev, DeskId("auditor"), NotFoundError),
    ):
        with pytest.raises(refused):
            await watched.watching.look(officer, desk)
        with pytest.raises(refused):
            await watched.handing.hand_on(
                officer, desk, ben.officer_id, faye.officer_id
            )


async def test_jokes_and_tests_are_closed_kindly_and_counted(
    watched: Supervision,
) -> None:
    tips = await pick_up(watched, "ben", 3)
    ben = watched.desk.officer("ben")
    for tip, outcome in zip(tips, ("prank", "test", "prank"), strict=True):
        seen = await watched.desk.casebook.open_tip(ben, tip)
        await watched.desk.handling.close(ben, a_form(seen.tip), outcome)

    watch = await watched.watching.look(watched.desk.officer("amira"), TRIAGE_DESK)

    assert watch.endings == (("prank", 2), ("test", 1))
