"""What reporters' pages say in a language: its catalogue, read once from the .po file.

There is no compiled copy of a catalogue, so none can be older than what people
edit. A sentence without a finished translation is not in the catalogue.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from service.domain.languages import LANGUAGES, Language

CATALOGS = Path(__file__).parent / "languages"
"""Where the catalogues lie: `<code>/LC_MESSAGES/quietword.po`."""

_SIGNED_OFF = re.compile(r'^"X-Signed-Off-By:\s*(?P<who>.*?)\s*\\n"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's sentences by the English ones, and who stands for them."""

    language: Language
    texts: Mapping[str, str] = field(repr=False)
    signed_off_by: str

    @classmethod
    def load(cls, code: str, folder: Path = CATALOGS) -> Self:
        """Read the catalogue of a language."""
        path = folder / code / "LC_MESSAGES" / "quietword.po"
        with path.open("rb") as file:
            messages = list(read_po(file, abort_invalid=True))
        texts = {str(m.id): str(m.string) for m in messages if _is_finished(m)}
        signed = _SIGNED_OFF.search(path.read_text())
        who = signed["who"] if signed else ""
        return cls(LANGUAGES[code], MappingProxyType(texts), who)

    @property
    def is_draft(self) -> bool:
        """Tell whether no person has signed it off: a machine wrote it."""
        return not self.signed_off_by


def _is_finished(message: Message) -> bool:
    return bool(message.id and message.string) and not message.fuzzy
