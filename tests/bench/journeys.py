"""A reporter's way through the pages, as a browser without scripts goes it.

Every journey is a visitor of its own, so it opens a connection of its own and keeps
it from page to page.
"""

from dataclasses import dataclass, field

from service.domain.answers import Answers
from tests.bench.client import Answer, Browser, NoAnswerError
from tests.bench.texts import a_marked_tip, mark_of

_OK = 200
_WORDS = b'<ol class="qw-words'


@dataclass(frozen=True, slots=True)
class Ledger:
    """Which tips were acknowledged: their reporters hold six words."""

    acknowledged: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Reporters:
    """Visitors of the public process, each with a tip that nobody else has."""

    url: str
    ledger: Ledger

    async def fetch_form(self) -> bool:
        """Open the form."""
        try:
            async with await Browser.open(self.url) as browser:
                return (await browser.get("/form")).status == _OK
        except NoAnswerError:
            return False

    async def send(self) -> bool:
        """Fill the form in, look at it again, and send it."""
        try:
            async with await Browser.open(self.url) as browser:
                return await self._send(browser, a_marked_tip())
        except NoAnswerError:
            return False

    async def go_all_the_way(self) -> bool:
        """Open the form, fill it in, look at it again, and send it."""
        try:
            async with await Browser.open(self.url) as browser:
                form = await browser.get("/form")
                return form.status == _OK and await self._send(browser, a_marked_tip())
        except NoAnswerError:
            return False

    async def _send(self, browser: Browser, answers: Answers) -> bool:
        check = await browser.post("/check", fill_in(answers))
        if check.status != _OK or "ticket" not in check.hidden:
            return False
        sent = await browser.post("/send", {"x": "x", **check.hidden})
        if not is_acknowledged(sent):
            return False
        self.ledger.acknowledged.add(mark_of(answers))
        return True


def fill_in(answers: Answers) -> dict[str, str]:
    """Return what a browser sends of a form."""
    # With the form's field that is not written.
    return {**answers.carried, "x": "x"}


def is_acknowledged(sent: Answer) -> bool:
    """Tell whether the answer to a Send shows its words."""
    return sent.status == _OK and _WORDS in sent.body
