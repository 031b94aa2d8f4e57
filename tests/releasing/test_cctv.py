from datetime import timedelta

import pytest

from service.db.schema import ReleaseRow
from service.domain.asking import AskProblem, CctvAsk
from service.domain.audit import Act
from service.domain.forms import Ending
from service.domain.people import DeskId, Role
from tests.releases import open_partner
from tests.releasing.counter import Counter, passed
from tests.tips import TODAY, a_form

CCTV_ROOM = DeskId("cctv-room")


def an_ask(days_ago: int = 9) -> CctvAsk:
    day = TODAY - timedelta(days=days_ago)
    place = "King Street, north side"
    return CctvAsk(place, day.isoformat(), "21:00", "23:00", "prevent")


@pytest.fixture
async def with_room(counter: Counter) -> Counter:
    """The camera room, with ivy before the screens."""
    await open_partner(counter.exchange.desk, CCTV_ROOM, ivy=Role.SUPERVISOR)
    return counter


async def test_the_camera_room_reads_where_and_when_and_nothing_of_the_tip(
    with_room: Counter,
) -> None:
    left = await with_room.exchange.desk.leave_tip()
    tip = (await with_room.open("ben", left.id)).tip

    seen = await with_room.releasing.ask_cctv(
        with_room.officer("ben"), a_form(tip), an_ask()
    )

    assert seen.ending is Ending.DONE
    one = passed(seen.tip)
    assert one.is_cctv
    file = await with_room.exchange.look("ivy", one.release, CCTV_ROOM)
    request = file.opened.cctv
    assert request is not None
    assert (request.place, request.reason) == ("King Street, north side", "prevent")
    assert request.days_left(TODAY) == 21
    assert file.record.due_on == TODAY + timedelta(days=20)
    assert "bins" not in request.json
    assert tip.record.id not in request.json
    assert await with_room.list_reasons(Act.CCTV_ASKED) == [CCTV_ROOM, "prevent"]


@pytest.mark.parametrize("days_ago", [30, 31, 300])
async def test_pictures_that_are_gone_may_still_be_asked_for_today(
    with_room: Counter, days_ago: int
) -> None:
    left = await with_room.exchange.desk.leave_tip()
    tip = (await with_room.open("ben", left.id)).tip

    seen = await with_room.releasing.ask_cctv(
        with_room.officer("ben"), a_form(tip), an_ask(days_ago)
    )

    file = await with_room.exchange.look("ivy", passed(seen.tip).release, CCTV_ROOM)
    assert file.opened.cctv is not None
    assert file.opened.cctv.days_left(TODAY) == 0
    assert file.record.due_on == TODAY


async def test_the_same_form_asks_once(with_room: Counter) -> None:
    left = await with_room.exchange.desk.leave_tip()
    tip = (await with_room.open("ben", left.id)).tip
    form, ben = a_form(tip), with_room.officer("ben")

    endings = [
        (await with_room.releasing.ask_cctv(ben, form, an_ask())).ending
        for _ in range(2)
    ]

    assert endings == [Ending.DONE, Ending.ALREADY]
    assert await with_room.exchange.desk.count(ReleaseRow) == 1


async def test_each_mistake_stands_beside_its_field(
    counter: Counter,
) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    borough = counter.site.borough

    wrong = CctvAsk("", tomorrow, "9pm", "20:00", "mine").check(borough, TODAY)
    backwards = CctvAsk("x", TODAY.isoformat(), "21:00", "20:00", "prevent")

    assert wrong == {
        "place": AskProblem.PLACE,
        "day": AskProblem.DAY,
        "since": AskProblem.SINCE,
        "reason": AskProblem.REASON,
    }
    assert backwards.check(borough, TODAY) == {"until": AskProblem.UNTIL}
