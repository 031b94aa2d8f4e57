import pytest

from service.staff.usecases import LastMemberError
from tests.offices import Office


async def test_the_last_member_of_a_desk_stays_until_somebody_else_is_admitted(
    office: Office,
) -> None:
    carol, people = office.officer("carol"), office.site.people

    with pytest.raises(LastMemberError):
        await office.officers.end_access(carol, people["dev"].id)
    await office.officers.end_access(carol, people["amira"].id)
    with pytest.raises(LastMemberError):
        await office.officers.end_access(carol, people["ben"].id)

    assert await office.count_seeds("amira") == 0
    assert await office.count_seeds("ben") == 1
