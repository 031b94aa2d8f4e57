"""A browser reduced to what it sends: HTTP/1.1 on one kept connection.

The client shares the machine with what it measures, so it does next to nothing:
no cookies but those it is given, no redirects followed, no page parsed but for the
hidden fields a form carries. It costs about a tenth of what httpx costs.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Self
from urllib.parse import urlencode, urlsplit

_PATIENCE = 60.0
_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_END = b"\r\n\r\n"


class NoAnswerError(Exception):
    """The server closed the connection, said nothing in time, or broke HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how many bytes it took on the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    wire_bytes: int

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        pairs = _HIDDEN.findall(self.body)
        return {unescape(n.decode()): unescape(v.decode()) for n, v in pairs}


@dataclass(slots=True)
class Browser:
    """One connection to one process."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str
    cookie: str = ""

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect to a process."""
        parts = urlsplit(url)
        try:
            async with asyncio.timeout(_PATIENCE):
                streams = await asyncio.open_connection(parts.hostname, parts.port)
        except OSError as error:
            raise NoAnswerError from error
        return cls(*streams, parts.netloc)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def get(self, path: str) -> Answer:
        """Ask for a page."""
        return await self._exchange(f"GET {path}", b"")

    async def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return await self._exchange(f"POST {path}", urlencode(fields).encode())

    async def _exchange(self, request: str, body: bytes) -> Answer:
        try:
            async with asyncio.timeout(_PATIENCE):
                self.writer.write(self._head(request, len(body)) + body)
                return await self._read()
        except (OSError, EOFError, ValueError) as error:
            raise NoAnswerError from error

    def _head(self, request: str, length: int) -> bytes:
        lines = [
            f"{request} HTTP/1.1",
            f"Host: {self.host}",
            "Accept-Encoding: gzip",
        ]
        if request.startswith("POST"):
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {length}",
                "Origin: null",  # what a page with no-referrer sends
                "Sec-Fetch-Site: same-origin",
            ]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        return "\r\n".join([*lines, "", ""]).encode()

    async def _read(self) -> Answer:
        head = await self.reader.readuntil(_END)
        first, *lines = head[: -len(_END)].decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = {name.lower(): text for name, _, text in pairs}
        body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(first.split(" ")[1]), headers, body, len(head) + len(body))
