"""What is wrong with a borough's file: each mistake with its line."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and the line it stands in (1 is the first)."""

    line: int
    text: str

    def __str__(self) -> str:
        """Say it on one line of a terminal, whatever the file's own words hold."""
        shown = (c if c.isprintable() else ascii(c)[1:-1] for c in self.text)
        return f"line {self.line}: {''.join(shown)}"


class BoroughError(Exception):
    """The configuration cannot be used. Its message names every line at fault."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes, in the order of their lines."""
        self.mistakes = tuple(sorted(set(mistakes), key=lambda m: (m.line, m.text)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with a file so far, and in which of its tables."""

    found: list[Mistake] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)

    def add(self, table: str, line: int, text: str) -> None:
        """Write one down."""
        self.found.append(Mistake(line, text))
        self.tables.add(table)


def read_toml(text: str) -> Mapping[str, object]:
    """Read TOML; raises BoroughError with the line where it is none."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else max(1, len(text.splitlines()))
        raise BoroughError([Mistake(line, f"not TOML: {error}")]) from None


def say_stranger(name: str, known: Collection[str]) -> str:
    """Say that a name is not known, and which known one is near."""
    near = get_close_matches(name, known, n=1)
    meant = f"; did you mean `{near[0]}`?" if near else ""
    return f"`{name}` is not known here{meant}"
