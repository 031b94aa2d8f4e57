"""What lists open of a tip without opening it, and what they can be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import CryptoError, open_part
from service.domain.judgements import Judged
from service.domain.letters import Kind
from service.domain.people import Keyring
from service.domain.sealed import Shreds, StoredLetter, open_content_key


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tips an inbox shows, as far as the vault knows them apart in clear.

    What a tip is about, where it is and who has it are sealed: nobody can ask for
    the pages of those without opening every summary there is. `only_news` are those
    that somebody had, or closed, and that were written to since.
    """

    is_open: bool = True
    priority: int | None = None
    only_new: bool = False
    only_news: bool = False

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the columns that it asks about."""
        asked = {
            "priority": self.priority is not None,
            "new": self.only_new,
            "news": self.only_news,
        }
        return tuple(name for name, is_asked in asked.items() if is_asked)


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
