"""What the first page costs a phone: every byte of it, and from whom."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from tests.bench.client import Answer, Browser

# All that an element names is fetched without being asked, but where links lead.
_IN_HTML = re.compile(r"""<(?!a\b)\w+[^>]*?\s(?:src|href)="([^"]+)\"""")
_IN_CSS = re.compile(r"""(?:url\(|@import\s+)["']?([^"')\s;]+)""")


@dataclass(frozen=True, slots=True)
class Weight:
    """The first page with all that a browser fetches for it."""

    wire_bytes: int
    requests: int
    elsewhere: tuple[str, ...]


@dataclass(slots=True)
class _Basket:
    """What was fetched, and what would have to come from somewhere else."""

    browser: Browser
    url: str
    fetched: dict[str, int] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    async def fetch(self, link: str) -> None:
        """Fetch a file and what it needs in turn; another origin is only noted."""
        url = urljoin(self.url, link)
        if urlsplit(url)[:2] != urlsplit(self.url)[:2]:
            self.elsewhere.append(url)
            return
        path = urlsplit(url).path
        if path in self.fetched:
            return
        answer = await self.browser.get(path)
        self.fetched[path] = answer.wire_bytes
        for needed in _list_needed(answer):
            await self.fetch(needed)


async def weigh_first_page(url: str) -> Weight:
    """Fetch the start page as a browser does: packed, with its files, over one wire."""
    async with await Browser.open(url) as browser:
        basket = _Basket(browser, url)
        await basket.fetch("/")
    return Weight(
        sum(basket.fetched.values()), len(basket.fetched), tuple(basket.elsewhere)
    )


def _list_needed(answer: Answer) -> Iterator[str]:
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        yield from _IN_HTML.findall(_unpack(answer))
    if kind.startswith("text/css"):
        yield from _IN_CSS.findall(_unpack(answer))


def _unpack(answer: Answer) -> str:
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()
