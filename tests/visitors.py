"""People at the doors: they see pages, fill in the forms on them and press buttons.

A visitor sends only what a browser would send from the page it was shown, so a
journey also tries the page's own fields, tickets and addresses.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from typing_extensions import override

FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}
USER_AGENT = "CanaryBrowser/7.7"
ADDRESS = "198.51.100.77"
CHANGE = "Change my answers"
"""The second button of every page that comes before the check page."""


@dataclass(slots=True)
class Button:
    """A button of a form: what it says, and where it sends the form to."""

    action: str
    says: str = ""


@dataclass(slots=True)
class PageForm:
    """One form of a page: where it goes, what it holds, which buttons it has."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects a page's forms, with the fields a browser would send unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._area: str | None = None
        self._choice: str | None = None
        self._button: Button | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PageForm(given.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None:
            self._see(tag, given, self._open)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        self._area = None if tag == "textarea" else self._area
        self._button = None if tag == "button" else self._button

    @override
    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area is not None:
            self._open.fields[self._area] += data.removeprefix("\n")
        if self._button is not None:
            self._button.says += data.strip()

    def _see(self, tag: str, given: dict[str, str], form: PageForm) -> None:
        name = given.get("name", "")
        if tag == "button":
            self._button = Button(given.get("formaction", form.action))
            form.buttons.append(self._button)
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice and "selected" in given:
            form.fields[self._choice] = given.get("value", "")
        elif tag == "input" and name and is_sent(given):
            form.fields[name] = given.get("value", "")


def is_sent(given: dict[str, str]) -> bool:
    """Tell whether a browser sends this input as it stands."""
    return given.get("type") not in {"radio", "checkbox"} or "checked" in given


def read_words(page: str) -> list[str]:
    """Return the words that a page shows for coming back."""
    return re.findall(r"<li>([a-z]+)</li>", page)


def shows_words(page: str, words: list[str]) -> bool:
    """Tell whether a page has all of them: one alone may be a word of its own."""
    return set(words) <= set(re.findall(r"[a-z]+", page))


def read_forms(html: str) -> list[PageForm]:
    """Return the forms of a page in their order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser and the page they see."""

    client: httpx.AsyncClient
    page: str = ""
    status: int = 0
    seen: list[httpx.Response] = field(default_factory=list)

    async def visit(self, path: str) -> None:
        """Follow a link."""
        self._look_at(await self.client.get(path))

    async def press(self, button: str, at: str = "", **typed: str) -> None:
        """Fill in the form whose button says so (or begins so) and press it.

        `at` is a part of the form's address, where several have the same button.
        """
        form, _pressed = self.find_button(button, at)
        await self.send(form, button, **typed)

    async def look_on(self) -> None:
        """Read what is shown before the check page, and go on from there."""
        while any(
            b.says == CHANGE for form in read_forms(self.page) for b in form.buttons
        ):
            form, _button = self.find_button(CHANGE)
            await self.send(form, form.buttons[0].says)

    async def send(self, form: PageForm, button: str, /, **typed: str) -> None:
        """Press a button of a form that was filled in, or emptied, before."""
        action = next(b.action for b in form.buttons if b.says.startswith(button))
        body = urlencode({**form.fields, **typed})
        self._look_at(await self.client.post(action, content=body, headers=FORM_TYPE))

    def find_button(self, says: str, at: str = "") -> tuple[PageForm, Button]:
        """Return the first button that begins with these words, and its form."""
        fitting = (
            (form, button)
            for form in read_forms(self.page)
            for button in form.buttons
            if button.says.startswith(says) and at in button.action
        )
        found = next(fitting, None)
        assert found is not None, f"no button {says!r} on the page: {self.page}"
        return found

    def _look_at(self, response: httpx.Response) -> None:
        self.seen += [*response.history, response]
        self.page, self.status = response.text, response.status_code


@asynccontextmanager
async def at_the_door(app: Starlette, host: str) -> AsyncIterator[Visitor]:
    """Bring somebody before an application, over HTTPS as in life."""
    transport = httpx.ASGITransport(app, client=(ADDRESS, 40_000))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport,
            base_url=f"https://{host}",
            headers={"user-agent": USER_AGENT},
            follow_redirects=True,
        ) as client,
    ):
        yield Visitor(client)
