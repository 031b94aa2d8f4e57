"""What `quietword check` says of the process that opens what people send along."""

import asyncio

from service.commands.errors import CommandError
from service.domain.attaching import FileRefusedError
from service.files.child import start_child
from service.files.cleaner import ITSELF
from service.files.frames import BadAnswerError
from service.files.reach import Reach

_SECONDS = 60.0


async def describe_cleaning() -> str:
    """Start that process once, and say that it reaches nothing.

    Raises:
        CommandError: It does, or it does not run.
    """
    try:
        reach = await _ask()
    except (OSError, BadAnswerError, FileRefusedError):
        message = "the process that opens them does not run here"
        raise CommandError(message) from None
    if reach.names:
        message = (
            f"a file that breaks the process it is opened in would reach the "
            f"{' and the '.join(reach.names)} here; it needs Landlock and seccomp"
        )
        raise CommandError(message)
    return "opened in a process apart, without network, without disk"


async def _ask() -> Reach:
    async with start_child(ITSELF) as child, asyncio.timeout(_SECONDS):
        told, _ = await child.process.communicate()
    return Reach.read(told)
