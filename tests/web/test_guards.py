"""Nobody passes a door of the desk who is not known and allowed."""

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from service.domain.clock import SetClock
from service.domain.errors import UnavailableError
from service.domain.people import AUDITOR_DESK, DeskId, Post, Role, SignedIn
from service.web.cookies import Signer
from service.web.guards import Door, Guard
from service.web.visits import Visit
from tests.web.frames import an_officer, browse, desk_app

PROSE = "she was seen by the bins"
POST = Post(DeskId("community-safety"), Role.OFFICER, admitted=True)
PROPOSED = Post(DeskId("community-safety"), Role.SUPERVISOR, admitted=False)
LOG = Post(AUDITOR_DESK, Role.OFFICER, admitted=True)


class Desk:
    """A desk process with one page and one form, and some open sessions."""

    def __init__(self) -> None:
        self.clock = SetClock(1_800_000_000)
        self.sessions: dict[str, SignedIn] = {}
        guard = Guard(self.find_session, Signer(b"a" * 32, self.clock))
        self.guard = guard

    async def find_session(self, cookie: str) -> SignedIn | None:
        return self.sessions.get(cookie)

    async def show(self, visit: Visit) -> Response:
        return JSONResponse({"ticket": visit.ticket(), "name": visit.officer.name})

    async def save(self, visit: Visit) -> Response:
        text = visit.form.text("text")
        return JSONResponse({"text": text, "seed": visit.seed.hex()})

    def browse(self, cookie: str | None = "a") -> httpx.AsyncClient:
        save = self.guard.signed_in(self.save, typed=("text",))
        show = self.guard.signed_in(self.show)
        client = browse(
            desk_app(
                Route("/", show, methods=["GET"]),
                Route("/save", save, methods=["POST"]),
                knows=self.guard.find_visit,
            )
        )
        if cookie is not None:
            client.headers["cookie"] = f"__Host-desk={cookie}"
        return client


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.sessions = {"a": an_officer(POST), "b": an_officer(POST)}
    return made


async def test_an_officer_sees_the_page_and_sends_its_form(desk: Desk) -> None:
    client = desk.browse()
    page = (await client.get("/")).json()

    saved = await client.post("/save", data={"form": page["ticket"], "text": PROSE})

    assert saved.json()["text"] == PROSE
    assert re.fullmatch("[0-9a-f]{32}", saved.json()["seed"])


async def test_the_same_form_brings_the_same_seed_and_another_form_another(
    desk: Desk,
) -> None:
    client = desk.browse()
    forms = [{"form": (await client.get("/")).json()["ticket"]} for _ in range(2)]

    first, again, other = [
        (await client.post("/save", data=form)).json()["seed"]
        for form in (forms[0], forms[0], forms[1])
    ]

    assert first == again != other


@pytest.mark.parametrize("cookie", [None, "", "unknown"])
async def test_a_stranger_is_sent_to_the_sign_in_page(
    desk: Desk, cookie: str | None
) -> None:
    response = await desk.browse(cookie).get("/")

    assert response.status_code == 303
    assert response.headers["location"] == "/sign-in"


@pytest.mark.parametrize(("path", "status"), [("/save", 405), ("/nowhere", 404)])
async def test_an_officer_keeps_the_menu_where_an_address_has_no_door(
    desk: Desk, path: str, status: int
) -> None:
    known = await desk.browse().get(path)
    stranger = await desk.browse(None).get(path)

    assert (known.status_code, stranger.status_code) == (status, status)
    assert "Sign out" in known.text
    assert "Sign" not in stranger.text
    assert "Go to your first page" in known.text
    assert "Go to your first page" in stranger.text


async def test_a_page_that_says_no_needs_no_database(desk: Desk) -> None:
    async def cannot(_cookie: str) -> SignedIn | None:
        raise UnavailableError

    desk.guard = Guard(cannot, Signer(b"a" * 32, desk.clock))

    response = await desk.browse().get("/nowhere")

    assert response.status_code == 404
    assert "We cannot find that page." in response.text
    assert "Sign" not in response.text


async def test_a_form_of_an_ended_session_is_given_back_and_not_saved(
    desk: Desk,
) -> None:
    response = await desk.browse("ended").post("/save", data={"text": PROSE})

    assert response.status_code == 403
    assert "Your session has ended. Nothing was saved." in response.text
    assert '<a class="govuk-link" href="/sign-in">Sign in</a>' in response.text
    assert PROSE in response.text


@pytest.mark.parametrize("ticket", [{}, {"form": ""}, {"form": "forged.ticket"}])
async def test_a_form_without_a_ticket_of_ours_is_given_back_and_not_saved(
    desk: Desk, ticket: dict[str, str]
) -> None:
    response = await desk.browse().post("/save", data={**ticket, "text": PROSE})

    assert response.status_code == 403
    assert "This form is too old to use. Nothing was changed." in response.text
    assert PROSE in response.text
    assert "Sign out" in response.text


async def test_a_form_of_another_officers_session_is_refused(desk: Desk) -> None:
    theirs = (await desk.browse("b").get("/")).json()["ticket"]

    response = await desk.browse("a").post("/save", data={"form": theirs})

    assert response.status_code == 403


async def test_a_form_is_good_for_as_long_as_a_session_may_last(desk: Desk) -> None:
    client = desk.browse()
    ticket = (await client.get("/")).json()["ticket"]
    desk.clock.advance(timedelta(hours=8))
    in_time = await client.post("/save", data={"form": ticket})
    desk.clock.advance(timedelta(seconds=1))
    too_late = await client.post("/save", data={"form": ticket})

    assert (in_time.status_code, too_late.status_code) == (200, 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
async def test_a_form_from_another_site_is_refused_before_it_is_read(
    desk: Desk, site: str
) -> None:
    client = desk.browse()
    ticket = (await client.get("/")).json()["ticket"]

    response = await client.post(
        "/save", data={"form": ticket}, headers={"sec-fetch-site": site}
    )

    assert response.status_code == 403
    assert "This form came from another site." in response.text


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_a_form_of_our_own_page_is_taken(desk: Desk, site: str) -> None:
    client = desk.browse()
    ticket = (await client.get("/")).json()["ticket"]

    response = await client.post(
        "/save", data={"form": ticket}, headers={"sec-fetch-site": site}
    )

    assert response.status_code == 200


async def test_a_link_on_another_site_leads_in(desk: Desk) -> None:
    response = await desk.browse().get("/", headers={"sec-fetch-site": "cross-site"})

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("door", "allowed", "refused"),
    [
        (Guard.officer, an_officer(POST), an_officer(PROPOSED, LOG)),
        (Guard.auditor, an_officer(LOG), an_officer(POST, administrator=True)),
        (Guard.administrator, an_officer(administrator=True), an_officer(POST, LOG)),
    ],
)
async def test_a_door_opens_to_those_it_is_for(
    desk: Desk,
    door: Callable[..., Door],
    allowed: SignedIn,
    refused: SignedIn,
) -> None:
    desk.sessions = {"a": allowed, "b": refused}
    route = Route("/", door(desk.guard, desk.show), methods=["GET"])
    client = browse(desk_app(route))

    opened = await client.get("/", headers={"cookie": "__Host-desk=a"})
    shut = await client.get("/", headers={"cookie": "__Host-desk=b"})

    assert opened.json()["name"] == allowed.name
    assert shut.status_code == 403
    assert "You may not do that." in shut.text


def test_a_guarded_door_says_by_whom(desk: Desk) -> None:
    doors = [desk.guard.signed_in, desk.guard.officer]
    doors += [desk.guard.administrator, desk.guard.auditor]

    assert [door(desk.show).guarded_by for door in doors] == [
        "signed_in",
        "officer",
        "administrator",
        "auditor",
    ]
