"""What a borough tells reporters before and beside the form: numbers, advice, notices.

Every value comes from the borough's file. No telephone number, team or address of a
borough stands in code, and each number says on which day somebody last checked it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.configured import Choice

CHECKED_FOR = timedelta(days=365)
"""How long a number counts as checked. Then somebody should try it again."""

SUPPORTS = ("emergency", "textphone", "bsl", "police", "crimestoppers", "childline")
"""The ids of those whom pages turn to; every borough's file has them."""

DIALLED = frozenset(SUPPORTS) - {"bsl"}
"""Those of them that pages call by telephone."""

_MOST_OF_TEXTS = 256 * 1024


@dataclass(frozen=True, slots=True)
class Support:
    """Somebody else to talk to. `phone`, `text` and `web` may be empty.

    `phone` is a number as people write it, `text` a number for text messages,
    `web` an address without `https://`; `note` says when, for whom, at what price.
    """

    id: str
    name: str
    phone: str
    text: str
    web: str
    note: str
    checked: date

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return self.phone.replace(" ", "")

    @property
    def texted(self) -> str:
        """The number as a text message takes it."""
        return self.text.replace(" ", "")

    def is_stale(self, today: date) -> bool:
        """Tell whether it was last checked more than a year ago, or not yet."""
        return not timedelta() <= today - self.checked <= CHECKED_FOR


@dataclass(frozen=True, slots=True)
class Advice:
    """A page that some answers lead to before they are checked, with a way on.

    It is shown for the topics it names, and (`danger`) when somebody is in danger
    now. `says` are paragraphs, the first one the most important; `supports` the ids
    of who to turn to; `go_on` the words on the button that leads on. With `no_files`
    no file is taken, or even looked at, for any of its topics.
    """

    id: str
    title: str
    says: tuple[str, ...]
    supports: tuple[str, ...]
    topics: tuple[str, ...]
    danger: bool
    go_on: str
    no_files: bool = False


@dataclass(frozen=True, slots=True)
class Campaign:
    """A poster's code: counted by day, never with a tip."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FileRules:
    """What may be sent along: pictures, videos, documents; how many; how large each."""

    pictures: bool
    videos: bool
    documents: bool
    most: int
    most_bytes: int

    @property
    def takes_any(self) -> bool:
        """Tell whether anything at all may be sent along."""
        return self.most > 0 and (self.pictures or self.videos or self.documents)

    @property
    def accept(self) -> str:
        """What a browser offers to choose from. Whatever comes is looked at anyway."""
        kinds = (
            (self.pictures, "image/*"),
            (self.videos, "video/mp4,video/quicktime"),
            (self.documents, "application/pdf"),
        )
        return ",".join(kind for may_be, kind in kinds if may_be)

    @property
    def most_body(self) -> int:
        """The most bytes that a form may bring, its files and its texts together."""
        return self.most * self.most_bytes + _MOST_OF_TEXTS


@dataclass(frozen=True, slots=True)
class Floods:
    """What one worker of the public process takes in, before and in a flood.

    `inbox_a_minute` tips go to the inbox, further ones (`quarantine_a_minute`) to
    the quarantine, and the rest are told plainly that they were not sent; `burst`
    is how many may come at once on top (a class). A form that comes back sooner
    than `quickest_seconds` after its check page was not filled in by a person.
    """

    inbox_a_minute: int
    quarantine_a_minute: int
    burst: int
    quickest_seconds: int
    upload_megabytes_a_minute: int


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who answers for the service, for its notices."""

    council: str
    address: str
    phone: str
    accessibility_mail: str
    data_protection_mail: str
    complaints_mail: str
    accessibility_tested: date
    notices_written: date


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that only reporters' pages ask of a borough's file.

    `languages` are the codes offered besides English; `onion` the Tor address, or
    empty; `leave_to` where leaving leads; `opening_reasons` why a custodian may open
    a name that somebody left.
    """

    languages: tuple[str, ...]
    onion: str
    leave_to: str
    files: FileRules
    floods: Floods
    contacts: Contacts
    supports: tuple[Support, ...]
    advice: tuple[Advice, ...]
    campaigns: tuple[Campaign, ...]
    opening_reasons: tuple[Choice, ...]

    def get_support(self, support_id: str) -> Support:
        """Return one of `SUPPORTS`, which every borough's file has."""
        return next(s for s in self.supports if s.id == support_id)

    def find_support(self, support_id: str) -> Support | None:
        """Return somebody to turn to, by id."""
        return next((s for s in self.supports if s.id == support_id), None)

    def list_supports(self, ids: Collection[str]) -> tuple[Support, ...]:
        """Return those with these ids, in the file's order."""
        return tuple(s for s in self.supports if s.id in ids)

    def find_campaign(self, code: str) -> Campaign | None:
        """Return a poster's campaign. Codes are told apart without capitals."""
        folded = code.upper()
        return next((c for c in self.campaigns if c.code == folded), None)

    def takes_files_with(self, topic: str) -> bool:
        """Tell whether files are taken with a topic at all."""
        return not any(a.no_files and topic in a.topics for a in self.advice)

    def choose_advice(
        self, *, topic: str, danger: str, read: Collection[str]
    ) -> Advice | None:
        """Return the first page that these answers lead to and that was not read."""
        fits = (
            advice
            for advice in self.advice
            if topic in advice.topics or (advice.danger and danger == "yes")
        )
        return next((advice for advice in fits if advice.id not in read), None)
