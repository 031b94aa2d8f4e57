"""The thread: what only the words and the desk can read and write.

Both sides hold the same thread key: the reporter's from the words, the desk's
from inside the tip's letter. Whoever can write rows but has neither cannot make
a letter that opens in the thread, so nobody else can speak as the council.
"""

from dataclasses import dataclass

from crypto._context import KEY_BYTES, derive
from crypto._errors import MalformedError
from crypto._letters import Box, ContentKey, LetterContext, read_content_key
from crypto._wrapping import Wrapper

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
        bound = context.encode("thread-wrap")
        return Box(Wrapper(self.raw).wrap(key.raw, context=bound))

    def unwrap(self, box: Box, context: LetterContext) -> ContentKey:
        """Return the content key of a letter written by someone in the thread.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not written with this thread's key for this letter.
        """
        bound = context.encode("thread-wrap")
        return read_content_key(Wrapper(self.raw).unwrap(box, context=bound))


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

    @property
    def custody_key(self) -> ThreadKey:
        """The key that notices about a left name come under, and nothing else."""
        return ThreadKey(derive(self.seed, "custody"))
