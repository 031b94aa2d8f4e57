"""Forms with files, as browsers and others send them, and a door that takes them."""

from collections.abc import AsyncIterator, Mapping, Sequence

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from service.domain.errors import TooLargeError
from service.web.application import Street, build_reporter
from service.web.uploads import Raw, read_upload
from tests.web.frames import HOST, browse, close, public_pages

BOUNDARY = "----WebKitFormBoundaryNq3"
MULTIPART = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
MOST = 2 * 1024 * 1024

Part = tuple[str, str | None, bytes]
"""A field's name, the name of its file (None: no file), and what it holds."""


def write_part(part: Part) -> bytes:
    """Write a part as Chromium does."""
    name, file, content = part
    head = f'Content-Disposition: form-data; name="{name}"'
    if file is not None:
        head += f'; filename="{file}"\r\nContent-Type: application/octet-stream'
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"


def write_body(*parts: Part) -> bytes:
    """Write a whole body."""
    return b"".join(map(write_part, parts)) + f"--{BOUNDARY}--\r\n".encode()


class Taking:
    """Somebody who takes files, and remembers them with what came before them."""

    def __init__(self, *, most: int | None = None) -> None:
        self.files: list[bytes] = []
        self.before: list[Mapping[str, str]] = []
        self.cut = 0
        self._most = most

    async def take(self, raw: Raw, sent: Mapping[str, str]) -> None:
        """Take a file, or no more of it than `most` bytes."""
        self.before.append(dict(sent))
        kept = b""
        try:
            async for piece in raw:
                kept += piece
                if self._most is not None and len(kept) > self._most:
                    break
        except TooLargeError:
            self.cut += 1
            return
        self.files.append(kept)


def upload_app(taking: Taking, *, most: int = MOST) -> Starlette:
    """A public application with one door for files."""

    async def receive(request: Request) -> Response:
        upload = await read_upload(request, taking.take, typed=("text",))
        fields = dict(upload.form.fields)
        garbled = sorted(upload.form.garbled)
        return JSONResponse(
            {"fields": fields, "garbled": garbled, "cut": upload.is_cut}
        )

    doors = [Route(path, receive, methods=["POST"]) for path in ("/check", "/send")]
    return build_reporter(
        doors,
        pages=public_pages(),
        street=Street(hosts=(HOST,), https_only=False),
        close=close,
        uploads={"/check": most},
    )


async def in_pieces(body: bytes, sizes: Sequence[int]) -> AsyncIterator[bytes]:
    """A body as a slow line brings it: pieces of these sizes, then the rest."""
    for size in sizes:
        piece, body = body[:size], body[size:]
        yield piece
    yield body


async def upload(
    body: bytes | AsyncIterator[bytes],
    taking: Taking,
    *,
    path: str = "/check",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """Send a body to the door for files."""
    app = upload_app(taking)
    return await browse(app).post(path, content=body, headers=headers or MULTIPART)
