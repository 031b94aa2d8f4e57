"""Files: a stream sealed in chunks, so that it is never whole in memory.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015) over AES-256-GCM:
each chunk's nonce holds its number and whether it is the last, so chunks that are
left out, doubled, put in another order or cut off the end do not open. The text is
padded to whole chunks, so a box's length is a number of chunks and nothing finer.

A box is version (1), salt (16), commitment (32), then chunks of 65,552 bytes. Key
and commitment come from one derivation, which takes in the file's key, its id and
the salt: a key that were used for two boxes would still meet no nonce twice.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto._context import KEY_BYTES, VERSION, derive, parse_id
from crypto._errors import CannotOpenError, MalformedError
from crypto._padding import pad_to_step, strip_padding

CHUNK_BYTES = 65_536

_SALT_BYTES = 16
_COMMITMENT_BYTES = 32
_TAG_BYTES = 16
_SALTED = 1 + _SALT_BYTES
_HEADER_BYTES = _SALTED + _COMMITMENT_BYTES
_SEALED_BYTES = CHUNK_BYTES + _TAG_BYTES


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FileKey:
    """32 random bytes that open one file. Kept inside the letter it belongs to."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    @classmethod
    def generate(cls) -> Self:
        """Make one from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def make_bond(self, file_id: str) -> str:
        """Return what only those can know who know the key, and which opens nothing.

        Raises:
            MalformedError: The file's id is not 32 lower-case hexadecimal digits.
        """
        return derive(self.raw, "file-bond", parse_id(file_id)).hex()


class FileSealer:
    """Seals one file as it comes: what `update` and `finish` return, in order.

    Raises:
        MalformedError: The file's id is not 32 lower-case hexadecimal digits.
    """

    __slots__ = ("_chunks", "_ready", "_text")

    def __init__(self, key: FileKey, file_id: str) -> None:
        salt = secrets.token_bytes(_SALT_BYTES)
        sealing, commitment = _derive_file(key, file_id, salt)
        self._ready = VERSION + salt + commitment
        self._chunks: _Chunks | None = _Chunks(sealing, self._ready)
        self._text = bytearray()

    def update(self, text: bytes) -> bytes:
        """Take more of the file and return what of it is sealed by now.

        Raises:
            MalformedError: The file was finished before.
        """
        chunks = _insist(self._chunks)
        self._text += text
        sealed = [self._ready]
        self._ready = b""
        while len(self._text) >= CHUNK_BYTES:
            sealed.append(chunks.seal(_take(self._text, CHUNK_BYTES), last=False))
        return b"".join(sealed)

    def finish(self) -> bytes:
        """Return the last chunk. An empty file has one, too.

        Raises:
            MalformedError: The file was finished before.
        """
        chunks, self._chunks = _insist(self._chunks), None
        padded = pad_to_step(bytes(self._text), step=CHUNK_BYTES, largest=CHUNK_BYTES)
        return self._ready + chunks.seal(padded, last=True)


class FileOpener:
    """Opens one file as it comes. Only `finish` says that it was whole.

    What `update` returns is the file's own beginning; who hands it on before
    `finish` must be able to take it back, or to say that something is missing.
    After an error nothing more opens.

    Raises:
        MalformedError: The file's id is not 32 lower-case hexadecimal digits.
    """

    __slots__ = ("_box", "_chunks", "_closed", "_file_id", "_key")

    def __init__(self, key: FileKey, file_id: str) -> None:
        parse_id(file_id)
        self._key = key
        self._file_id = file_id
        self._box = bytearray()
        self._chunks: _Chunks | None = None
        self._closed = False

    def update(self, box: bytes) -> bytes:
        """Take more of the box and return what of it has opened by now.

        Raises:
            MalformedError: Unknown version byte, or the file was finished before.
            CannotOpenError: Wrong key, another file's box, or a changed byte.
        """
        if self._closed:
            raise MalformedError
        self._box += box
        # Open again only if nothing is raised: an error closes it for good.
        self._closed = True
        opened = self._open_begun()
        self._closed = False
        return opened

    def finish(self) -> bytes:
        """Return the end of the file, now that there is no more of its box.

        Raises:
            MalformedError: The box does not end where a chunk ends, or the file
                was finished before.
            CannotOpenError: Chunks are missing or changed.
        """
        if self._closed or self._chunks is None or len(self._box) != _SEALED_BYTES:
            raise MalformedError
        self._closed = True
        return strip_padding(self._chunks.open(bytes(self._box), last=True))

    def _open_begun(self) -> bytes:
        if self._chunks is None and len(self._box) >= _HEADER_BYTES:
            self._chunks = self._begin(_take(self._box, _HEADER_BYTES))
        if self._chunks is None:
            return b""
        opened = []
        # The last chunk waits for `finish`: only the end tells that it is the last.
        while len(self._box) > _SEALED_BYTES:
            sealed = _take(self._box, _SEALED_BYTES)
            opened.append(self._chunks.open(sealed, last=False))
        return b"".join(opened)

    def _begin(self, header: bytes) -> "_Chunks":
        if header[:1] != VERSION:
            raise MalformedError
        opening, commitment = _derive_file(self._key, self._file_id, header[1:_SALTED])
        if not hmac.compare_digest(header[_SALTED:], commitment):
            raise CannotOpenError
        return _Chunks(opening, header)


class _Chunks:
    """The chunks of one file in their order, each under a nonce of its own."""

    __slots__ = ("_cipher", "_header", "_number")

    def __init__(self, key: bytes, header: bytes) -> None:
        self._cipher = AESGCM(key)
        self._header = header
        self._number = 0

    def seal(self, padded: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._next_nonce(last=last), padded, self._header)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        nonce = self._next_nonce(last=last)
        try:
            return self._cipher.decrypt(nonce, sealed, self._header)
        except InvalidTag:
            raise CannotOpenError from None

    def _next_nonce(self, *, last: bool) -> bytes:
        number, self._number = self._number, self._number + 1
        return bytes(3) + number.to_bytes(8, "big") + bytes([last])


def _derive_file(key: FileKey, file_id: str, salt: bytes) -> tuple[bytes, bytes]:
    both = derive(
        key.raw,
        "file",
        parse_id(file_id),
        salt=salt,
        length=KEY_BYTES + _COMMITMENT_BYTES,
    )
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _take(buffer: bytearray, length: int) -> bytes:
    taken = bytes(buffer[:length])
    del buffer[:length]
    return taken


def _insist(chunks: _Chunks | None) -> _Chunks:
    if chunks is None:
        raise MalformedError
    return chunks
