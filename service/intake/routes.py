"""The doors of telling us: a start page, a form, a second look, and Send.

Answers travel as fields of the reporter's own page until Send, so nothing is kept
before it. A GET never issues a ticket: a cache between a school and us could hand
the same one to a whole class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from crypto import SEED_BYTES, Receipt, random_bytes
from service.domain.clock import write_day
from service.domain.errors import (
    BadFormError,
    CardNotTrustedError,
    NotOpenYetError,
    RefusedError,
    StaleFormError,
    UnavailableError,
)
from service.domain.letters import Answers
from service.domain.people import DeskId
from service.domain.tips import Draft, Problem, check_form
from service.intake.usecases import AlreadySentError, Intake, TakenBackError
from service.web.cookies import Signer, Ticket
from service.web.forms import Form, read_form
from service.web.pages import Pages

_TYPED = ("text", "where", "when")
_TICKET = "send"
_SHOWN_AGAIN_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 60 * 60

_KINDS: Mapping[type[RefusedError], str] = MappingProxyType(
    {StaleFormError: "stale", UnavailableError: "unconfirmed"}
)
_NO_PROBLEMS: Mapping[str, Problem] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class IntakeRoutes:
    intake: Intake
    signer: Signer
    pages: Pages
    empty_form: bytes
    """The form page as every reporter first gets it, rendered once a process."""

    @classmethod
    def build(cls, intake: Intake, signer: Signer, pages: Pages) -> Self:
        unrendered = cls(intake, signer, pages, b"")
        page = unrendered.show_answers(Answers(text=""), is_untouched=True)
        return cls(intake, signer, pages, bytes(page.body))

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.show_start, methods=["GET"]),
            Route("/tell", self.show_form, methods=["GET"]),
            Route("/tell", self.change_answers, methods=["POST"]),
            Route("/check", self.check_answers, methods=["POST"]),
            Route("/send", self.send_tip, methods=["POST"]),
        ]

    async def show_start(self, _request: Request) -> Response:
        closed = ""
        try:
            await self.intake.check_open()
        except UnavailableError:
            closed = NotOpenYetError.public_message
        except (NotOpenYetError, CardNotTrustedError) as refused:
            closed = refused.public_message
        return self._render(
            "start",
            closed=closed,
            safeguarding=self._name(self.intake.borough.safeguarding.desk),
            independent=self._name(self.intake.borough.independent_desk),
        )

    async def show_form(self, _request: Request) -> Response:
        return HTMLResponse(self.empty_form)

    async def change_answers(self, request: Request) -> Response:
        form = await read_form(request, typed=_TYPED)
        return self.show_answers(self._check(form).answers)

    async def check_answers(self, request: Request) -> Response:
        form = await read_form(request, typed=_TYPED)
        draft = self._check(form)
        if draft.problems:
            return self.show_answers(draft.answers, draft.problems)
        return self._ask_to_check(draft.answers, self._make_ticket())

    async def send_tip(self, request: Request) -> Response:
        form = await read_form(request, typed=_TYPED)
        draft = self._check(form)
        if draft.problems:
            return self.show_answers(draft.answers, draft.problems)
        signed = form.text("ticket")
        try:
            ticket = self.signer.read_ticket(_TICKET, signed, max_age=_LONGEST_SECONDS)
        except StaleFormError:
            fresh = self._make_ticket()
            return self._ask_to_check(draft.answers, fresh, StaleFormError)
        try:
            return await self._send(draft.answers, ticket)
        except (UnavailableError, NotOpenYetError, CardNotTrustedError) as refused:
            return self._ask_to_check(draft.answers, signed, type(refused))

    def show_answers(
        self,
        answers: Answers,
        problems: Mapping[str, Problem] = _NO_PROBLEMS,
        *,
        is_untouched: bool = False,
    ) -> HTMLResponse:
        return self._render(
            "form",
            BadFormError if problems else None,
            answers=answers,
            problems=problems,
            untouched=is_untouched,
        )

    async def _send(self, answers: Answers, ticket: Ticket) -> Response:
        seed = bytes.fromhex(ticket.payload)
        try:
            if ticket.age > _SHOWN_AGAIN_SECONDS:
                receipt = await self.intake.send_late_tip(answers, seed)
            else:
                receipt = await self.intake.send_tip(answers, seed)
        except (AlreadySentError, TakenBackError) as refused:
            gone = isinstance(refused, TakenBackError)
            return self._render("already", wants_words=answers.wants_words, gone=gone)
        return self._show_sent(receipt, answers)

    def _show_sent(self, receipt: Receipt | None, answers: Answers) -> Response:
        ends = self.intake.borough.mailbox_ends(self.intake.clock.today())
        words = receipt.chosen if receipt else ()
        readers = self._name_readers(answers)
        return self._render("sent", words=words, ends=write_day(ends), readers=readers)

    def _ask_to_check(
        self,
        answers: Answers,
        ticket: str,
        refused: type[RefusedError] | None = None,
    ) -> Response:
        return self._render(
            "check",
            refused,
            answers=answers,
            readers=self._name_readers(answers),
            ticket=ticket,
            problem=refused.public_message if refused else "",
            problem_kind=_KINDS.get(refused, "closed") if refused else "",
        )

    def _name_readers(self, answers: Answers) -> str:
        """Say in words which desks can open a tip, and that no other can."""
        borough = self.intake.borough
        desks = borough.choose_readers(answers)
        names = " and the ".join(self._name(desk) for desk in desks)
        return f"the {names}{' alone' if len(desks) == 1 else ', and nobody else'}"

    def _name(self, desk: DeskId) -> str:
        borough = self.intake.borough
        return borough.team if desk == borough.intake_desk else borough.name_desk(desk)

    def _check(self, form: Form) -> Draft:
        return check_form(form.fields, self.intake.borough, garbled=form.garbled)

    def _make_ticket(self) -> str:
        return self.signer.sign_ticket(_TICKET, random_bytes(SEED_BYTES).hex())

    def _render(
        self, name: str, refused: type[RefusedError] | None = None, **values: object
    ) -> HTMLResponse:
        borough = self.intake.borough
        groups = [(group.id, group.label, group.hint) for group in borough.groups]
        return self.pages.render(
            f"intake/{name}.html", refused, council=borough, groups=groups, **values
        )
