"""What ringing does in each of upkeep's rounds."""

import logging
from dataclasses import dataclass
from enum import StrEnum

from service.ringing.usecases import CARRIED_AT_ONCE, Ringing, Sending

_log = logging.getLogger("quietword")


class Event(StrEnum):
    """The words ringing may write in the log. A number may follow."""

    NO_SERVER = "upkeep: no mail server is set, so mails wait"
    NOT_SENT = "upkeep: mails not sent, trying again"


@dataclass(slots=True)
class Bells:
    """Rings what is due, and sends what waits if there is a mail server."""

    ringing: Ringing
    sending: Sending | None
    has_said_so: bool = False

    async def run_once(self) -> None:
        """Ring and send all that is due now.

        Raises:
            UnavailableError: The database is away; the next round makes it good.
        """
        while await self.ringing.ring_doorbells():
            pass
        while await self.ringing.ring_duties():
            pass
        await self.ringing.plan_digests()
        await self.ringing.forget_sent()
        if self.sending is not None:
            await self._send(self.sending)
        elif not self.has_said_so:
            _log.info("%s", Event.NO_SERVER)
            self.has_said_so = True

    async def _send(self, sending: Sending) -> None:
        sent = await sending.send_mails()
        while sent.tried == CARRIED_AT_ONCE and not sent.failed:
            sent = await sending.send_mails()
        if sent.failed:
            _log.warning("%s: %d", Event.NOT_SENT, sent.failed)
