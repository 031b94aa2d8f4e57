"""What somebody tells us: answers, what they send along, a name they may leave."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Self

from crypto import CannotOpenError
from service.domain.json_texts import read_json, text_of, write_json


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or video that lies sealed in the object store.

    `id` names its object there (32 hexadecimal digits), `key` opens it (64, and is
    never printed), `kind` is its media type after cleaning, `size` the bytes of what
    was sealed. `blur` is a tiny JPEG in base64, too coarse to know anybody by.
    """

    id: str
    key: str = field(repr=False)
    kind: str
    size: int
    blur: str = field(default="", repr=False)

    @classmethod
    def read(cls, found: object) -> Self:
        """Read one from a letter.

        Raises:
            CannotOpenError: It is none.
        """
        if not isinstance(found, dict):
            raise CannotOpenError
        size = found.get("size")
        texts = {name: text_of(found, name) for name in ("id", "key", "kind", "blur")}
        return cls(**texts, size=size if isinstance(size, int) else 0)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reporter answered. Only `text` is always there; the rest may be empty.

    `danger` and `traceable` are `yes`, `no`, `not-sure` or empty; `how_known` is
    `saw`, `told`, `online`, `unsaid` or empty; `group` is a group's id, `testing` or
    empty, `topic` a topic's code or empty. From `role` on only the form for
    professionals asks: `role` is one of `tips.ROLES`, `behalf` of `tips.BEHALF`,
    `residents` of `tips.RESIDENTS`, `dsl` and `left_name` are `yes`, `no` or empty.
    """

    text: str
    danger: str = ""
    group: str = ""
    where: str = ""
    when: str = ""
    how_known: str = ""
    traceable: str = ""
    wants_words: bool = True
    topic: str = ""
    role: str = ""
    who: str = ""
    often: str = ""
    vehicles: str = ""
    online: str = ""
    behalf: str = ""
    residents: str = ""
    dsl: str = ""
    rationale: str = ""
    left_name: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def canonical(self) -> bytes:
        """The bytes that stand for exactly these answers, in one order only."""
        return write_json(asdict(self)).encode()

    @property
    def is_professional(self) -> bool:
        """Tell whether it came by the form for professionals."""
        return self.role != ""

    @property
    def is_test(self) -> bool:
        """Tell whether somebody was just trying it out."""
        return self.group == TESTING

    @property
    def carried(self) -> Mapping[str, str]:
        """What a page of the form carries of it in hidden fields, all but files."""
        texts = {name: getattr(self, name) for name in TEXTS}
        return {**texts, "wants_words": "yes" if self.wants_words else "no"}

    @classmethod
    def read(cls, found: object) -> Self:
        """Read answers from a letter.

        Raises:
            CannotOpenError: They are none.
        """
        if not isinstance(found, dict):
            raise CannotOpenError
        files = found.get("files", [])
        if not isinstance(files, list):
            raise CannotOpenError
        return cls(
            **{name: text_of(found, name) for name in TEXTS},
            wants_words=found.get("wants_words") is True,
            files=tuple(Attachment.read(file) for file in files),
        )


TESTING = "testing"
"""The group of who is just trying it out."""

TEXTS = tuple(
    one.name for one in fields(Answers) if one.name not in ("wants_words", "files")
)
"""The answers that are texts, in the order in which they are kept."""


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A name and a work contact that a professional left, for the custodian alone."""

    name: str
    organisation: str
    contact: str

    @property
    def json(self) -> str:
        """The text of the letter's body."""
        return write_json(asdict(self))

    @property
    def canonical(self) -> bytes:
        """The bytes that stand for exactly this."""
        return self.json.encode()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read one from its letter.

        Raises:
            CannotOpenError: It is none.
        """
        found = read_json(text)
        names = ("name", "organisation", "contact")
        return cls(**{name: text_of(found, name) for name in names})
