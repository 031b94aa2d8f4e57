"""The pages of telling us, as each is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.responses import HTMLResponse

from crypto import Receipt
from service.domain.answers import Answers
from service.domain.attaching import FilesGoneError, FilesWithheldError
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.configured import GETS_REPORTS, READS_TIPS
from service.domain.errors import (
    BadFormError,
    BusyError,
    RefusedError,
    StaleFormError,
    UnavailableError,
)
from service.domain.guide import Advice
from service.domain.people import DeskId
from service.domain.sending import Sending
from service.intake.filling import EMPTY, EMPTY_WORK, Filled
from service.web.pages import Pages
from service.web.proofs import Proofs

_KINDS: Mapping[type[RefusedError], str] = MappingProxyType(
    {StaleFormError: "stale", UnavailableError: "unconfirmed", BusyError: "busy"}
    | {FilesGoneError: "files", FilesWithheldError: "withheld"}
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Lays out every page of intake."""

    pages: Pages
    borough: Borough
    clock: Clock
    proofs: Proofs
    takes_files: bool = False

    def show_start(self, closed: str) -> HTMLResponse:
        """Show the first page; `closed` says why nothing can be taken now."""
        return self.render(
            "start",
            closed=closed,
            independent=self._name(self.borough.independent_desk),
        )

    def show_form(self, filled: Filled, *, takes_names: bool = True) -> HTMLResponse:
        """Show one of the two forms with what was filled in, and what to mend.

        Without `takes_names` nobody is asked for a name: nobody could keep it.
        """
        return self.render(
            "work" if filled.is_work else "form",
            BadFormError if filled.problems else None,
            filled=filled,
            answers=filled.answers,
            problems=filled.problems,
            untouched=filled in (EMPTY, EMPTY_WORK),
            takes_names=takes_names or filled.identity is not None,
        )

    def show_advice(self, filled: Filled, advice: Advice) -> HTMLResponse:
        """Show what these answers lead to first, with a way on."""
        supports = self.borough.guide.list_supports(advice.supports)
        read = " ".join(sorted(filled.read | {advice.id}))
        carried = {**filled.carried, "read": read}
        topic = self.borough.find_topic(filled.answers.topic)
        is_about_it = topic is not None and topic.code in advice.topics
        is_apart = topic is not None and is_about_it and topic.independent
        return self.render(
            "advice",
            advice=advice,
            supports=supports,
            carried=carried,
            files=filled.files,
            asked_by="topic" if is_about_it else "danger",
            barred=self._list_barred() if is_apart else (),
            independent=self._name(self.borough.independent_desk),
        )

    def show_check(
        self, filled: Filled, ticket: str, refused: type[RefusedError] | None = None
    ) -> HTMLResponse:
        """Show it all once more before it is sent; `refused` says why it was not.

        The proof that is asked for is about exactly this Send.
        """
        if refused is FilesGoneError:
            filled = filled.without_files()
        return self.render(
            "check",
            refused,
            filled=filled,
            answers=filled.answers,
            readers=self._name_readers(filled.answers),
            ticket=ticket,
            challenge=self.proofs.pose(_name_send(filled, ticket)),
            problem=refused.public_message if refused else "",
            problem_kind=_KINDS.get(refused, "closed") if refused else "",
        )

    def is_proven(self, filled: Filled, ticket: str, proof: str) -> bool:
        """Tell whether a browser worked for a check page's Send, as it was shown."""
        return self.proofs.is_solved(proof, _name_send(filled, ticket))

    def show_sent(self, receipt: Receipt | None, answers: Answers) -> HTMLResponse:
        """Show the words, once."""
        ends = self.borough.mailbox_ends(self.clock.today())
        return self.render(
            "sent",
            answers=answers,
            words=receipt.chosen if receipt else (),
            ends=ends,
            readers=self._list_readers(answers),
        )

    def render(
        self, name: str, refused: type[RefusedError] | None = None, **values: object
    ) -> HTMLResponse:
        """Render a page of intake with what all of them need."""
        groups = [(one.id, one.label, one.hint) for one in self.borough.groups]
        return self.pages.render(
            f"intake/{name}.html",
            refused,
            council=self.borough,
            groups=groups,
            takes_files=self.takes_files,
            **values,
        )

    def _name_readers(self, answers: Answers) -> str:
        """Say in words which desks can open a tip, and that no other can."""
        names = self._list_readers(answers)
        alone = " alone" if len(names) == 1 else ", and nobody else"
        return f"the {' and the '.join(names)}{alone}"

    def _list_readers(self, answers: Answers) -> list[str]:
        return [self._name(desk) for desk in self.borough.choose_readers(answers)]

    def _list_barred(self) -> list[str]:
        """Name everybody who reads tips or reports, but the independent desk."""
        works = READS_TIPS | GETS_REPORTS
        desks = [d for d in self.borough.desks if d.work in works]
        own = self.borough.independent_desk
        return [self._name(desk.id) for desk in desks if desk.id != own]

    def _name(self, desk: DeskId) -> str:
        borough = self.borough
        return borough.team if desk == borough.intake_desk else borough.name_desk(desk)


def _name_send(filled: Filled, ticket: str) -> bytes:
    """The bytes that stand for one Send: its page's ticket, and what it sends."""
    sending = Sending(filled.answers, b"", filled.identity)
    # Safe because a ticket holds no NUL.
    return ticket.encode() + b"\0" + sending.canonical
