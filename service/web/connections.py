"""How a connection is answered: each piece at once.

A page leaves uvicorn in two pieces. With more than one worker its listening socket
does not say that it is TCP, so asyncio leaves the kernel to hold the second piece
back until the first was confirmed: 40 milliseconds for every page but the first of
a connection. So each connection is told by itself. It can go once uvicorn says it:
https://github.com/Kludex/uvicorn/issues/3149
"""

import asyncio
import socket
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

_TCP = frozenset({socket.AF_INET, socket.AF_INET6})


class PromptProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, without waiting. `--http` names this class."""

    def connection_made(  # type: ignore[explicit-override] # Python 3.11 has no `override`
        self,
        transport: asyncio.Transport,  # type: ignore[override] # as uvicorn itself has it
    ) -> None:
        """Let nothing be held back, then go on."""
        opened = cast("socket.socket", transport.get_extra_info("socket"))
        if opened.family in _TCP:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
