"""The languages that reporters' pages are written in, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code (BCP 47), what its readers call it, and its direction."""

    code: str
    name: str
    direction: str = "ltr"


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language(ENGLISH, "English"),
            Language("ar", "العربية", "rtl"),
            Language("bn", "বাংলা"),
            Language("es", "Español"),
            Language("fr", "Français"),
            Language("pl", "Polski"),
            Language("pt", "Português"),
            Language("so", "Soomaali"),
            Language("ti", "ትግርኛ"),
            Language("uk", "Українська"),
        )
    }
)
"""All of them, English first. A borough chooses which it offers."""
