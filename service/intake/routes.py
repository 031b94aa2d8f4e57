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
    CardNotTrustedError,
    NotOpenYetError,
    StaleFormError,
    UnavailableError,
)
from service.domain.sending import Sending
from service.intake.filling import EMPTY, EMPTY_WORK, PROSE, Filled, read_filled
from service.intake.sheets import Sheets
from service.intake.usecases import AlreadySentError, Intake, TakenBackError
from service.web.cookies import Signer, Ticket
from service.web.forms import read_form
from service.web.stills import Still

_TICKET = "send"
_SHOWN_AGAIN_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class IntakeRoutes:
    intake: Intake
    signer: Signer
    sheets: Sheets
    empty_form: Still
    """The form page as every reporter first gets it."""
    empty_work: Still
    """The same of the form for professionals."""

    @classmethod
    def build(cls, intake: Intake, signer: Signer, sheets: Sheets) -> Self:
        form = Still.of(lambda: sheets.show_form(EMPTY))
        work = Still.of(lambda: sheets.show_form(EMPTY_WORK))
        return cls(intake, signer, sheets, form, work)

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

    async def show_form(self, _request: Request) -> Response:
        return self.empty_form.show()

    async def show_work(self, _request: Request) -> Response:
        return self.empty_work.show()

    async def change_answers(self, request: Request) -> Response:
        return self.sheets.show_form(await self._read(request))

    async def check_answers(self, request: Request) -> Response:
        filled = await self._read(request)
        if filled.problems:
            return self.sheets.show_form(filled)
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
            return self.sheets.show_form(filled)
        signed = form.text("ticket")
        try:
            ticket = self.signer.read_ticket(_TICKET, signed, max_age=_LONGEST_SECONDS)
        except StaleFormError:
            return self.sheets.show_check(filled, self._make_ticket(), StaleFormError)
        try:
            return await self._send(filled, ticket)
        except (UnavailableError, NotOpenYetError, CardNotTrustedError) as refused:
            return self.sheets.show_check(filled, signed, type(refused))

    async def _read(self, request: Request) -> Filled:
        form = await read_form(request, typed=PROSE)
        return read_filled(form, self.intake.borough)

    async def _send(self, filled: Filled, ticket: Ticket) -> Response:
        answers, seed = filled.answers, bytes.fromhex(ticket.payload)
        sending = Sending(answers, seed, filled.identity)
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
