"""Serve the demonstration: three child processes, watched until told to end."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from types import FrameType

from service.commands.errors import CommandError
from service.commands.places import IMPORTED_FROM
from service.commands.serving import Place, list_arguments

_START_SECONDS = 60
_STOP_SECONDS = 10
_LOOK_SECONDS = 0.1
_SERVER_FAULT = 500
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Child:
    """One of the three processes."""

    name: str
    process: subprocess.Popen[bytes]


@dataclass(slots=True)
class Processes:
    """The three processes, from the first one's start to the last one's end."""

    places: Mapping[str, Place]
    env: Mapping[str, str]
    children: list[Child] = field(default_factory=list)
    is_told: bool = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start both web processes, and end what is left of all on leaving.

        Raises:
            CommandError: A port is taken; nothing was started.
        """
        before = {told: signal.signal(told, self._tell) for told in _ENDINGS}
        try:
            for place in self.places.values():
                check_free(place)
            for name, place in self.places.items():
                self._start(name, list_arguments(name, place))
            yield
        finally:
            self._end()
            for told, handler in before.items():
                signal.signal(told, handler)

    def wait_until_serving(self) -> None:
        """Return when both pages answer, or when told to end.

        Raises:
            CommandError: A process ended, or does not answer within a minute.
        """
        waits_until = time.monotonic() + _START_SECONDS
        while not self.is_told and not all(map(_answers, self.places.values())):
            self._check_alive()
            if time.monotonic() > waits_until:
                message = "The pages do not answer; what went wrong stands above"
                raise CommandError(message)
            time.sleep(_LOOK_SECONDS)

    def start_upkeep(self) -> None:
        """Start the third process: only now, so that the pages come up sooner."""
        if not self.is_told:
            self._start("upkeep", [sys.executable, "-m", "service.cli", "upkeep"])

    def watch(self) -> None:
        """Return when told to end.

        Raises:
            CommandError: A process ended by itself.
        """
        while not self.is_told:
            self._check_alive()
            time.sleep(_LOOK_SECONDS)

    def _start(self, name: str, command: list[str]) -> None:
        # In a session of its own, so that Ctrl-C reaches this process alone.
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            command, env=self.env, cwd=IMPORTED_FROM, start_new_session=True
        )
        self.children.append(Child(name, process))

    def _check_alive(self) -> None:
        for child in self.children:
            if child.process.poll() is not None and not self.is_told:
                message = f"The {child.name} process ended by itself, so all were ended"
                raise CommandError(message)

    def _end(self) -> None:
        for child in self.children:
            child.process.terminate()
        for child in self.children:
            try:
                child.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    def _tell(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_told = True


def check_free(place: Place) -> None:
    """Refuse a port that something else listens on.

    Raises:
        CommandError: It is taken.
    """
    with socket.socket() as tried:
        # As a server does, so that a connection that just closed is no obstacle.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((place.host, place.port))
        except OSError:
            message = (
                f"Port {place.port} of {place.host} is taken; end what uses it (perhaps"
                " another demonstration) and try again"
            )
            raise CommandError(message) from None


def _answers(place: Place) -> bool:
    connection = HTTPConnection(place.host, place.port, timeout=1)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < _SERVER_FAULT
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
