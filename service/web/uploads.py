"""Reading a form with files as it comes, never more of it than arrives at once.

Fields become the same `Form` as any other form's, within the same limits. A file is
handed on piece by piece while the rest is still in the browser: whoever takes it
sets the pace, nothing of it is kept here, and nothing touches the disk. What the
browser calls a file, and says that it is, is dropped unread. (Starlette's own reader
would put each file on the disk in clear first.)
"""

import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import Self

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from service.domain.errors import BadFormError, TooLargeError, TooSlowError
from service.web.forms import MOST_FIELDS, Form, clean_form, keep_typed, read_form
from service.web.limits import MOST_BYTES, CutShortError

Raw = AsyncIterator[bytes]
"""A file as it arrives."""

Take = Callable[[Raw, Mapping[str, str]], Awaitable[None]]
"""Takes one file, and is told the fields that came before it."""


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A form that was read, and whether files that came with it were cut off."""

    form: Form
    is_cut: bool = False


MOST_PARTS = 4 * MOST_FIELDS
"""Fields and files. Who chooses all the photos of a holiday is told so kindly."""

MULTIPART = "multipart/form-data"

_MOST_HEADERS = 8
_LONGEST_HEADER = 4 * 1024
_LONGEST_NAME = 100

# The parser says in the log which byte it stumbled over. It may not.
_SILENT = logging.getLogger("quietword.unsaid")
_SILENT.disabled = True


async def read_upload(
    request: Request, take: Take, *, typed: Collection[str] = ()
) -> Upload:
    """Read a form that may bring files, each of which `take` is given as it comes.

    `typed` is what it is for `read_form`. Our pages put files after everything else,
    so a body that goes beyond what may be brought is cut among them: the fields are
    kept, and a file that is cut in its middle raises CutShortError to its taker.

    Raises:
        BadFormError: It is no form of ours, or it ends in the middle.
        TooSlowError: It does not come. The fields that did are kept as `typed`.
    """
    encoding, options = parse_options_header(request.headers.get("content-type", ""))
    if encoding != MULTIPART.encode():
        return Upload(await read_form(request, typed=typed))
    parts = _Parts(request.stream(), options.get(b"boundary", b""))
    reader = _Reader(parts, take)
    is_cut = False
    try:
        await reader.read()
    except CutShortError:
        is_cut = True
        if not reader.sent:
            raise
    finally:
        form = clean_form(reader.sent)
        keep_typed(request, form, typed)
    return Upload(form, is_cut)


class _Sign(Enum):
    FIELD = auto()
    FILE = auto()
    NO_FILE = auto()
    DATA = auto()
    END = auto()


_Found = tuple[_Sign, bytes]
"""What was found, with the field's name or the piece of data."""


class _Parts:
    """Turns a body into what is found in it, reading only when it is asked."""

    def __init__(self, body: AsyncIterator[bytes], boundary: bytes) -> None:
        self._body = body
        self._found: deque[_Found] = deque()
        self._head = _Head()
        self._begun = 0
        self._whole = False
        self._refused: type[TooLargeError] | None = None
        if not boundary:
            raise BadFormError
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._head.take_name,
                    "on_header_value": self._head.take_value,
                    "on_header_end": self._head.end_one,
                    "on_headers_finished": self._end_head,
                    "on_part_data": self._take,
                    "on_part_end": lambda: self._found.append((_Sign.END, b"")),
                    "on_end": self._end,
                },
                max_header_count=_MOST_HEADERS,
                max_header_size=_LONGEST_HEADER,
            )
        except FormParserError:
            raise BadFormError from None
        self._parser.logger = _SILENT

    async def next(self) -> _Found | None:
        """Return what comes next, or None at the end."""
        while not self._found:
            piece = await self._read()
            if piece is None:
                if not self._whole:
                    raise BadFormError
                return None
            try:
                self._parser.write(piece)
            except FormParserError:
                raise BadFormError from None
        return self._found.popleft()

    async def _read(self) -> bytes | None:
        """Return more of the body. Once it was too large or too slow, it stays so."""
        if self._refused:
            raise self._refused
        try:
            return await anext(self._body, None)
        except TooLargeError as refused:
            self._refused = type(refused)
            raise

    def _begin(self) -> None:
        self._begun += 1
        if self._begun > MOST_PARTS:
            raise BadFormError
        self._head.clear()

    def _end_head(self) -> None:
        self._found.append(self._head.read())

    def _take(self, data: bytes, start: int, end: int) -> None:
        self._found.append((_Sign.DATA, data[start:end]))

    def _end(self) -> None:
        self._whole = True


@dataclass(slots=True)
class _Head:
    """The headers of one part, of which only `Content-Disposition` is looked at."""

    name: bytes = b""
    value: bytes = b""
    disposition: bytes = b""

    def clear(self) -> None:
        self.name = self.value = self.disposition = b""

    def take_name(self, data: bytes, start: int, end: int) -> None:
        self.name += data[start:end]

    def take_value(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def end_one(self) -> None:
        if self.name.lower() == b"content-disposition":
            self.disposition = self.value
        self.name = self.value = b""

    def read(self) -> _Found:
        """Say what this part is. A file that was not chosen has an empty name."""
        kind, options = parse_options_header(self.disposition)
        name = options.get(b"name", b"")
        if kind != b"form-data" or len(name) > _LONGEST_NAME:
            raise BadFormError
        if b"filename" not in options:
            return _Sign.FIELD, name
        return (_Sign.FILE if options[b"filename"] else _Sign.NO_FILE), name


class _Pieces:
    """The data of one part, piece by piece, to its end."""

    def __init__(self, parts: _Parts) -> None:
        self._parts = parts
        self._ended = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        found = None if self._ended else await self._parts.next()
        if found is None or found[0] is _Sign.END:
            self._ended = True
            raise StopAsyncIteration
        return found[1]


@dataclass(slots=True)
class _Reader:
    """Puts the fields together, within limits, and hands the files on."""

    parts: _Parts
    take: Take
    sent: dict[str, str] = field(default_factory=dict)
    room: int = MOST_BYTES

    async def read(self) -> None:
        """Read to the end."""
        while found := await self.parts.next():
            sign, name = found
            pieces = _Pieces(self.parts)
            if sign is _Sign.FIELD:
                await self._keep(name.decode("utf-8", "replace"), pieces)
            elif sign is _Sign.FILE:
                await self.take(pieces, MappingProxyType(self.sent))
            async for _untaken in pieces:
                pass

    async def _keep(self, name: str, pieces: Raw) -> None:
        if name in self.sent or len(self.sent) == MOST_FIELDS:
            raise BadFormError
        kept = bytearray()
        try:
            async for piece in pieces:
                kept += piece
                self.room -= len(piece)
                if self.room < 0:
                    raise BadFormError
        except TooSlowError:
            # Half a text is better than none, for whoever has to type it again.
            self._add(name, kept)
            raise
        self._add(name, kept)

    def _add(self, name: str, kept: bytearray) -> None:
        self.sent[name] = kept.decode("utf-8", "surrogateescape")
