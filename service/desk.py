"""The officers' process. It opens what officers may open, while they are signed in.

Run with `uvicorn --factory service.desk:app`, or `quietword serve desk`.
"""

import os
from dataclasses import dataclass

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from service.campaigns.routes import CampaignRoutes
from service.campaigns.usecases import Campaigns
from service.custody.routes import CustodyRoutes, SeekingRoutes
from service.custody.seeking import Seeking
from service.custody.usecases import Custody
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.casebook import Casebook
from service.db.duties import DutyBook
from service.db.engine import Vault
from service.db.postbox import Postbox
from service.db.releasebook import Releasebook
from service.desks.routes import DeskRoutes
from service.desks.usecases import Desks, Members
from service.domain.clock import Clock, SystemClock
from service.enrolment.routes import EnrolmentRoutes
from service.enrolment.usecases import Enrolment
from service.exporting.routes import ExportRoutes
from service.exporting.usecases import Exporting
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from service.inbox.routes import InboxRoutes
from service.inbox.usecases import Inbox
from service.judging.routes import JudgingRoutes
from service.judging.usecases import Judging
from service.oversight.routes import LogRoutes
from service.oversight.usecases import Chain, Log
from service.partners.routes import ReceivedRoutes, SentRoutes
from service.partners.usecases import Outgoing, Received
from service.partners.withdrawals import WithdrawRoutes
from service.partners.withdrawing import Withdrawing
from service.quarantine.claiming import Claiming
from service.quarantine.filling import Filling
from service.quarantine.routes import QuarantineRoutes
from service.quarantine.usecases import Emptying, Looking
from service.releasing.routes import ReleaseRoutes
from service.releasing.usecases import Releasing
from service.reporting.routes import WritingRoutes
from service.reporting.usecases import Writing
from service.reviewing.routes import ReviewRoutes
from service.reviewing.usecases import Reviewing
from service.safeguarding.routes import DutyRoutes
from service.safeguarding.usecases import Duties, Moving
from service.settings import DeskSettings
from service.staff.routes import OfficerRoutes, SignInRoutes
from service.staff.usecases import Door, Officers, Sessions
from service.triage.routes import TipRoutes
from service.triage.usecases import Answering, Asking, Following, Handling
from service.viewing.deciding import Deciding
from service.viewing.decisions import LockedRoutes
from service.viewing.looking import LockedFiles
from service.viewing.routes import FileRoutes, Showing
from service.viewing.usecases import Locking, Viewing
from service.watching.routes import WatchRoutes
from service.watching.usecases import HandingOn, Watching
from service.web.application import Street, build_desk
from service.web.cookies import Signer
from service.web.guards import Guard
from service.web.menus import Menu
from service.web.pages import Pages
from service.web.papers import Papers

_SLICES = (
    *("staff", "enrolment", "desks", "oversight", "safeguarding"),
    *("inbox", "triage", "judging", "reporting", "partners"),
    *("releasing", "reviewing", "exporting", "watching", "campaigns"),
    *("quarantine", "custody", "viewing"),
)


def app(settings: DeskSettings | None = None, clock: Clock | None = None) -> Starlette:
    """Build the application officers reach."""
    settings = settings or DeskSettings.load(os.environ)  # noqa: TID251 - start-up
    clock = clock or SystemClock()
    vault = Vault(settings.database)
    log = AuditLog(CardBook(settings.pins), clock)
    sessions = Sessions(vault, settings.secret, log, clock)
    signer = Signer(settings.secret.derive_key("tickets"), clock)
    guard = Guard(sessions.find_session, signer)
    menu = Menu(settings.borough)
    pages = Pages.for_desk(*_SLICES, borough=settings.borough.name, menu=menu)
    house = _House(settings, clock, vault, log, guard, pages)
    return build_desk(
        [
            *_let_in(house, sessions),
            *_set_up_desks(house),
            *_read_log(house),
            *_read_tips(house),
            *_keep_safe(house),
            *_view_files(house),
            *_keep_names(house),
            *_write_reports(house),
            *_judge(house),
            *_answer_reports(house),
            *_release_reports(house),
            *_watch(house),
            *_empty_quarantine(house),
            *_count_visits(house),
        ],
        pages=pages,
        street=Street(settings.hosts, https_only=settings.url.startswith("https:")),
        close=vault.close,
        knows=guard.find_visit,
    )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _House:
    """What every slice of this process is built from."""

    settings: DeskSettings
    clock: Clock
    vault: Vault
    log: AuditLog
    guard: Guard
    pages: Pages

    @property
    def book(self) -> Casebook:
        """What takes tips in hand, for every slice that acts on them."""
        cards, secret = self.log.cards, self.settings.secret
        borough = self.settings.borough
        return Casebook(self.vault, cards, self.log, self.clock, secret, borough)

    @property
    def releases(self) -> Releasebook:
        """What takes releases in hand, for the slices of both their desks."""
        cards, secret = self.log.cards, self.settings.secret
        return Releasebook(self.vault, cards, self.log, self.clock, secret)


def _let_in(house: _House, sessions: Sessions) -> list[BaseRoute]:
    settings, vault, log, clock = house.settings, house.vault, house.log, house.clock
    # Passwords are tried one at a time: each takes 64 MiB.
    limiter = CapacityLimiter(1)
    door = Door(vault, settings.secret, log, clock, limiter)
    enrolment = Enrolment(
        vault, settings.secret, settings.words, settings.borough, log, clock, limiter
    )
    officers = Officers(vault, log, clock)
    menu = Menu(settings.borough)
    sign_in = SignInRoutes(door, sessions, menu, house.pages, house.guard)
    manage = OfficerRoutes(
        officers, house.pages, house.guard, settings.borough, settings.url
    )
    enrol = EnrolmentRoutes(enrolment, house.pages)
    return [*sign_in.routes(), *enrol.routes(), *manage.routes()]


def _set_up_desks(house: _House) -> list[BaseRoute]:
    borough, words, log = house.settings.borough, house.settings.words, house.log
    desks = Desks(house.vault, log.cards, log, words, borough)
    members = Members(house.vault, log.cards, log, words, borough)
    return DeskRoutes(desks, members, borough, house.pages, house.guard).routes()


def _read_log(house: _House) -> list[BaseRoute]:
    log = Log(house.vault, house.log.cards, house.log)
    chain, borough = Chain(house.vault), house.settings.borough
    return LogRoutes(log, chain, borough, house.pages, house.guard).routes()


def _read_tips(house: _House) -> list[BaseRoute]:
    borough, clock = house.settings.borough, house.clock
    pages, guard, book = house.pages, house.guard, house.book
    inbox = InboxRoutes(Inbox(book.vault, book.cards), borough, clock, pages, guard)
    handling, answering = Handling(book, borough), Answering(book)
    asking = Asking(book, borough)
    following = Following(house.releases, borough)
    verbs = handling, answering, asking, following
    tip = TipRoutes(*verbs, borough, clock, pages, guard)
    return [*inbox.routes(), *tip.routes()]


def _keep_safe(house: _House) -> list[BaseRoute]:
    borough = house.settings.borough
    duties = DutyBook(house.book, borough)
    return DutyRoutes(
        Duties(duties), Moving(duties), borough, house.clock, house.pages, house.guard
    ).routes()


def _keep_names(house: _House) -> list[BaseRoute]:
    borough, book = house.settings.borough, house.book
    parts = borough, house.clock, house.pages, house.guard
    custody = Custody(
        book.vault, book.cards, book.log, book.clock, book.secret, borough
    )
    asking = SeekingRoutes(*parts, Seeking(book, borough))
    return [*asking.routes(), *CustodyRoutes(*parts, custody).routes()]


def _view_files(house: _House) -> list[BaseRoute]:
    borough, pages, guard = house.settings.borough, house.pages, house.guard
    store = house.settings.files
    files = SealedFiles(Objects.open(store)) if store else None
    viewing = Viewing(DutyBook(house.book, borough), files)
    locking, locked = Locking(viewing), (LockedFiles(viewing), Deciding(viewing))
    showing = Showing(viewing, borough, pages)
    look = FileRoutes(viewing, locking, showing, borough, pages, guard)
    shut = LockedRoutes(*locked, showing, borough, house.clock, pages, guard)
    return [*look.routes(), *shut.routes()]


def _judge(house: _House) -> list[BaseRoute]:
    borough = house.settings.borough
    judging = Judging(house.book, borough)
    return JudgingRoutes(
        judging, borough, house.clock, house.pages, house.guard
    ).routes()


def _write_reports(house: _House) -> list[BaseRoute]:
    borough = house.settings.borough
    writing = Writing(house.book, borough)
    return WritingRoutes(writing, borough, house.pages, house.guard).routes()


def _answer_reports(house: _House) -> list[BaseRoute]:
    borough = house.settings.borough
    received, outgoing = Received(house.releases, borough), Outgoing(house.releases)
    parts = borough, house.clock, house.pages, house.guard
    reports, sent = ReceivedRoutes(*parts, received), SentRoutes(*parts, outgoing)
    back = WithdrawRoutes(*parts, outgoing, Withdrawing(house.releases))
    return [*reports.routes(), *sent.routes(), back.door()]


def _release_reports(house: _House) -> list[BaseRoute]:
    borough, pages, guard = house.settings.borough, house.pages, house.guard
    book, releases = house.book, house.releases
    postbox = Postbox(releases, borough)
    releasing = Releasing(book, postbox, borough)
    out = ReleaseRoutes(releasing, borough, house.clock, pages, guard)
    deciding = Reviewing(book, postbox, borough)
    review = ReviewRoutes(deciding, borough, house.clock, pages, guard)
    exporting, papers = Exporting(releases, borough), Papers.load()
    export = ExportRoutes(exporting, house.clock, papers, pages, guard)
    return [*out.routes(), *review.routes(), *export.routes()]


def _watch(house: _House) -> list[BaseRoute]:
    borough, clock, book = house.settings.borough, house.clock, house.book
    watching = Watching(house.vault, book.cards, borough, clock)
    routes = WatchRoutes(
        watching, HandingOn(book), borough, clock, house.pages, house.guard
    )
    return routes.routes()


def _empty_quarantine(house: _House) -> list[BaseRoute]:
    borough, book = house.settings.borough, house.book
    looking = Looking(house.vault, book.cards, house.log)
    claiming = Claiming(book)
    emptying = Emptying(book, borough, claiming)
    filling = Filling(book, claiming)
    parts = borough, house.clock, house.pages, house.guard
    return QuarantineRoutes(looking, emptying, filling, *parts).routes()


def _count_visits(house: _House) -> list[BaseRoute]:
    borough = house.settings.borough
    campaigns = Campaigns(house.vault, borough, house.clock)
    return CampaignRoutes(campaigns, borough, house.pages, house.guard).routes()
