"""Reading what a browser sent, with a limit on everything.

One encoding is read, the one our own pages use, by the parser Starlette uses. Its
own reading would put a replacement character in the place of broken bytes without
saying so, and would spool large parts to disk in clear; this keeps all in memory.
"""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import QuerystringParseError
from python_multipart.multipart import QuerystringParser
from starlette.requests import Request
from starlette.types import Scope

from service.domain.errors import BadFormError, TooSlowError, UnsupportedFormError

MOST_FIELDS = 60

_ENCODING = "application/x-www-form-urlencoded"
_TYPED = "quietword.typed"

# Bytes that are no UTF-8 arrive here as lone surrogates. Control characters other
# than line feed and tab belong to no text that a person types; nor do the signs that
# turn the direction of what follows: with them a text reads otherwise than it is
# written. The marks that join letters, and those beside one, stay: languages need them.
_BROKEN = re.compile("[\ud800-\udfff]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")

# What is no whole field and no whole sign, where a body breaks off.
_HALF = re.compile(rb"(&[^=&]*|%[0-9A-Fa-f]?)\Z")


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """The fields of one form, each at most once, as text that is safe to keep.

    Line breaks are line feeds. What is no text was taken out of the fields named
    in `garbled`, so that a reporter's form can be shown again and can say so.
    """

    fields: Mapping[str, str]
    garbled: frozenset[str]

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def text(self, name: str) -> str:
        """Return a field's text, or the empty text where it was not sent."""
        return self.fields.get(name, "")


NO_FORM = Form(MappingProxyType({}), frozenset())


async def read_form(request: Request, *, typed: Collection[str] = ()) -> Form:
    """Read a request's form.

    `typed` names the fields that hold a person's own prose: if this request is
    refused after all, the page that says so gives it back.
    """
    encoding = request.headers.get("content-type", "").partition(";")[0]
    if encoding.strip().lower() != _ENCODING:
        raise UnsupportedFormError
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
    except TooSlowError:
        with suppress(BadFormError):
            keep_typed(request, parse_form(_HALF.sub(b"", bytes(body))), typed)
        raise
    form = parse_form(bytes(body))
    keep_typed(request, form, typed)
    return form


def keep_typed(request: Request, form: Form, typed: Collection[str]) -> None:
    """Remember the prose of a request's form, for the page that may have to say no."""
    request.scope[_TYPED] = tuple(t for t in map(form.text, typed) if t)


def find_typed(scope: Scope) -> tuple[str, ...]:
    """Return the prose that this request's form held, to be given back."""
    return cast("tuple[str, ...]", scope.get(_TYPED, ()))


def parse_form(body: bytes) -> Form:
    """Turn a body into a form, or refuse it."""
    reader = _Reader()
    parser = QuerystringParser(
        {
            "on_field_start": reader.start,
            "on_field_name": reader.take_name,
            "on_field_data": reader.take_text,
            "on_field_end": reader.end,
        },
        strict_parsing=True,
    )
    try:
        parser.write(body)
        parser.finalize()
    except QuerystringParseError:
        raise BadFormError from None
    return clean_form(reader.sent)


def clean_form(sent: Mapping[str, str]) -> Form:
    """Make texts safe to keep. Bytes that are no UTF-8 are lone surrogates in them."""
    fields = {name: _clean(text) for name, text in sent.items()}
    garbled = frozenset(name for name, text in sent.items() if _is_garbled(text))
    return Form(MappingProxyType(fields), garbled)


class _Reader:
    """Puts together what the parser finds, within limits."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}
        self._name = b""
        self._text = b""

    def start(self) -> None:
        self._name = self._text = b""

    def take_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def take_text(self, data: bytes, start: int, end: int) -> None:
        self._text += data[start:end]

    def end(self) -> None:
        name = _decode(self._name)
        # None of our forms says one thing twice, or so many.
        if name in self.sent or len(self.sent) == MOST_FIELDS:
            raise BadFormError
        self.sent[name] = _decode(self._text)


def _decode(raw: bytes) -> str:
    spaced = raw.replace(b"+", b" ")
    return unquote_to_bytes(spaced).decode("utf-8", "surrogateescape")


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _BROKEN.sub("\ufffd", _CONTROL.sub("", lines))


def _is_garbled(text: str) -> bool:
    found = _BROKEN.search(text) or _CONTROL.search(text.replace("\r", "\n"))
    return found is not None
