"""A file's box with a salt that is chosen, which only a test may choose."""

import hashlib

from crypto import CHUNK_BYTES, FileKey, FileOpener, FileSealer
from crypto import _streams as streams
from crypto._padding import pad_to_step
from tests.crypto.cases import Fields, fix

HEADER = 49
SEALED_CHUNK = CHUNK_BYTES + 16


def seal_whole(key: FileKey, file_id: str, text: bytes) -> bytes:
    """Seal a file that came in one piece."""
    sealer = FileSealer(key, file_id)
    return sealer.update(text) + sealer.finish()


def open_whole(key: FileKey, file_id: str, box: bytes) -> bytes:
    """Open a box that came in one piece."""
    opener = FileOpener(key, file_id)
    return opener.update(box) + opener.finish()


def seal_again(key: FileKey, file_id: str, salt: bytes, text: bytes) -> bytes:
    """Seal as the specification says, all at once, under a salt of the past."""
    sealing, commitment = streams._derive_file(key, file_id, salt)
    header = b"\x01" + salt + commitment
    chunks = streams._Chunks(sealing, header)
    whole = len(text) // CHUNK_BYTES * CHUNK_BYTES
    rest = pad_to_step(text[whole:], step=CHUNK_BYTES, largest=CHUNK_BYTES)
    begun = [
        chunks.seal(text[at : at + CHUNK_BYTES], last=False)
        for at in range(0, whole, CHUNK_BYTES)
    ]
    return b"".join([header, *begun, chunks.seal(rest, last=True)])


def split(box: bytes) -> tuple[bytes, list[bytes]]:
    """Take a box apart into its header and its chunks."""
    body = box[HEADER:]
    starts = range(0, len(body), SEALED_CHUNK)
    return box[:HEADER], [body[at : at + SEALED_CHUNK] for at in starts]


def a_file(name: str, pattern: str, times: int) -> Fields:
    key, salt = FileKey(fix(f"{name} key")), fix(f"{name} salt", 16)
    file_id = fix(f"{name} file", 16).hex()
    box = seal_again(key, file_id, salt, pattern.encode() * times)
    return {
        "file_key": key.raw.hex(),
        "file_id": file_id,
        "salt": salt.hex(),
        "pattern": pattern,
        "times": str(times),
        "length": str(len(box)),
        "sha256": hashlib.sha256(box).hexdigest(),
    }
