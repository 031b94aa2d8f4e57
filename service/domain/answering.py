"""What a desk says about a report that was sent to it, and what its sender replies.

Pure rules: which step can be recorded, what it chooses from, and what it changes
in clear. Two desks take turns: after each step the other one has news.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.configured import Choice, Result, find_choice
from service.domain.errors import BadFormError
from service.domain.forms import WordsProblem, check_length, check_words
from service.domain.json_texts import write_json
from service.domain.parcels import Move, ReleaseWish
from service.domain.people import OfficerId
from service.domain.released import OpenedRelease, ReleaseFile
from service.domain.releases import Answer, ReleaseKind, Step

USEFUL = (
    Choice("useful", "Useful"),
    Choice("partly", "Partly useful"),
    Choice("not-useful", "Not useful"),
)
"""How useful a report was, for its feedback."""

CCTV_RESULTS = (
    Choice("cctv-kept", "The pictures are kept"),
    Choice("cctv-looked", "The pictures were looked at and kept"),
    Choice("cctv-not-kept", "Not kept: there are none, or they are gone"),
)
"""What comes of a request for pictures, in the place of the borough's results."""

ACTS: Mapping[Step, Act] = MappingProxyType(
    {
        Step.ACKNOWLEDGED: Act.REPORT_ACKNOWLEDGED,
        Step.OWNED: Act.REPORT_OWNED,
        Step.ACTION: Act.ACTION_RECORDED,
        Step.RESULT: Act.RESULT_RECORDED,
        Step.FEEDBACK: Act.FEEDBACK_GIVEN,
        Step.QUESTION: Act.QUESTION_ASKED,
    }
)
_CHOOSING = frozenset({Step.OWNED, Step.ACTION, Step.RESULT, Step.FEEDBACK})


@dataclass(frozen=True, slots=True)
class Saying:
    """A step as somebody fills it in.

    `choice` is what the step chooses: a response, a result, how useful it was, or
    the colleague who takes it on.
    """

    step: Step
    text: str = field(default="", repr=False)
    choice: str = ""
    strategy: str = ""

    @property
    def wish(self) -> ReleaseWish:
        """What the form asks for."""
        fields = {"text": self.text, "choice": self.choice, "for": self.strategy}
        return ReleaseWish(ACTS[self.step], write_json(fields))

    def find_problem(self) -> WordsProblem | None:
        """Say what is missing or wrong in what was typed, if anything is."""
        if self.step in _CHOOSING and not self.choice:
            return WordsProblem.NOT_CHOSEN
        asks = self.step is Step.QUESTION
        return check_words(self.text) if asks else check_length(self.text)

    def plan(
        self, file: ReleaseFile, borough: Borough, officer: OfficerId, day: date
    ) -> Move:
        """Say what it writes and changes.

        Raises:
            BadFormError: No page of ours offers it for the release as it is.
        """
        if self.find_problem() or not self.fits(file.opened, borough):
            raise BadFormError
        answer = Answer(
            day=day,
            step=self.step.value,
            by=officer,
            text=self.text,
            response=self._if(Step.ACTION, Step.FEEDBACK),
            result=self._if(Step.RESULT),
            strategy=self.strategy,
            holder=OfficerId(self._if(Step.OWNED)),
        )
        answered = True if self.step is Step.RESULT else None
        return Move(ReleaseKind.ANSWER, answer, file.other, answered)

    def fits(self, release: OpenedRelease, borough: Borough) -> bool:
        """Tell whether a page of ours offers it for the release as it is."""
        if release.content is None or release.withdrawal:
            return False
        if self.step is Step.ACKNOWLEDGED:
            return not release.steps
        options = list_options(self.step, release, borough)
        known = options is None or find_choice(options, self.choice) is not None
        strategies = borough.wordings.strategy
        fitting = not self.strategy or find_choice(strategies, self.strategy)
        return known and bool(fitting)

    def _if(self, *steps: Step) -> str:
        return self.choice if self.step in steps else ""


def list_options(
    step: Step, release: OpenedRelease, borough: Borough
) -> tuple[Choice, ...] | None:
    """Return what a step chooses from; None where it is no list of codes."""
    if step is Step.ACTION:
        return () if release.cctv else borough.wordings.responses
    if step is Step.RESULT:
        return CCTV_RESULTS if release.cctv else list_results(borough)
    return USEFUL if step is Step.FEEDBACK else None


def list_results(borough: Borough) -> tuple[Choice, ...]:
    """Return what a partner can say came of a report, without what reporters hear."""
    return tuple(Choice(one.code, one.label) for one in borough.wordings.results)


def find_label(answer: Answer, borough: Borough) -> str:
    """Return what a step chose in words; the code where nobody knows it any more."""
    words = (*borough.wordings.responses, *USEFUL, *list_results(borough))
    code = answer.response or answer.result
    found = find_choice((*words, *CCTV_RESULTS), code)
    return found.label if found else code


def find_result(release: OpenedRelease, borough: Borough) -> Result | None:
    """Return the last thing a partner said came of a report, with its plain words."""
    codes = [step.result for step in release.steps if step.step == Step.RESULT]
    return find_choice(borough.wordings.results, codes[-1]) if codes else None


def plan_reply(file: ReleaseFile, text: str, officer: OfficerId, day: date) -> Move:
    """Say what a reply to the receiver's question writes.

    Raises:
        BadFormError: There is no question, or nothing was written.
    """
    if check_words(text) or file.opened.question is None or file.opened.withdrawal:
        raise BadFormError
    answer = Answer(day=day, by=officer, text=text)
    return Move(ReleaseKind.REPLY, answer, file.other)


def wish_reply(text: str) -> ReleaseWish:
    """What the form of a reply asks for."""
    return ReleaseWish(Act.QUESTION_ANSWERED, text)


def find_holder(release: OpenedRelease) -> OfficerId:
    """Return who of the receiving desk has a report; nobody if it was not taken on."""
    holders = [step.holder for step in release.steps if step.step == Step.OWNED]
    return holders[-1] if holders else OfficerId("")
