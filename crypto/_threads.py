"""The thread: what only the words and the desk can read and write.

Both sides hold the same thread key: the reporter's from the words, the desk's
from inside the tip's letter. Whoever can write rows but has neither cannot make
a letter that opens in the thread, so nobody else can speak as the council.
"""

from dataclasses import dataclass

from crypto._context import KEY_BYTES, derive
from crypto._errors import CannotOpenError, MalformedError
from crypto._letters import Box, ContentKey, LetterContext
from crypto._wrapping import unwrap, wrap

LOCATOR_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ThreadKey:
    """32 bytes under which the letters of one thread wrap their content keys."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    def wrap(self, key: ContentKey, context: LetterContext) -> Box:
        """Wrap the content key of a thread letter (61 bytes).

        Raises:
            MalformedError: The letter's id is not an id.
        """
        return Box(wrap(key.raw, self.raw, context=context.encode("thread-wrap")))

    def unwrap(self, box: Box, context: LetterContext) -> ContentKey:
        """Return the content key of a letter written by someone in the thread.

        Raises:
            MalformedError: Unknown version byte or length.
            CannotOpenError: Not written with this thread's key for this letter.
        """
        return content_key(unwrap(box, self.raw, context=context.encode("thread-wrap")))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class MailboxKeys:
    """What the words open: where the mailbox is, and what reads it.

    `locator` (32 bytes) is stored by us; `seed` (32 bytes) never is.
    """

    locator: bytes
    seed: bytes

    @property
    def thread_key(self) -> ThreadKey:
        """The key of the mailbox's thread."""
        return ThreadKey(derive(self.seed, "thread"))


def content_key(raw: bytes) -> ContentKey:
    """Read an unwrapped content key.

    Raises:
        CannotOpenError: It has the wrong length, so it was no content key.
    """
    if len(raw) != KEY_BYTES:
        raise CannotOpenError
    return ContentKey(raw)
