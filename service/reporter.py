"""The public process. It holds public keys only and imports nothing of the desk's.

Run with `uvicorn --factory service.reporter:app`, or `quietword serve reporter`.
"""

import os

from anyio import CapacityLimiter
from starlette.applications import Starlette

from service.arriving.routes import ArrivingRoutes
from service.arriving.usecases import Arriving
from service.db.cards import CardBook
from service.db.engine import Vault
from service.domain.budgets import FloodGate, make_upload_budget
from service.domain.clock import Clock, SystemClock
from service.files.cleaning import Cleaner
from service.files.objects import Objects
from service.files.scanning import Scanner
from service.files.sealed_files import SealedFiles
from service.guiding.routes import GuidingRoutes
from service.intake.attaching import Attaching
from service.intake.routes import IntakeRoutes
from service.intake.sheets import Sheets
from service.intake.usecases import Intake
from service.mailbox.routes import MailboxRoutes
from service.mailbox.usecases import Mailbox
from service.settings import ReporterSettings
from service.web.application import Close, Street, build_reporter
from service.web.cookies import Signer
from service.web.pages import Pages
from service.web.proofs import Proofs

_SLICES = ("intake", "guiding", "mailbox")
_OPENED_AT_ONCE = 4
"""Pictures that one worker cleans at a time, each in under 300 MiB."""


def app(
    settings: ReporterSettings | None = None, clock: Clock | None = None
) -> Starlette:
    """Build the application reporters reach."""
    settings = settings or ReporterSettings.load(os.environ)  # noqa: TID251 - start-up
    clock = clock or SystemClock()
    vault = Vault(settings.database)
    pages = Pages.for_reporters(*_SLICES, borough=settings.borough)
    signer = Signer(settings.secret.derive_key("tickets"), clock)
    intake = _build_intake(settings, vault, clock)
    attaching = _build_attaching(settings, clock)
    mailbox = _build_mailbox(settings, vault, clock)
    arriving = Arriving(vault, settings.borough, clock)
    proofs = Proofs.of(settings.secret)
    takes_files = attaching is not None
    sheets = Sheets(pages, settings.borough, clock, proofs, takes_files)
    return build_reporter(
        [
            *IntakeRoutes.build(intake, signer, sheets, attaching).routes(),
            *GuidingRoutes.build(settings.borough, pages).routes(),
            *ArrivingRoutes(arriving).routes(),
            *MailboxRoutes(mailbox, settings.borough, signer, pages).routes(),
        ],
        pages=pages,
        street=Street(hosts=settings.hosts, https_only=settings.https_only),
        close=_end(arriving, vault),
        uploads={"/check": settings.borough.guide.files.most_body} if attaching else {},
    )


def _end(arriving: Arriving, vault: Vault) -> Close:
    async def close() -> None:
        await arriving.close()
        await vault.close()

    return close


def _build_intake(settings: ReporterSettings, vault: Vault, clock: Clock) -> Intake:
    return Intake(
        vault=vault,
        cards=CardBook(settings.pins),
        secret=settings.secret,
        words=settings.words,
        site_salt=settings.site_salt,
        borough=settings.borough,
        clock=clock,
        gate=FloodGate.of(settings.borough.guide.floods, clock),
        limiter=CapacityLimiter(1),
    )


def _build_attaching(settings: ReporterSettings, clock: Clock) -> Attaching | None:
    guide = settings.borough.guide
    if settings.files is None or not guide.files.takes_any:
        return None
    clamd = settings.files.clamd
    scanner = Scanner.at(clamd) if clamd else None
    return Attaching(
        files=SealedFiles(Objects.open(settings.files)),
        cleaner=Cleaner(guide.files, CapacityLimiter(_OPENED_AT_ONCE), scanner),
        secret=settings.secret,
        guide=guide,
        budget=make_upload_budget(guide.floods, clock),
        clock=clock,
    )


def _build_mailbox(settings: ReporterSettings, vault: Vault, clock: Clock) -> Mailbox:
    return Mailbox(
        vault=vault,
        secret=settings.secret,
        words=settings.words,
        site_salt=settings.site_salt,
        hours=settings.borough.hours,
        clock=clock,
        limiter=CapacityLimiter(1),
    )
