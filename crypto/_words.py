"""Words people can keep: a reporter's six, a password's five, a kit's 24.

The list is EFF's large list without its four hyphenated words: 7,772 words,
12.9 bits each. It is handed in by whoever starts the process and checked here.
"""

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from crypto._context import KEY_BYTES, derive
from crypto._errors import MalformedError
from crypto._threads import MailboxKeys

LIST_LENGTH = 7772
RECEIPT_LENGTH = 6
FINGERPRINT_LENGTH = 4

_UNKIND_WORDS = (
    "agony ambush avenge backstab brute bully carnage chokehold cruelly "
    "cruelness cruelty culprit dagger deceased demise disgrace disown "
    "douche drown evil frighten frightful gore gory graves graveyard grope "
    "hate hurt jailbird jailhouse lustfully lustily lustiness lusty maimed "
    "mutilated mutilator oppressed oppressor perish poison predator prison "
    "prowler prowling punisher regretful revenge revolver savage scared "
    "shame shrapnel slain snitch squealer squealing strangle tattle "
    "tattling thong traitor unlucky unwed"
)
UNKIND = frozenset(_UNKIND_WORDS.split())
"""65 words of the list that are read but never given to a frightened person."""

_DRAW_BYTES = 2
_DRAW_MASK = 0x1FFF
_STREAM_BYTES = 128
_MAILBOX_KIB = 16 * 1024
_SITE_SALT_BYTES = 16
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, repr=False)
class WordList:
    """The public list that every word of ours comes from, in its fixed order."""

    words: tuple[str, ...]
    _places: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", frozenset(self.words))

    @classmethod
    def check(cls, lines: Iterable[str]) -> Self:
        """Take the list as its package carries it, leaving hyphenated words out.

        Raises:
            MalformedError: What is left is not 7,772 distinct words of the
                letters a to z. A wrong list would give words nobody can use later.
        """
        stripped = (line.strip() for line in lines)
        words = tuple(word for word in stripped if "-" not in word)
        plain = all(re.fullmatch("[a-z]+", word) for word in words)
        if not plain or not len(words) == len(set(words)) == LIST_LENGTH:
            raise MalformedError
        return cls(words)

    def __contains__(self, word: str) -> bool:
        return word in self._places

    def draw(self, stream: bytes, count: int) -> tuple[str, ...]:
        """Read `count` words from a stream of random bytes, without bias.

        Each two bytes, big-endian, give a 13-bit number; numbers of 7,772 and
        above are passed over, and so are unkind words.

        Raises:
            MalformedError: The stream ran out (for 64 numbers and six words:
                less than once in 10^69).
        """
        numbered = (self.words[number] for number in _numbers(stream))
        drawn = tuple(word for word in numbered if word not in UNKIND)[:count]
        if len(drawn) < count:
            raise MalformedError
        return drawn

    def generate(self, count: int) -> str:
        """Choose `count` words by the operating system's randomness, with hyphens."""
        kind = [word for word in self.words if word not in UNKIND]
        return "-".join(secrets.choice(kind) for _ in range(count))

    def find_unknown(self, typed: str) -> tuple[str, ...]:
        """Return the typed words that are not on the list, in lower case."""
        return tuple(word for word in split_words(typed) if word not in self)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Receipt:
    """Six words (77.5 bits), known to the reporter alone and stored nowhere."""

    chosen: tuple[str, ...]

    @classmethod
    def parse(cls, typed: str, words: WordList) -> Self:
        """Read words as a tired person types them: see `split_words`.

        Raises:
            MalformedError: Not six words of the list.
        """
        chosen = split_words(typed)
        if len(chosen) != RECEIPT_LENGTH or any(word not in words for word in chosen):
            raise MalformedError
        return cls(chosen)

    @property
    def words(self) -> str:
        """The form shown to the reporter: six words, single spaces."""
        return " ".join(self.chosen)

    def derive_mailbox(self, site_salt: bytes) -> MailboxKeys:
        """Derive the mailbox's keys: Argon2id (RFC 9106), 16 MiB, 1 pass, 1 lane.

        Slow on purpose (10 to 20 ms) and hungry: call it from one thread at a
        time. `site_salt` is 16 bytes, fixed for the site.

        Raises:
            MalformedError: The salt is not 16 bytes.
        """
        if len(site_salt) != _SITE_SALT_BYTES:
            raise MalformedError
        stretched = Argon2id(
            salt=site_salt,
            length=KEY_BYTES,
            iterations=1,
            lanes=1,
            memory_cost=_MAILBOX_KIB,
        ).derive(self.words.encode())
        return MailboxKeys(derive(stretched, "locator"), derive(stretched, "mailbox"))


def derive_words(
    secret: bytes, label: str, *, words: WordList, count: int
) -> tuple[str, ...]:
    """Derive `count` words (up to six) of a secret for one labelled purpose."""
    return words.draw(derive(secret, label, length=_STREAM_BYTES), count)


def split_words(typed: str) -> tuple[str, ...]:
    """Split at all that is neither letter nor digit; lower-case; drop numbers.

    So hyphens of any kind, commas, new lines and a copied list's "1." do not
    matter, while a digit inside a word stays there to be pointed out.
    """
    found: list[str] = _WORD.findall(typed.lower())
    return tuple(word for word in found if not word.isdigit())


def _numbers(stream: bytes) -> Iterator[int]:
    for at in range(0, len(stream) - 1, _DRAW_BYTES):
        number = int.from_bytes(stream[at : at + _DRAW_BYTES], "big") & _DRAW_MASK
        if number < LIST_LENGTH:
            yield number
