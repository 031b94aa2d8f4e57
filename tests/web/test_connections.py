"""Stories of what lies under a page: the connection it travels on."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from service.web.connections import PromptProtocol


async def say_nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@asynccontextmanager
async def a_listening_worker() -> AsyncIterator[tuple[int, list[PromptProtocol]]]:
    """Listen as a worker does, on the socket that its parent opened for all."""
    config = Config(app=say_nothing, host="127.0.0.1", port=0, log_config=None)
    config.load()
    listener, made = config.bind_socket(), list[PromptProtocol]()

    def answer() -> PromptProtocol:
        made.append(PromptProtocol(config, ServerState(), app_state={}))
        return made[-1]

    server = await asyncio.get_running_loop().create_server(answer, sock=listener)
    try:
        yield listener.getsockname()[1], made
    finally:
        server.close()


async def test_no_piece_of_a_page_is_held_back_until_another_was_confirmed() -> None:
    async with a_listening_worker() as (port, made):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        await reader.readline()
        accepted = made[0].transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()
        await writer.wait_closed()
