import re

import pytest

from crypto import OfficerKey
from service.db.schema import OfficerRow
from service.domain.people import Role
from tests.builders import TRIAGE_DESK
from tests.offices import HOUSING, Office
from tests.visitors import Visitor


async def test_a_first_supervisor_gets_the_kit_the_fingerprint_and_the_command(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", HOUSING, Role.SUPERVISOR)
    await small_office.come_in(visitor, "eli")
    await visitor.visit("/desks/housing")
    await visitor.press("Open this desk")
    unready = visitor.page
    await visitor.press("Open this desk", ready="yes")
    opened = visitor.page
    await visitor.visit("/desks/housing")

    assert "Tick the box first" in unready
    assert len(re.findall("<li>[a-z]+</li>", opened)) == 24
    assert re.search("quietword desk pin housing [0-9a-f]{64}<", opened)
    assert "opened, not pinned yet" in visitor.page
    assert "Open this desk" not in visitor.page


async def test_the_kit_is_not_shown_a_second_time(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", HOUSING, Role.SUPERVISOR)
    await small_office.come_in(visitor, "eli")
    await visitor.visit("/desks/housing")
    page = visitor.page
    await visitor.press("Open this desk", ready="yes")
    visitor.page = page
    await visitor.press("Open this desk", ready="yes")

    assert visitor.status == 409
    assert "Somebody has opened this desk already." in visitor.page


async def test_an_administrator_proposes_and_a_member_admits(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.add_person("eli")
    eli = small_office.site.people["eli"].id
    await small_office.come_in(visitor, "carol")
    await visitor.visit(f"/desks/{TRIAGE_DESK}")
    await visitor.press("Propose", officer=eli, role="officer")
    proposed = visitor.page
    await visitor.press("Sign out")
    await small_office.come_in(visitor, "amira")
    await visitor.visit(f"/desks/{TRIAGE_DESK}")
    await visitor.press("Admit eli")
    uncompared = visitor.page
    await visitor.press("Admit eli", compared="yes")

    words = small_office.members.write_words(small_office.officer("eli"))
    assert words in proposed
    assert words in uncompared
    assert "Admit eli" not in proposed
    assert "Compare the four words first" in uncompared
    assert "Admit eli" not in visitor.page
    assert (await small_office.sign_in_as("eli")).desks == (TRIAGE_DESK,)


async def test_a_card_exchanged_while_two_people_compared_words_is_not_admitted(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    await small_office.come_in(visitor, "amira")
    await visitor.visit(f"/desks/{TRIAGE_DESK}")
    eli = small_office.site.people["eli"].id
    thiefs = OfficerKey.generate(eli).card
    await small_office.tamper(OfficerRow, OfficerRow.id == eli, card=thiefs.raw)
    await visitor.press("Admit eli", compared="yes")

    assert visitor.status == 409
    assert "Nobody was admitted. Compare the words again." in visitor.page
    assert thiefs.fingerprint_words(small_office.site.words) in visitor.page


async def test_an_officer_finds_their_own_four_words(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "ben")
    await visitor.visit("/desks")

    words = small_office.members.write_words(small_office.officer("ben"))
    assert re.findall("<li>([a-z]+)</li>", visitor.page) == words.split()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"officer": ""}, (400, "Choose an officer.")),
        ({"officer": "0" * 32}, (404, "We cannot find that page.")),
        ({"role": "king"}, (400, "We could not read")),
    ],
)
async def test_a_proposal_that_makes_no_sense_changes_nothing(
    small_office: Office,
    visitor: Visitor,
    typed: dict[str, str],
    answer: tuple[int, str],
) -> None:
    await small_office.add_person("eli")
    proposal = {"officer": small_office.site.people["eli"].id, "role": "officer"}
    await small_office.come_in(visitor, "carol")
    await visitor.visit("/desks/housing")
    await visitor.press("Propose", **{**proposal, **typed})

    assert visitor.status == answer[0]
    assert answer[1] in visitor.page
    assert await small_office.list_acts() == []


async def test_proposing_somebody_twice_shows_how_it_stands(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "carol")
    await small_office.add_person("eli")
    await visitor.visit("/desks/housing")
    page = visitor.page
    eli = small_office.site.people["eli"].id
    await visitor.press("Propose", officer=eli, role="officer")
    visitor.page = page
    await visitor.press("Propose", officer=eli, role="officer")

    assert visitor.status == 409
    assert "proposed or admitted to this desk already" in visitor.page


@pytest.mark.parametrize("path", ["/desks/auditor", "/desks/none", "/desks/%00"])
async def test_a_desk_that_is_not_ones_own_is_not_there(
    small_office: Office, visitor: Visitor, path: str
) -> None:
    await small_office.come_in(visitor, "ben")
    await visitor.visit(path)

    assert visitor.status == 404


async def test_only_an_administrator_proposes(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "amira")
    await visitor.visit(f"/desks/{TRIAGE_DESK}")

    assert "Propose a member" not in visitor.page
