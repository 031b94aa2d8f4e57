"""What lists open of a tip without opening it: its summaries."""

from collections.abc import Sequence

from crypto import CryptoError, open_part
from service.domain.judgements import Judged
from service.domain.letters import Kind
from service.domain.people import Keyring
from service.domain.sealed import Shreds, StoredLetter, open_content_key


def read_judged(
    letters: Sequence[StoredLetter], keyring: Keyring, shreds: Shreds
) -> Judged | None:
    """Return what the newest judgement among letters says that opens, if any does."""
    judgements = (one for one in reversed(letters) if one.kind is Kind.JUDGEMENT)
    opened = (_open(one, keyring, shreds) for one in judgements)
    return next(filter(None, opened), None)


def _open(letter: StoredLetter, keyring: Keyring, shreds: Shreds) -> Judged | None:
    shred = shreds.get(letter.side)
    if letter.summary is None or shred is None:
        return None
    try:
        key = open_content_key(letter, keyring)
        return Judged.read(
            open_part("summary", letter.summary, key, shred, letter.context)
        )
    except CryptoError:
        return None
