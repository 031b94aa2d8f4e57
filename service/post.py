"""How mail leaves the house: over SMTP, to the one server of the settings.

What goes wrong is counted and never told: an answer of a mail server may hold an
address.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime

from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from service.domain.mails import Letterhead, Mail, MailId, MailServer, Tls

_SUBJECT = "Quiet Word"
_TALK_SECONDS = 15.0
_BATCH_SECONDS = 30.0
"""Shorter than the first wait, so that no other upkeep tries the same meanwhile."""

_AWAY = (SMTPException, OSError)
# The server takes none of its addresses, or they are none.
_REFUSED = (SMTPRecipientsRefused, SMTPResponseException, MessageError, ValueError)

Delivered = Callable[[MailId], Awaitable[None]]


class MailServerAwayError(Exception):
    """The mail server cannot be used now."""


@dataclass(frozen=True, slots=True)
class Post:
    """Carries mails to the mail server. It keeps none."""

    server: MailServer

    async def carry(self, mails: Sequence[Mail], now: int, delivered: Delivered) -> int:
        """Send mails over one connection, telling of each that was taken.

        Returns how many were not. Nothing is raised: whoever sent them tries again.
        """
        taken: set[MailId] = set()
        try:
            async with asyncio.timeout(_BATCH_SECONDS), self._connection() as smtp:
                for mail in mails:
                    if await self._send(smtp, mail, now):
                        taken.add(mail.id)
                        await delivered(mail.id)
        except (*_AWAY, TimeoutError):
            pass
        return len(mails) - len(taken)

    async def greet(self) -> None:
        """Connect, sign in and leave, as `carry` would.

        Raises:
            MailServerAwayError: That cannot be done now.
        """
        try:
            async with asyncio.timeout(_TALK_SECONDS), self._connection() as smtp:
                await smtp.noop()
        except (*_AWAY, TimeoutError):
            raise MailServerAwayError from None

    async def _send(self, smtp: SMTP, mail: Mail, now: int) -> bool:
        try:
            await smtp.send_message(_write(self.server.head, mail, now))
        except _REFUSED:
            return False  # The others may still be taken.
        return True

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[SMTP]:
        server = self.server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            local_hostname=server.head.domain,
            timeout=_TALK_SECONDS,
            use_tls=server.tls is Tls.TLS,
            start_tls=server.tls is Tls.STARTTLS,
        )
        async with smtp:
            yield smtp


def _write(head: Letterhead, mail: Mail, now: int) -> EmailMessage:
    """Write a mail as it goes out: plain text, one list of receivers."""
    message = EmailMessage()
    message["From"] = head.sender
    message["To"] = ", ".join(mail.to)
    message["Subject"] = _SUBJECT
    message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    message["Message-ID"] = f"<{mail.number}@{head.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message
