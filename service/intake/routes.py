"""The doors of telling us: a start page, two forms, a second look, and Send.

Answers travel as fields of the reporter's own page until Send, so nothing is kept
before it. A GET never issues a ticket: a cache between a school and us could hand
the same one to a whole class.
"""

from dataclasses import dataclass, replace
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crypto import SEED_BYTES, random_bytes
from service.domain.attaching import FilesGoneError, FilesWithheldError
from service.domain.brought import NOTHING
from service.domain.errors import (
    BusyError,
    CardNotTrustedError,
    NotOpenYetError,
    StaleFormError,
    UnavailableError,
)
from service.domain.sending import Sending
from service.domain.tips import Problem
from service.intake.attaching import Attaching
from service.intake.filling import EMPTY, EMPTY_WORK, PROSE, Filled, read_filled
from service.intake.sheets import Sheets
from service.intake.usecases import AlreadySentError, Intake, TakenBackError
from service.web.cookies import Signer, Ticket
from service.web.forms import Form, read_form
from service.web.stills import Still
from service.web.uploads import read_upload

_TICKET = "send"
_SHOWN_AGAIN_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 60 * 60
_LEFT_EMPTY = "more"
"""A field that no person sees, and that says not to fill it in."""

_KEPT_IN_THE_PAGE = (
    BusyError,
    CardNotTrustedError,
    FilesGoneError,
    FilesWithheldError,
    NotOpenYetError,
    UnavailableError,
)
"""What is said on the check page itself, with everything that was typed."""


@dataclass(frozen=True, slots=True)
class IntakeRoutes:
    intake: Intake
    signer: Signer
    sheets: Sheets
    open_start: Still
    """The first page, while tips can be taken."""
    empty_form: Still
    """The form page as every reporter first gets it."""
    empty_work: Still
    """The same of the form for professionals."""
    nameless_work: Still
    """The same while no name can be taken."""
    attaching: Attaching | None
    """None where nothing can be sent along."""

    @classmethod
    def build(
        cls,
        intake: Intake,
        signer: Signer,
        sheets: Sheets,
        attaching: Attaching | None = None,
    ) -> Self:
        start = Still.of(lambda: sheets.show_start(""))
        form = Still.of(lambda: sheets.show_form(EMPTY))
        work = Still.of(lambda: sheets.show_form(EMPTY_WORK))
        nameless = Still.of(lambda: sheets.show_form(EMPTY_WORK, takes_names=False))
        return cls(intake, signer, sheets, start, form, work, nameless, attaching)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.show_start, methods=["GET"]),
            Route("/form", self.show_form, methods=["GET"]),
            Route("/form", self.change_answers, methods=["POST"]),
            Route("/work", self.show_work, methods=["GET"]),
            Route("/check", self.check_answers, methods=["POST"]),
            Route("/send", self.send_tip, methods=["POST"]),
        ]

    async def show_start(self, request: Request) -> Response:
        try:
            await self.intake.check_open()
        except UnavailableError:
            closed = NotOpenYetError.public_message
        except (NotOpenYetError, CardNotTrustedError) as refused:
            closed = refused.public_message
        else:
            return self.open_start.show(request)
        return self.sheets.show_start(closed)

    async def show_form(self, request: Request) -> Response:
        return self.empty_form.show(request)

    async def show_work(self, request: Request) -> Response:
        takes_names = await self.intake.takes_names()
        return (self.empty_work if takes_names else self.nameless_work).show(request)

    async def change_answers(self, request: Request) -> Response:
        return await self._show_form(await self._read(request))

    async def check_answers(self, request: Request) -> Response:
        filled = await self._take_in(request)
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
        filled = self._fill(form)
        if filled.problems:
            return await self._show_form(filled)
        signed = form.text("ticket")
        try:
            ticket = self.signer.read_ticket(_TICKET, signed, max_age=_LONGEST_SECONDS)
        except StaleFormError:
            return self.sheets.show_check(filled, self._make_ticket(), StaleFormError)
        try:
            if self.attaching:
                self.attaching.check_send(form.fields)
            sending = self._read_sending(form, filled, ticket)
            return await self._send(await self._look_at_files(sending, filled), ticket)
        except _KEPT_IN_THE_PAGE as refused:
            return self.sheets.show_check(filled, signed, type(refused))

    async def _show_form(self, filled: Filled) -> Response:
        takes_names = filled.is_work and await self.intake.takes_names()
        return self.sheets.show_form(filled, takes_names=takes_names)

    async def _read(self, request: Request) -> Filled:
        return self._fill(await read_form(request, typed=PROSE))

    async def _take_in(self, request: Request) -> Filled:
        """Read a form that may bring files."""
        if self.attaching is None:
            return await self._read(request)
        tray = self.attaching.begin()
        upload = await read_upload(request, tray.take, typed=PROSE)
        files = tray.finish(upload.form.fields, is_cut=upload.is_cut)
        return read_filled(upload.form, self.intake.borough, files)

    def _fill(self, form: Form) -> Filled:
        files = self.attaching.read(form.fields) if self.attaching else NOTHING
        return read_filled(form, self.intake.borough, files)

    async def _look_at_files(self, sending: Sending, filled: Filled) -> Sending:
        if self.attaching is None:
            return sending
        ready = await self.attaching.are_ready(filled.files)
        return replace(sending, files_ready=ready)

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
