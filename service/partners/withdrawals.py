"""The door by which the desk that sent a report asks it back, without its tip.

A tip that went to the independent desk is out of the sender's hands. What left
before is still theirs, and nobody else could take it back.
"""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from service.domain.asking import AskProblem, Withdrawal
from service.domain.forms import WordsProblem
from service.extract.standing import say_without
from service.partners.routes import NOTHING_TYPED, SentRoutes, Typed, read_form
from service.partners.withdrawing import Withdrawing
from service.web.visits import Visit


@dataclass(frozen=True, slots=True)
class WithdrawRoutes(SentRoutes):
    """The one door, beside those of what a desk sent."""

    withdrawing: Withdrawing

    def door(self) -> Route:
        """Return it."""
        door = self.guard.officer(self.withdraw, typed=("text",))
        path = "/sent/{desk}/{release_id}/withdraw"
        return Route(path, door, methods=["POST"])

    async def withdraw(self, visit: Visit) -> Response:
        """Ask one release back. What is wrong with the form stands beside it."""
        form, sent = read_form(visit), visit.form
        garbled = "text" in sent.garbled
        text, reason = sent.text("text").strip(), sent.text("choice")
        asked = Withdrawal(form.release_id, reason, text, garbled=garbled)
        typed = Typed.read(sent, "withdraw", _find_problem(asked))
        if typed.problem:
            return await self._look(visit, typed)
        seen = await self.withdrawing.withdraw(visit.officer, form, asked)
        return await self._look(visit, NOTHING_TYPED, seen.ending)


def _find_problem(asked: Withdrawal) -> WordsProblem | AskProblem | None:
    problem = asked.find_problem()
    if problem is AskProblem.REASON:
        return WordsProblem.NOT_CHOSEN
    return problem or (AskProblem.WHY_MARKED if say_without((), asked.text) else None)
