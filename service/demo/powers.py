"""Every use case the demonstration needs, built as the two processes build them.

Only here do the reporters' and the officers' powers meet in one place, and only
for made-up tips: no process of a site is built like this.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from anyio import CapacityLimiter

from service.arriving.usecases import Arriving
from service.commands.errors import CommandError
from service.custody.seeking import Seeking
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.casebook import Casebook
from service.db.duties import DutyBook
from service.db.engine import Vault
from service.db.postbox import Postbox
from service.db.releasebook import Releasebook
from service.desks.usecases import Desks, Members
from service.domain.budgets import FloodGate, make_upload_budget
from service.domain.clock import SetClock
from service.enrolment.usecases import Enrolment
from service.files.cleaning import Cleaner
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from service.intake.attaching import Attaching
from service.intake.usecases import Intake
from service.judging.usecases import Judging
from service.mailbox.usecases import Mailbox
from service.partners.usecases import Received
from service.releasing.usecases import Releasing
from service.reporting.usecases import Writing
from service.reviewing.usecases import Reviewing
from service.ringing.usecases import Ringing
from service.safeguarding.usecases import Duties
from service.settings import DeskSettings, ReporterSettings
from service.staff.usecases import Door, Officers, Sessions
from service.triage.usecases import Answering, Handling


@dataclass(frozen=True, slots=True)
class Powers:
    """What made-up reporters and officers do things with."""

    settings: DeskSettings
    clock: SetClock
    door: Door
    sessions: Sessions
    officers: Officers
    enrolment: Enrolment
    desks: Desks
    members: Members
    casebook: Casebook
    judging: Judging
    duties: Duties
    writing: Writing
    releasing: Releasing
    reviewing: Reviewing
    received: Received
    ringing: Ringing
    handling: Handling
    answering: Answering
    seeking: Seeking
    intake: Intake
    attaching: Attaching
    mailbox: Mailbox
    arriving: Arriving


@asynccontextmanager
async def take_powers(env: Mapping[str, str], clock: SetClock) -> AsyncIterator[Powers]:
    """Build everything from the settings as they are now, pins included."""
    desk, reporter = DeskSettings.load(env), ReporterSettings.load(env)
    vault, limiter = Vault(desk.database), CapacityLimiter(1)
    log = AuditLog(CardBook(desk.pins), clock)
    words, borough, secret = desk.words, desk.borough, desk.secret
    book = Casebook(vault, log.cards, log, clock, secret, borough)
    releases = Releasebook(vault, log.cards, log, clock, secret)
    postbox = Postbox(releases, borough)
    street = (words, reporter.site_salt)
    try:
        yield Powers(
            settings=desk,
            clock=clock,
            door=Door(vault, secret, log, clock, limiter),
            sessions=Sessions(vault, secret, log, clock),
            officers=Officers(vault, log, clock),
            enrolment=Enrolment(vault, secret, words, borough, log, clock, limiter),
            desks=Desks(vault, log.cards, log, words, borough),
            members=Members(vault, log.cards, log, words, borough),
            casebook=book,
            judging=Judging(book, borough),
            duties=Duties(DutyBook(book, borough)),
            writing=Writing(book, borough),
            releasing=Releasing(book, postbox, borough),
            reviewing=Reviewing(book, postbox, borough),
            received=Received(releases, borough),
            ringing=Ringing(vault, borough, clock),
            handling=Handling(book, borough),
            answering=Answering(book),
            seeking=Seeking(book, borough),
            intake=Intake(
                vault=vault,
                cards=log.cards,
                secret=reporter.secret,
                words=words,
                site_salt=reporter.site_salt,
                borough=borough,
                clock=clock,
                gate=FloodGate.of(borough.guide.floods, clock),
                limiter=limiter,
            ),
            attaching=_take_files(reporter, clock),
            mailbox=Mailbox(
                vault, reporter.secret, *street, borough.hours, clock, limiter
            ),
            arriving=Arriving(vault, borough, clock),
        )
    finally:
        await vault.close()


def _take_files(reporter: ReporterSettings, clock: SetClock) -> Attaching:
    guide = reporter.borough.guide
    if reporter.files is None:
        message = "the demonstration's settings name no place for files"
        raise CommandError(message)
    return Attaching(
        files=SealedFiles(Objects.open(reporter.files)),
        cleaner=Cleaner(guide.files, CapacityLimiter(1), None),
        secret=reporter.secret,
        guide=guide,
        budget=make_upload_budget(guide.floods, clock),
        clock=clock,
    )
