"""What browsers are given and what they ask for, watched from outside of each page.

The source of a page is kept when it comes: a page that a script gave another place
in the history has none any more that one could ask the browser for. Chromium runs
here without its cache for going back, so what it shows is always what last came;
`read_source` tells if it ever is not.
"""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, Error, Page, Request, Response

from service.web.cookies import COOKIE

OURS = "127.0.0.1"
_REDIRECTS = range(300, 400)
_OUTSIDE = ("http", "https", "ws", "wss")
_LOADED = "performance.getEntriesByType('navigation')[0].name"
_LED_ELSEWHERE = """() => {
  const names = ['src', 'srcset', 'poster', 'action', 'formaction', 'ping', 'data']
  const led = [
    ...names.flatMap(name => [...document.querySelectorAll(`[${name}]`)]
      .map(e => e.getAttribute(name))),
    ...[...document.querySelectorAll('link[href]')].map(e => e.getAttribute('href')),
  ].map(to => new URL(to, location.href))
  return led.filter(to => to.protocol !== 'data:' && to.origin !== location.origin)
    .map(to => `leads to ${to.origin}`)
}"""
_STORED = """async () => [
  ...Object.keys(localStorage).map(key => `localStorage: ${key}`),
  ...Object.keys(sessionStorage).map(key => `sessionStorage: ${key}`),
  ...(await indexedDB.databases()).map(kept => `IndexedDB: ${kept.name}`),
  ...(await caches.keys()).map(key => `CacheStorage: ${key}`),
  ...(await navigator.serviceWorker.getRegistrations()).map(() => 'service worker')
]"""


@dataclass(frozen=True, slots=True)
class Came:
    """A page as it came: from where, and its source."""

    url: str
    source: str


_LAST: WeakKeyDictionary[Page, asyncio.Task[Came]] = WeakKeyDictionary()


@dataclass  # Without slots: Playwright writes on whose method it calls.
class Watch:
    """Follows browsers, and notes each request that does not stay with its page."""

    strays: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Listen to everything that a browser asks for and gets from now on."""
        context.on("request", self._note)
        context.on("response", _keep)

    def take(self) -> list[str]:
        """Return what strayed since somebody last asked."""
        found, self.strays = self.strays, []
        return found

    def _note(self, request: Request) -> None:
        if _is_stray(request):
            self.strays.append(request.url)


def _is_stray(request: Request) -> bool:
    """Tell whether a page asks another origin, or leads out of this machine.

    From door to door people go by themselves, in these tests; pages do not ask there.
    """
    asked = urlsplit(request.url)
    if asked.scheme not in _OUTSIDE:
        return False
    if request.is_navigation_request():
        return asked.hostname != OURS
    return asked[:2] != urlsplit(request.frame.url)[:2]


def _keep(response: Response) -> None:
    """Keep the source of what a tab is going to show."""
    request = response.request
    if not request.is_navigation_request() or response.status in _REDIRECTS:
        return
    if request.frame.parent_frame is None:
        _LAST[request.frame.page] = asyncio.ensure_future(_read(response))


async def _read(response: Response) -> Came:
    try:
        return Came(response.url, await response.text())
    except (Error, UnicodeDecodeError):
        # It was left before it was there, or is no page: a PDF, say.
        return Came(response.url, "")


async def read_source(page: Page) -> str:
    """Return the source of the page that a tab shows, as it came."""
    assert page in _LAST, "nobody watched where this page came from"
    came = await _LAST[page]
    loaded = urldefrag(await page.evaluate(_LOADED)).url
    assert urldefrag(came.url).url == loaded, "what is shown is not what came last"
    assert came.source, "the source of this page did not come"
    return came.source


async def list_traces(page: Page) -> list[str]:
    """Return what a page leads to elsewhere, and the cookies that nobody expects."""
    found: list[str] = await page.evaluate(_LED_ELSEWHERE)
    cookies = await page.context.cookies()
    names = {str(cookie.get("name")) for cookie in cookies}
    return [*found, *(f"cookie: {name}" for name in sorted(names - {COOKIE}))]


async def list_stored(page: Page) -> list[str]:
    """Return what a page keeps in the browser. Only for those that run scripts."""
    found: list[str] = await page.evaluate(_STORED)
    return found
