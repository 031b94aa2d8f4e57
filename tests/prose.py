"""The prose of a page, as somebody reads it, and how hard it is to read."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

import textstat
from typing_extensions import override

_BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "p", "div", "li", "dt", "dd", "caption", "th", "td"),
        *("label", "legend", "button", "option", "summary"),
    }
)
_NOT_PROSE = frozenset({"style", "script", "title", "svg", "textarea", "select"})
_VOID = frozenset({"input", "meta", "link", "br", "hr", "img", "path"})
_NOT_OURS = ("qw-typed", "qw-words")
"""What somebody typed, and the six words: neither is a sentence of ours."""
_ENDS = re.compile(r"(?<=[.!?:])\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


class _Reader(HTMLParser):
    """Collects a page's English texts, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self.open: list[tuple[str, bool]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        named = given.get("class") or ""
        hidden = (
            tag in _NOT_PROSE
            or (given.get("lang") or "en") != "en"
            or any(name in named for name in _NOT_OURS)
        )
        if tag in _BLOCKS:
            self.blocks.append("")
        if tag not in _VOID:
            self.open.append((tag, hidden))

    @override
    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in _BLOCKS:
            self.blocks.append("")

    @override
    def handle_data(self, data: str) -> None:
        if not any(hidden for _tag, hidden in self.open):
            self.blocks[-1] += data


def read_prose(html: str, names: Sequence[str] = ()) -> list[str]:
    """Return the sentences of a page in their order, each with an end.

    Each of `names` counts as one word, however long it is.
    """
    reader = _Reader()
    reader.feed(html)
    texts = [" ".join(block.split()) for block in reader.blocks]
    for name in sorted(names, key=len, reverse=True):
        texts = [text.replace(name, "it") for text in texts]
    parts = (part for text in texts for part in _ENDS.split(text) if _WORD.search(part))
    return [part if part[-1] in ".!?" else f"{part.rstrip(':')}." for part in parts]


def count_words(sentence: str) -> int:
    """Count the words of a sentence."""
    return len(_WORD.findall(sentence))


def grade(sentences: list[str]) -> float:
    """Return the school year a text asks for (Automated Readability Index).

    Counted from letters and words alone, so it asks for no dictionary: what textstat
    does with syllables downloads one.
    """
    return float(textstat.automated_readability_index(" ".join(sentences)))


def find_words(sentences: list[str], words: list[str]) -> list[str]:
    """Return the sentences that hold one of these words or phrases, with it."""
    return [
        f"{word}: {sentence}"
        for word in words
        for sentence in sentences
        if re.search(rf"\b{re.escape(word)}s?\b", sentence, re.IGNORECASE)
    ]
