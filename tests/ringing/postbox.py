"""A real mail server on this machine, and upkeep that hands its mails in there."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import func, select

from service.db.engine import Vault
from service.db.schema import DoorbellRow, DutyRow, MailRow
from service.domain.clock import SetClock
from service.domain.mails import Letterhead, MailServer, Tls
from service.post import Post
from service.ringing.jobs import Bells
from service.ringing.usecases import Ringing, Sending
from tests.builders import Site

HEAD = Letterhead("quietword@desk.example", "https://desk.example")
USER, PASSWORD = "upkeep", "heron sextant marble"


@dataclass(frozen=True, slots=True)
class Got:
    """A mail as it lies in somebody's box."""

    to: tuple[str, ...]
    message: Message
    raw: str

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.message.get_payload())

    @property
    def is_fixed(self) -> bool:
        """Whether it comes at fixed times."""
        return self.text.startswith(("This mail comes at fixed times", "The log"))


@dataclass(slots=True)
class Postbox:
    """A mail server. It keeps what it takes, and can be told to take nothing."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    wants_password: bool = False
    refuses: str = ""
    full: bool = False
    got: list[Got] = field(default_factory=list)
    came: int = 0
    server: asyncio.Server | None = None
    at_hand_in: Callable[[], None] = field(default=lambda: None)

    async def open(self) -> None:
        """Begin to listen, on the same port as before."""
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(self._greet, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Go away."""
        assert self.server is not None
        self.server.close()
        await self.server.wait_closed()

    def collect(self) -> list[str]:
        """Empty the box: to whom something came, in alphabetical order."""
        names = sorted(name for got in self.got for name in got.to)
        self.got.clear()
        return names

    def collect_rings(self) -> list[str]:
        """Empty the box: who was rung, leaving aside what comes at fixed times."""
        self.got = [got for got in self.got if not got.is_fixed]
        return self.collect()

    def reach(self, tls: Tls = Tls.NONE, user: str = "", password: str = "") -> Post:
        """How upkeep gets here."""
        server = MailServer("127.0.0.1", self.port, tls, HEAD, user, password)
        return Post(server)

    async def handle_RCPT(  # noqa: N802, PLR0917 - the names and number aiosmtpd calls
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take or refuse a receiver."""
        del server, session
        if self.refuses and self.refuses in address:
            return "550 5.1.1 no such box"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or be full."""
        del server, session
        self.at_hand_in()
        if self.full:
            return "452 4.2.2 full"
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content)
        raw = envelope.content.decode()
        self.got.append(Got(tuple(envelope.rcpt_tos), message, raw))
        return "250 OK"

    def _greet(self) -> SMTP:
        self.came += 1
        return SMTP(
            self,
            hostname="mail.example",
            tls_context=self.tls,
            require_starttls=self.tls is not None,
            authenticator=_check_password if self.wants_password else None,
            auth_required=self.wants_password,
        )


@asynccontextmanager
async def open_postbox() -> AsyncIterator[Postbox]:
    """Put up a mail server for a while."""
    box = Postbox()
    await box.open()
    try:
        yield box
    finally:
        await box.close()


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Upkeep of a site as it rings, with a clock to set, and an eye on the tables."""

    site: Site
    clock: SetClock
    bells: Bells
    vault: Vault

    async def at(self, moment: int) -> None:
        """Make the round of a moment."""
        self.clock.seconds = moment
        await self.bells.run_once()

    async def rounds(self, since: int, until: int, every: int = 60) -> None:
        """Make every round between two moments."""
        for moment in range(since, until, every):
            await self.at(moment)

    async def list_bells(self) -> list[tuple[int, int]]:
        """The level of each doorbell, and when it rings next."""
        query = select(DoorbellRow.level, DoorbellRow.ring_at)
        async with self.vault.reading() as connection:
            return [(r.level, r.ring_at) for r in await connection.execute(query)]

    async def list_duties(self) -> list[tuple[int, int]]:
        """The level of each duty, and when it rings next."""
        query = select(DutyRow.level, DutyRow.ring_at)
        async with self.vault.reading() as connection:
            return [(r.level, r.ring_at) for r in await connection.execute(query)]

    async def count_waiting(self) -> int:
        """How many mails have not gone out."""
        query = select(func.count()).where(MailRow.sent.is_(False))
        async with self.vault.reading() as connection:
            return await connection.scalar(query) or 0


@asynccontextmanager
async def upkeep_at_work(
    site: Site, clock: SetClock, post: Post | None
) -> AsyncIterator[Upkeep]:
    """Let upkeep work as its own role."""
    vault = Vault(site.database.upkeep)
    sending = Sending(vault, site.borough, clock, post) if post else None
    bells = Bells(Ringing(vault, site.borough, clock), sending)
    try:
        yield Upkeep(site, clock, bells, vault)
    finally:
        await vault.close()


def _check_password(  # noqa: PLR0917 - the number aiosmtpd calls it with
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    del server, session, envelope, mechanism
    assert isinstance(data, LoginPassword)
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)
