"""The doors of telling us: a start page, two forms, a second look, and Send.

Answers travel as fields of the reporter's own page until Send, so nothing is kept
before it. A GET never issues a ticket: a cache between a school and us could hand
the same one to a whole class.
"""

from dataclasses import dataclass
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crypto import SEED_BYTES, random_bytes
from service.domain.errors import (
    BusyError,
    CardNotTrustedError,
    NotOpenYetError,
    StaleFormError,
    UnavailableError,
)
from service.domain.sending import Sending
from service.domain.tips import Problem
from service.intake.filling import EMPTY, EMPTY_WORK, PROSE, Filled, read_filled
from service.intake.sheets import Sheets
from service.intake.usecases import AlreadySentError, Intake, TakenBackError
from service.web.cookies import Signer, Ticket
from service.web.forms import Form, read_form
from service.web.stills import Still

_TICKET = "send"
_SHOWN_AGAIN_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 60 * 60
_LEFT_EMPTY = "more"
"""A field that no person sees, and that says not to fill it in."""

_KEPT_IN_THE_PAGE = (
    BusyError,
    CardNotTrustedError,
    NotOpenYetError,
    UnavailableError,
)
"""What is said on the check page itself, with everything that was typed."""


@dataclass(frozen=True, slots=True)
class IntakeRoutes:
    intake: Intake
    signer: Signer
    sheets: Sheets
    empty_form: Still
    """The form page as every reporter first gets it."""
    empty_work: Still
    """The same of the form for professionals."""
    nameless_work: Still
    """The same while no name can be taken."""

    @classmethod
    def build(cls, intake: Intake, signer: Signer, sheets: Sheets) -> Self:
        form = Still.of(lambda: sheets.show_form(EMPTY))
        work = Still.of(lambda: sheets.show_form(EMPTY_WORK))
        nameless = Still.of(lambda: sheets.show_form(EMPTY_WORK, takes_names=False))
        return cls(intake, signer, sheets, form, work, nameless)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.show_start, methods=["GET"]),
            Route("/form", self.show_form, methods=["GET"]),
            Route("/form", self.change_answers, methods=["POST"]),
            Route("/work", self.show_work, methods=["GET"]),
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
        return self.sheets.show_start(closed)

    async def show_form(self, request: Request) -> Response:
        return self.empty_form.show(request)

    async def show_work(self, request: Request) -> Response:
        takes_names = await self.intake.takes_names()
        return (self.empty_work if takes_names else self.nameless_work).show(request)

    async def change_answers(self, request: Request) -> Response:
        return await self._show_form(await self._read(request))

    async def check_answers(self, request: Request) -> Response:
        filled = await self._read(request)
        if filled.identity and not await self.intake.takes_names():
            filled = filled.ask_again("left_name", Problem.NO_NAMES_NOW)
        if filled.problems:
            return await self._show_form(filled)
        answers = filled.answers
        advice = self.intake.borough.guide.choose_advice(
            topic=answers.topic, danger=answers.danger, read=filled.read
        )
        if advice:
            return self.sheets.show_advice(filled, advice)
        return self.sheets.show_check(filled, self._make_ticket())

    async def send_tip(self, request: Request) -> Response:
        form = await read_form(request, typed=PROSE)
        filled = read_filled(form, self.intake.borough)
        if filled.problems:
            return await self._show_form(filled)
        signed = form.text("ticket")
        try:
            ticket = self.signer.read_ticket(_TICKET, signed, max_age=_LONGEST_SECONDS)
        except StaleFormError:
            return self.sheets.show_check(filled, self._make_ticket(), StaleFormError)
        try:
            return await self._send(self._read_sending(form, filled, ticket), ticket)
        except _KEPT_IN_THE_PAGE as refused:
            return self.sheets.show_check(filled, signed, type(refused))

    async def _show_form(self, filled: Filled) -> Response:
        takes_names = filled.is_work and await self.intake.takes_names()
        return self.sheets.show_form(filled, takes_names=takes_names)

    async def _read(self, request: Request) -> Filled:
        form = await read_form(request, typed=PROSE)
        return read_filled(form, self.intake.borough)

    def _read_sending(self, form: Form, filled: Filled, ticket: Ticket) -> Sending:
        """Read a Send and how it came. Nobody is told that, and nobody refused."""
        quickest = self.intake.borough.guide.floods.quickest_seconds
        proof, signed = form.text("proof"), form.text("ticket")
        return Sending(
            filled.answers,
            bytes.fromhex(ticket.payload),
            filled.identity,
            is_suspect=ticket.age < quickest or form.text(_LEFT_EMPTY) != "",
            is_proven=self.sheets.is_proven(filled, signed, proof),
        )

    async def _send(self, sending: Sending, ticket: Ticket) -> Response:
        answers = sending.answers
        try:
            if ticket.age > _SHOWN_AGAIN_SECONDS:
                receipt = await self.intake.send_late_tip(sending)
            else:
                receipt = await self.intake.send_tip(sending)
        except (AlreadySentError, TakenBackError) as refused:
            gone, words = isinstance(refused, TakenBackError), answers.wants_words
            return self.sheets.render("already", wants_words=words, gone=gone)
        return self.sheets.show_sent(receipt, answers)

    def _make_ticket(self) -> str:
        return self.signer.sign_ticket(_TICKET, random_bytes(SEED_BYTES).hex())
