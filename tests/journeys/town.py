"""A borough at work: people with phones, officers at several desks, and the mail."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette

from service import desk as process
from service import reporter as public
from service.db.engine import Vault
from service.domain.people import DeskId, Post, Role
from service.web.cookies import COOKIE
from tests.builders import (
    DESK_HOST,
    POLICE_DESK,
    REPORTER_HOST,
    Site,
    add_person,
    open_desk,
)
from tests.tips import Desk, at_work
from tests.visitors import Visitor, at_the_door, read_words

PATROLS = DeskId("law-enforcement")
CAMERAS = DeskId("cctv-room")
SCHOOLS = DeskId("schools-officers")
PARTNERS = {"noor": POLICE_DESK, "lena": PATROLS, "cleo": CAMERAS, "suri": SCHOOLS}


@dataclass(slots=True)
class Town:
    """The officers' process, the public one, and who stands before them."""

    site: Site
    desk: Desk
    app: Starlette
    kim: Visitor
    stack: AsyncExitStack
    visitors: dict[str, Visitor] = field(default_factory=dict)

    async def officer(self, name: str) -> Visitor:
        """Bring an officer, signed in, before their screen."""
        if name not in self.visitors:
            door = at_the_door(self.app, DESK_HOST)
            visitor = await self.stack.enter_async_context(door)
            visitor.client.cookies.set(COOKIE, await self.desk.sign_in(name))
            self.visitors[name] = visitor
        return self.visitors[name]

    async def tell(self, text: str, **answers: str) -> str:
        """Tell the team something, and return the six words."""
        await self.kim.visit("/form")
        await self.kim.press("Continue", text=text, **answers)
        await self.kim.look_on()
        await self.kim.press("Send")
        return " ".join(read_words(self.kim.page))

    async def come_back(self, words: str) -> str:
        """Come back with the words, and return what is read there."""
        await self.kim.visit("/back")
        await self.kim.press("Continue", words=words)
        return self.kim.page

    async def open_tip(self, name: str, topic: str) -> Visitor:
        """Open a tip from the inbox, as an officer."""
        officer = await self.officer(name)
        await officer.visit("/inbox/community-safety")
        await officer.press(topic, at="/tips/")
        return officer

    async def judge(self, officer: Visitor, **judged: str) -> None:
        """Judge the tip that an officer sees, and go back to it."""
        await officer.press("Judge", at="/judgement")
        await officer.press("Save the judgement", **judged)
        assert officer.status == 200, officer.page
        await officer.press("Back to the tip")

    async def write_report(self, officer: Visitor, **written: str) -> None:
        """Write a report from the tip that an officer sees, and go back to it."""
        await officer.press("Write reports")
        await officer.press("Write a report")
        await officer.press("Save the report", **written)
        assert officer.status == 200, officer.page
        await officer.press("Back to the tip")

    async def release(
        self, officer: Visitor, title: str, *desks: DeskId, **said: str
    ) -> None:
        """Release a report of the tip that an officer sees to these desks."""
        await officer.press("Release a report")
        await officer.press(title, at="/release")
        terms = {
            "ground": "cda-115",
            "purpose": "prevent",
            "necessity": "Only they can act on it there.",
        }
        form, _button = officer.find_button("Release it")
        for name in [n for n in form.fields if n.startswith("desk-")]:
            del form.fields[name]
        chosen = {f"desk-{desk}": "yes" for desk in desks}
        await officer.send(form, "Release it", **terms, **chosen, **said)
        assert officer.status == 200, officer.page

    async def open_report(self, name: str, title: str) -> Visitor:
        """Open a report from a partner's list."""
        officer = await self.officer(name)
        await officer.visit(f"/reports/{PARTNERS[name]}")
        await officer.press(title, at="/reports/")
        return officer


@asynccontextmanager
async def live_in(site: Site) -> AsyncIterator[Town]:
    """Open the partners' desks and both processes over a site."""
    vault = Vault(site.database.desk)
    for name, where in PARTNERS.items():
        post = Post(where, Role.SUPERVISOR, admitted=True)
        await add_person(site, vault, name, posts=[post])
        await open_desk(site, vault, where)
    await vault.close()
    async with AsyncExitStack() as stack, at_work(site) as desk:
        street = public.app(site.reporter_settings, site.clock)
        kim = await stack.enter_async_context(at_the_door(street, REPORTER_HOST))
        app = process.app(site.desk_settings, site.clock)
        yield Town(site, desk, app, kim, stack)
