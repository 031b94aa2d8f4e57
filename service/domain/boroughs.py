"""A borough as its configuration file describes it.

Parsing is pure: TOML tables in, one frozen value out, or a sentence that says
which table is wrong. Reading the file is the settings' work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from service.domain.letters import Answers
from service.domain.people import AUDITOR_DESK, DeskId

LOWEST_PRIORITY = 4
NO_GROUP_PRIORITY = 3


class BoroughError(Exception):
    """The configuration cannot be used. Its message names the table at fault."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of topics, as a reporter chooses it first."""

    id: str
    label: str
    hint: str
    priority: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its code, its plain label, and the group it belongs to."""

    code: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """An answer that makes a tip at least this urgent."""

    answer: str
    equals: str
    priority: int


@dataclass(frozen=True, slots=True)
class Desk:
    """A team with its own inbox and key."""

    id: DeskId
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way a tip is closed, and what its reporter is told."""

    code: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Borough:
    """Everything the service asks of a borough's configuration."""

    name: str
    team: str
    read_when: str
    intake_desk: DeskId
    mailbox_days: int
    forget_days: int
    desks: tuple[Desk, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    rules: tuple[PriorityRule, ...]
    outcomes: tuple[Outcome, ...]

    @classmethod
    def parse(cls, tables: Mapping[str, object]) -> Self:
        """Read the tables of a borough's file.

        Raises:
            BoroughError: A table or field is missing, of the wrong kind, or names
                something that is not there.
        """
        borough = _Table(tables, "the file").table("borough")
        every = _Table(tables, "the file")
        parsed = cls(
            name=borough.text("name"),
            team=borough.text("team"),
            read_when=borough.text("read_when"),
            intake_desk=DeskId(borough.text("intake_desk")),
            mailbox_days=borough.number("mailbox_days", 1, 3650),
            forget_days=borough.number("forget_days", 1, 3650),
            desks=tuple(
                Desk(DeskId(t.text("id")), t.text("name")) for t in every.rows("desks")
            ),
            groups=tuple(_parse_group(t) for t in every.rows("groups")),
            topics=tuple(
                Topic(t.text("code"), t.text("label"), t.text("group"))
                for t in every.rows("topics")
            ),
            rules=tuple(_parse_rule(t) for t in every.rows("priority_rules")),
            outcomes=tuple(
                Outcome(t.text("code"), t.text("label"), t.text("told"))
                for t in every.rows("outcomes")
            ),
        )
        _check(parsed)
        return parsed

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The ids a form may send."""
        return tuple(group.id for group in self.groups)

    def find_group(self, group_id: str) -> Group | None:
        """Return a group by its id."""
        return next((group for group in self.groups if group.id == group_id), None)

    def find_desk(self, desk_id: DeskId) -> Desk | None:
        """Return a desk by its id."""
        return next((desk for desk in self.desks if desk.id == desk_id), None)

    def find_outcome(self, code: str) -> Outcome | None:
        """Return an outcome by its code."""
        return next(
            (outcome for outcome in self.outcomes if outcome.code == code), None
        )

    def choose_priority(self, answers: Answers) -> int:
        """Return the most urgent priority (0 to 4) its group or an answer asks for."""
        group = self.find_group(answers.group)
        asked = [group.priority if group else NO_GROUP_PRIORITY]
        asked += [
            r.priority for r in self.rules if getattr(answers, r.answer) == r.equals
        ]
        return min(asked)

    def mailbox_ends(self, today: date) -> date:
        """The day a mailbox made today is deleted."""
        return today + timedelta(days=self.mailbox_days)

    def forget_on(self, closed: date) -> date:
        """The day a tip closed on a day is forgotten."""
        return closed + timedelta(days=self.forget_days)


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table that knows where it stands, to name itself in a mistake."""

    fields: Mapping[str, object]
    place: str

    def text(self, name: str) -> str:
        found = self.fields.get(name)
        if not isinstance(found, str) or not found.strip():
            message = f"{self.place}: `{name}` must be some text"
            raise BoroughError(message)
        return found

    def number(self, name: str, low: int, high: int) -> int:
        found = self.fields.get(name)
        if (
            not isinstance(found, int)
            or isinstance(found, bool)
            or not low <= found <= high
        ):
            message = (
                f"{self.place}: `{name}` must be a whole number from {low} to {high}"
            )
            raise BoroughError(message)
        return found

    def table(self, name: str) -> "_Table":
        found = self.fields.get(name)
        if not isinstance(found, dict):
            message = f"{self.place}: the table [{name}] is missing"
            raise BoroughError(message)
        return _Table(found, f"[{name}]")

    def rows(self, name: str) -> "Sequence[_Table]":
        found = self.fields.get(name)
        if not isinstance(found, list) or not found:
            message = f"{self.place}: at least one [[{name}]] is needed"
            raise BoroughError(message)
        if not all(isinstance(row, dict) for row in found):
            message = f"{self.place}: [[{name}]] must be tables"
            raise BoroughError(message)
        return [
            _Table(row, f"[[{name}]] number {at}") for at, row in enumerate(found, 1)
        ]


def _parse_group(table: _Table) -> Group:
    priority = table.number("priority", 0, LOWEST_PRIORITY)
    hint = table.fields.get("hint", "")
    return Group(table.text("id"), table.text("label"), str(hint), priority)


def _parse_rule(table: _Table) -> PriorityRule:
    answer = table.text("answer")
    if answer not in {"danger", "traceable", "how_known", "group"}:
        message = f"{table.place}: `answer` is not a question of the form"
        raise BoroughError(message)
    return PriorityRule(
        answer, table.text("equals"), table.number("priority", 0, LOWEST_PRIORITY)
    )


def _check(borough: Borough) -> None:
    desks = {desk.id for desk in borough.desks}
    for desk in (borough.intake_desk, AUDITOR_DESK):
        if desk not in desks:
            message = f"[[desks]]: there is no desk with the id `{desk}`"
            raise BoroughError(message)
    for topic in borough.topics:
        if topic.group not in borough.group_ids:
            message = f"[[topics]] {topic.code}: there is no group `{topic.group}`"
            raise BoroughError(message)
    ids = [*borough.group_ids, *desks, *(t.code for t in borough.topics)]
    if len(set(ids)) != len(borough.groups) + len(borough.desks) + len(borough.topics):
        message = "two groups, desks or topics have the same id"
        raise BoroughError(message)
