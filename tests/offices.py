"""The office behind the desks: door, officers, log, and thieves in the vault."""

import re
from base64 import b32decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from anyio import CapacityLimiter
from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from crypto import Box, SessionSecret, make_totp_code
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Vault
from service.db.schema import AuditEntryRow, Base, MemberSeedRow, SessionRow
from service.desk import app
from service.desks.usecases import Desks, Founded, Founding, Members
from service.domain.audit import Detail
from service.domain.configured import Desk
from service.domain.members import Member
from service.domain.people import AUDITOR_DESK, DeskId, OfficerId, Post, Role, SignedIn
from service.enrolment.usecases import Enrolment
from service.oversight.usecases import Chain, Log
from service.staff.usecases import Door, Officers, Sessions
from service.web.cookies import COOKIE
from tests.builders import DESK_HOST, PASSWORD, Site, add_person, open_desk
from tests.visitors import Visitor, at_the_door

HOUSING = DeskId("housing")
STEP = timedelta(seconds=30)
OWN_PASSWORD = "seven grey herons wait by the weir"


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that is done behind the desks, and the vault to look into."""

    site: Site
    vault: Vault
    door: Door
    sessions: Sessions
    officers: Officers
    enrolment: Enrolment
    desks: Desks
    members: Members
    log: Log
    chain: Chain

    def officer(self, name: str) -> SignedIn:
        """Somebody signed in, by the name tests call them."""
        return self.site.people[name].signed_in

    def code(self, name: str) -> str:
        """The code on somebody's phone now."""
        secret = self.site.people[name].secrets.totp_secret
        return make_totp_code(secret, at=self.site.clock.now())

    async def knock(self, name: str) -> str:
        """Sign somebody in at the door, with their next code; return the cookie."""
        self.site.clock.advance(STEP)
        session = await self.door.sign_in(name, PASSWORD, self.code(name))
        return session.cookie

    async def sign_in(self, name: str) -> str:
        """Give somebody a session without the door, whose password takes its time."""
        secret, person = SessionSecret.generate(), self.site.people[name]
        box = secret.seal_officer(person.secrets.key, self.site.desk_secret.raw)
        now = self.site.clock.now()
        row = {"id": secret.session_id, "officer": person.id, "box": box}
        session = insert(SessionRow).values(**row, started_at=now, seen_at=now)
        async with self.vault.writing() as connection:
            await connection.execute(session)
        return secret.cookie

    async def leave_trace(self, *names: str) -> None:
        """Let each of them do something that the log tells."""
        for name in names:
            await self.sessions.sign_out_everywhere(self.officer(name))

    async def sign_in_as(self, name: str) -> SignedIn:
        """Sign somebody in, and return them with the posts they have now."""
        officer = await self.sessions.find_session(await self.sign_in(name))
        assert officer is not None
        return officer

    async def come_in(self, visitor: Visitor, name: str) -> None:
        """Bring somebody who has a session to their first page."""
        visitor.client.cookies.set(COOKIE, await self.sign_in(name))
        await visitor.visit("/")

    async def found(
        self, auditor: str = "dev", administrator: str = "carol"
    ) -> Founded:
        """Do what `quietword init` does."""
        site = self.site
        founding = Founding(
            self.vault, site.desk_secret, site.words, site.clock, CapacityLimiter(1)
        )
        return await founding.found(auditor, administrator)

    async def add_person(self, name: str) -> None:
        """Enrol somebody who belongs to no desk yet."""
        await add_person(self.site, self.vault, name)

    async def add_member(self, name: str, desk: DeskId) -> None:
        """Enrol somebody as a supervisor of a desk, and open it with them."""
        posts = [Post(desk, Role.SUPERVISOR, admitted=True)]
        await add_person(self.site, self.vault, name, posts=posts)
        await open_desk(self.site, self.vault, desk)

    async def invite(self, name: str) -> str:
        """Let carol invite somebody, and return the link's token."""
        invitation = await self.officers.invite(self.officer("carol"), name)
        return invitation.token

    async def enrol(self, token: str) -> str:
        """Use a link as whoever takes the five words; return the password."""
        shown = await self.enrolment.begin(token)
        code = make_totp_code(shown.totp_secret, at=self.site.clock.now())
        await self.enrolment.enrol(token, shown.sealed, own_password=None, code=code)
        return shown.password

    async def propose(self, name: str, desk: DeskId, role: Role) -> None:
        """Let carol propose somebody."""
        await self.members.propose(
            self.officer("carol"),
            self.site.people[name].id,
            Post(desk, role, admitted=False),
        )

    async def find_member(self, viewer: SignedIn, desk: DeskId, name: str) -> Member:
        """Return somebody's line on a desk's page."""
        members = await self.members.list_members(viewer, desk)
        return next(member for member in members if member.name == name)

    async def find_officer_id(self, name: str) -> OfficerId:
        """Return an officer's id by their name."""
        listed = await self.officers.list_officers()
        return next(officer.id for officer in listed if officer.name == name)

    async def count(self, table: type[Base]) -> int:
        """Count the rows of a table."""
        async with self.vault.reading() as connection:
            counted = await connection.scalar(select(func.count()).select_from(table))
        return counted or 0

    async def read(
        self, column: InstrumentedAttribute[Any], where: ColumnElement[bool]
    ) -> bytes:
        """Read the bytes of one row, as a thief does."""
        async with self.vault.reading() as connection:
            read: bytes = (await connection.scalars(select(column).where(where))).one()
        return read

    async def read_seed(self, name: str, desk: DeskId) -> bytes:
        """Open a desk's keys as somebody who signs in, and return its seed."""
        officer, book = await self.sign_in_as(name), CardBook(self.site.pins)
        async with self.vault.reading() as connection:
            keyring = await book.open_keyring(connection, officer, desk)
        return keyring.current.seed

    async def count_seeds(self, name: str) -> int:
        """Count the copies of desks' keys that are sealed to somebody."""
        query = select(func.count()).where(
            MemberSeedRow.officer == self.site.people[name].id
        )
        async with self.vault.reading() as connection:
            return await connection.scalar(query) or 0

    async def tamper(
        self, table: type[Base], where: ColumnElement[bool], **stolen: object
    ) -> None:
        """Write a row as a thief does who owns the database."""
        thief, statement = Vault(self.site.database.owner), update(table)
        async with thief.writing() as connection:
            await connection.execute(statement.where(where).values(stolen))
        await thief.close()

    async def list_acts(self) -> list[str]:
        """Return what the log says was done, oldest first, with the auditor's key."""
        return [detail.act for detail in await self.list_details()]

    async def list_details(self) -> list[Detail]:
        """Open every entry of the log."""
        query = select(AuditEntryRow.number, AuditEntryRow.box).order_by(
            AuditEntryRow.number
        )
        async with self.vault.reading() as connection:
            rows = (await connection.execute(query)).all()
        keys = self.site.desks[AUDITOR_DESK]
        return [Detail.read(keys.open_detail(Box(row.box), row.number)) for row in rows]


def read_code(page: str, office: Office) -> str:
    """Return the code of a phone that was set up from a page's letters."""
    letters = re.search("(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    assert letters is not None
    secret = b32decode(letters[0].replace(" ", ""))
    return make_totp_code(secret, at=office.site.clock.now())


@asynccontextmanager
async def at_the_office(site: Site) -> AsyncIterator[Office]:
    """Open the office of a site whose borough has one more desk, not opened yet."""
    housing = Desk(HOUSING, "Housing")
    borough = replace(site.borough, desks=(*site.borough.desks, housing))
    vault = Vault(site.database.desk)
    try:
        yield _furnish(replace(site, borough=borough), vault)
    finally:
        await vault.close()


@asynccontextmanager
async def at_the_desk_door(site: Site) -> AsyncIterator[Visitor]:
    """Bring somebody before the officers' process."""
    async with at_the_door(app(site.desk_settings, site.clock), DESK_HOST) as visitor:
        yield visitor


def _furnish(site: Site, vault: Vault) -> Office:
    secret, words, borough, clock = (
        site.desk_secret,
        site.words,
        site.borough,
        site.clock,
    )
    cards, limiter = CardBook(site.pins), CapacityLimiter(1)
    log = AuditLog(cards, clock)
    return Office(
        site,
        vault,
        Door(vault, secret, log, clock, limiter),
        Sessions(vault, secret, log, clock),
        Officers(vault, log, clock),
        Enrolment(vault, secret, words, borough, log, clock, limiter),
        Desks(vault, cards, log, words, borough),
        Members(vault, cards, log, words, borough),
        Log(vault, cards, log),
        Chain(vault),
    )
