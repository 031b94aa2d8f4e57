"""The doors of coming back: words in a POST, and pages that last 15 minutes.

There is no cookie and no session. A thread's page carries a sealed token instead;
when it has run out, the words are asked for again and what was typed is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.domain.errors import (
    BadFormError,
    RefusedError,
    StaleFormError,
    UnavailableError,
)
from service.domain.tips import Problem, check_addition
from service.mailbox.usecases import (
    HeldError,
    Mailbox,
    NotSixWordsError,
    Thread,
    ThreadFullError,
    WordsNotFoundError,
)
from service.web.cookies import Signer
from service.web.forms import NO_FORM, Form, read_form
from service.web.pages import Pages

_TYPED = ("text",)
_PAGE = "mailbox page"
_LONGEST_WORDS = 300
_PAGE_SECONDS = 15 * 60
_UNSENT_SECONDS = 24 * 60 * 60
_MOST_POINTED_OUT = 6

_KINDS: Mapping[type[RefusedError], str] = MappingProxyType(
    {WordsNotFoundError: "not-found", HeldError: "held"}
)
_PROBLEMS: Mapping[type[RefusedError], str] = MappingProxyType(
    {
        StaleFormError: "This page was open for too long. Type your six words again.",
        UnavailableError: "We could not do it just now. Press the button again.",
    }
)


@dataclass(frozen=True, slots=True)
class MailboxRoutes:
    mailbox: Mailbox
    borough: Borough
    signer: Signer
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/back", self.ask_words, methods=["GET"]),
            Route("/back", self.open_mailbox, methods=["POST"]),
            Route("/back/add", self.add, methods=["POST"]),
            Route("/back/forget", self.ask_to_forget, methods=["GET"]),
            Route("/back/forget", self.forget, methods=["POST"]),
        ]

    async def ask_words(self, _request: Request) -> Response:
        return self._ask("words", NO_FORM)

    async def open_mailbox(self, request: Request) -> Response:
        form = await read_form(request, typed=_TYPED)
        resumed = self._find_token(form.text("page"))
        try:
            thread = await self.mailbox.open_mailbox(_read_words(form), resumed=resumed)
        except (NotSixWordsError, WordsNotFoundError, UnavailableError) as refused:
            return self._ask("words", form, type(refused))
        return self._show(thread, text=form.text("text").strip())

    async def add(self, request: Request) -> Response:
        form = await read_form(request, typed=_TYPED)
        text, page = form.text("text").strip(), form.text("page")
        problem = check_addition(text, is_garbled="text" in form.garbled)
        try:
            token = self._read_token(page, _PAGE_SECONDS)
            return await self._add(token, text, problem)
        except (StaleFormError, WordsNotFoundError) as refused:
            return self._ask("words", form, type(refused))
        except UnavailableError:
            return self._render("unconfirmed", UnavailableError, text=text, page=page)

    async def ask_to_forget(self, _request: Request) -> Response:
        return self._ask("forget", NO_FORM)

    async def forget(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            await self.mailbox.delete(_read_words(form))
        except (
            NotSixWordsError,
            WordsNotFoundError,
            HeldError,
            UnavailableError,
        ) as refused:
            return self._ask("forget", form, type(refused))
        return self._render("forgotten")

    async def _add(self, token: str, text: str, problem: Problem | None) -> Response:
        try:
            if not problem:
                thread = await self.mailbox.add(token, text)
                return self._show(thread, is_added=True)
        except ThreadFullError:
            problem = Problem.THREAD_FULL
        thread = await self.mailbox.reopen(token)
        return self._show(thread, text=text, problem=problem)

    def _ask(
        self, name: str, form: Form, refused: type[RefusedError] | None = None
    ) -> Response:
        # Wrong, unknown and expired words get one page: nothing of them is in it.
        is_wrong = refused is WordsNotFoundError
        return self._render(
            name,
            refused,
            words="" if is_wrong else _read_words(form),
            problem=self._name_problem(form, refused),
            kind=_KINDS.get(refused, "") if refused else "",
            text=form.text("text").strip(),
            page=form.text("page"),
        )

    def _name_problem(self, form: Form, refused: type[RefusedError] | None) -> str:
        if refused is None:
            return ""
        if refused is not NotSixWordsError:
            return _PROBLEMS.get(refused, refused.public_message)
        unknown = self.mailbox.words.find_unknown(_read_words(form))
        if not unknown:
            return "Type all six words, with a space between each"
        pointed_out = ", ".join(unknown[:_MOST_POINTED_OUT])
        return f"Check the spelling. This is not one of our words: {pointed_out}"

    def _show(
        self,
        thread: Thread,
        *,
        text: str = "",
        problem: Problem | None = None,
        is_added: bool = False,
    ) -> Response:
        return self._render(
            "thread",
            BadFormError if problem else None,
            thread=thread,
            page=self.signer.sign_ticket(_PAGE, thread.token),
            text=text,
            problem=problem.value if problem else "",
            is_added=is_added,
        )

    def _read_token(self, page: str, max_age: int) -> str:
        return self.signer.read_ticket(_PAGE, page, max_age=max_age).payload

    def _find_token(self, page: str) -> str:
        """Return the token of a page that has run out, to go on with its form."""
        try:
            return self._read_token(page, _UNSENT_SECONDS)
        except StaleFormError:
            return ""

    def _render(
        self, name: str, refused: type[RefusedError] | None = None, **values: object
    ) -> HTMLResponse:
        return self.pages.render(
            f"mailbox/{name}.html",
            refused,
            council=self.borough,
            write_day=write_day,
            **values,
        )


def _read_words(form: Form) -> str:
    """Return the typed words; six of them are far shorter than the limit."""
    return form.text("words")[:_LONGEST_WORDS]
