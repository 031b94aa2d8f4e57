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
from service.domain.budgets import FloodGate
from service.domain.clock import Clock, SystemClock
from service.guiding.routes import GuidingRoutes
from service.intake.routes import IntakeRoutes
from service.intake.sheets import Sheets
from service.intake.usecases import Intake
from service.mailbox.routes import MailboxRoutes
from service.mailbox.usecases import Mailbox
from service.settings import ReporterSettings
from service.web.application import Street, build_reporter
from service.web.cookies import Signer
from service.web.pages import Pages
from service.web.proofs import Proofs

_SLICES = ("intake", "guiding", "mailbox")


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
    mailbox = _build_mailbox(settings, vault, clock)
    arriving = Arriving(vault, settings.borough, clock)
    proofs = Proofs.of(settings.secret)
    sheets = Sheets(pages, settings.borough, clock, proofs)
    return build_reporter(
        [
            *IntakeRoutes.build(intake, signer, sheets).routes(),
            *GuidingRoutes.build(settings.borough, pages).routes(),
            *ArrivingRoutes(arriving).routes(),
            *MailboxRoutes(mailbox, settings.borough, signer, pages).routes(),
        ],
        pages=pages,
        street=Street(hosts=settings.hosts, https_only=settings.https_only),
        close=vault.close,
    )


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
