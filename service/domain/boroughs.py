"""A borough as its configuration describes it, and what the service asks of it.

The value is frozen and the same for every process. Reading its file is in
`service/domain/borough_files.py`; what each part means in `configured.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from service.domain.answers import Answers
from service.domain.configured import (
    GETS_REPORTS,
    READS_TIPS,
    Desk,
    Flag,
    Group,
    Hours,
    Outcome,
    Priority,
    PriorityRule,
    Safeguarding,
    Sharing,
    Topic,
    Ward,
    WardShare,
    Wordings,
    Work,
    find_choice,
)
from service.domain.guide import Guide
from service.domain.people import DeskId

NO_GROUP_PRIORITY = 3


@dataclass(frozen=True, slots=True)
class Names:
    """What desks and topics were called before a day, for what is older."""

    until: date
    desks: Mapping[str, str]
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Era:
    """What things of one kind were called, by their codes, before a day."""

    until: date
    names: Mapping[str, str]


def find_name(eras: Sequence[Era], code: str, day: date | None = None) -> str:
    """Return the name a code had on a day, or has in the last of the eras.

    Where it had none then, the next name it was given counts, then the last one
    before; the code itself if it never had any. The oldest era comes first.
    """
    here = len(eras) - 1
    if day is not None:
        here = next((at for at, era in enumerate(eras) if day < era.until), here)
    found = (era.names.get(code) for era in (*eras[here:], *reversed(eras[:here])))
    return next(filter(None, found), code)


@dataclass(frozen=True, slots=True)
class Borough:
    """Everything the service asks of a borough's configuration."""

    name: str
    team: str
    read_when: str
    intake_desk: DeskId
    mailbox_days: int
    forget_days: int
    owner_mail: tuple[str, ...]
    hours: Hours
    safeguarding: Safeguarding
    sharing: Sharing
    desks: tuple[Desk, ...]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    wards: tuple[Ward, ...]
    ward_shares: tuple[WardShare, ...]
    priorities: tuple[Priority, ...]
    rules: tuple[PriorityRule, ...]
    wordings: Wordings
    confidence: Mapping[str, str]
    guide: Guide
    past: tuple[Names, ...] = field(default=())

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The ids a form may send."""
        return tuple(group.id for group in self.groups)

    @property
    def topic_codes(self) -> tuple[str, ...]:
        """The codes a form may send."""
        return tuple(topic.code for topic in self.topics)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The ways a tip is closed."""
        return self.wordings.outcomes

    @property
    def inbox_desks(self) -> frozenset[DeskId]:
        """The desks whose inbox holds tips."""
        return frozenset(d.id for d in self.desks if d.work in READS_TIPS)

    @property
    def report_desks(self) -> tuple[Desk, ...]:
        """The desks a report can be released to."""
        return tuple(d for d in self.desks if d.work in GETS_REPORTS)

    @property
    def independent_desk(self) -> DeskId:
        """The desk that alone gets tips about officers, teachers and workers."""
        return next(d.id for d in self.desks if d.work is Work.INDEPENDENT)

    @property
    def custodian_desk(self) -> DeskId | None:
        """The desk that keeps names which were left apart from tips."""
        found = (d.id for d in self.desks if d.work is Work.CUSTODIAN)
        return next(found, None)

    @property
    def sealed_at_intake(self) -> frozenset[DeskId]:
        """The desks that must be open before a tip can be taken."""
        return self.inbox_desks | {self.safeguarding.desk}

    @property
    def priority_names(self) -> tuple[str, ...]:
        """What the priorities 0 to 4 mean, in words."""
        return tuple(priority.name for priority in self.priorities)

    def holds_tips(self, desk_id: DeskId) -> bool:
        """Tell whether a desk has an inbox of tips.

        A desk that the file does not name any more keeps what it holds.
        """
        desk = self.find_desk(desk_id)
        return desk is None or desk.work in READS_TIPS

    def gets_reports(self, desk_id: DeskId) -> bool:
        """Tell whether a desk has an inbox of reports, as `holds_tips` does."""
        desk = self.find_desk(desk_id)
        return desk is None or desk.work in GETS_REPORTS

    def sees_duties(self, desk_id: DeskId) -> bool:
        """Tell whether a desk has duties, or tips that others have duties for."""
        desk = self.find_desk(desk_id)
        works = READS_TIPS | {Work.SAFEGUARDING}
        return desk is not None and desk.work in works

    def keeps_names(self, desk_id: DeskId) -> bool:
        """Tell whether a desk keeps names that were left apart from tips."""
        return desk_id == self.custodian_desk

    def opens_tips(self, desk_id: DeskId) -> bool:
        """Tell whether a desk can open any tip, as `holds_tips` does."""
        is_safeguarding = desk_id == self.safeguarding.desk
        return is_safeguarding or self.holds_tips(desk_id)

    def find_group(self, group_id: str) -> Group | None:
        """Return a group by its id."""
        return next((group for group in self.groups if group.id == group_id), None)

    def find_topic(self, code: str) -> Topic | None:
        """Return a topic by its code."""
        return next((topic for topic in self.topics if topic.code == code), None)

    def find_desk(self, desk_id: DeskId) -> Desk | None:
        """Return a desk by its id."""
        return next((desk for desk in self.desks if desk.id == desk_id), None)

    def find_ward(self, code: str) -> Ward | None:
        """Return a ward by its code."""
        return next((ward for ward in self.wards if ward.code == code), None)

    def find_outcome(self, code: str) -> Outcome | None:
        """Return an outcome by its code."""
        return find_choice(self.outcomes, code)

    def name_desk(self, desk_id: DeskId, day: date | None = None) -> str:
        """Return what a desk is called, or was on a day; its id if nobody knows."""
        called: dict[str, str] = {desk.id: desk.name for desk in self.desks}
        eras = [Era(names.until, names.desks) for names in self.past]
        return find_name([*eras, Era(date.max, called)], desk_id, day)

    def name_topic(self, code: str, day: date | None = None) -> str:
        """Return a topic's label, or what it was on a day, also of one that is gone."""
        called = {topic.code: topic.label for topic in self.topics}
        eras = [Era(names.until, names.topics) for names in self.past]
        return find_name([*eras, Era(date.max, called)], code, day)

    def choose_priority(self, answers: Answers) -> int:
        """Return the most urgent priority (0 to 4) its topic or an answer asks for.

        Of who is just trying it out only the answer about danger counts.
        """
        rules = self.rules
        if answers.is_test:
            rules = tuple(rule for rule in rules if rule.answer == "danger")
        asked = [r.priority for r in rules if getattr(answers, r.answer) == r.equals]
        return min([self._start_priority(answers), *asked])

    def _start_priority(self, answers: Answers) -> int:
        if answers.is_test:
            return self.priorities[-1].number
        group, topic = self.find_group(answers.group), self.find_topic(answers.topic)
        chosen = topic or group
        return chosen.priority if chosen else NO_GROUP_PRIORITY

    def choose_desk(self, answers: Answers) -> DeskId:
        """Return the desk that reads a tip: the independent one for some."""
        topic = self.find_topic(answers.topic)
        return (
            self.independent_desk if topic and topic.independent else self.intake_desk
        )

    def choose_readers(self, answers: Answers) -> tuple[DeskId, ...]:
        """Return the desks a tip is sealed to when it comes, its own desk first.

        Nobody else ever gets what the reporter typed. What the independent desk
        reads goes to it alone.
        """
        home = self.choose_desk(answers)
        shared = home != self.independent_desk and self.has_duty(answers.topic)
        return (home, self.safeguarding.desk) if shared else (home,)

    def has_duty(self, topic_code: str, *, child: bool = False) -> bool:
        """Tell whether a topic's safeguarding flag is automatic."""
        topic = self.find_topic(topic_code)
        if topic is None:
            return False
        return topic.flag is Flag.AUTOMATIC or (topic.flag is Flag.CHILD and child)

    def mailbox_ends(self, today: date) -> date:
        """The day a mailbox made today is deleted."""
        return today + timedelta(days=self.mailbox_days)

    def forget_on(self, closed: date, outcome: str = "") -> date:
        """The day a tip closed on a day with an outcome is forgotten."""
        found = self.find_outcome(outcome)
        days = found.forget_days if found and found.forget_days else self.forget_days
        return closed + timedelta(days=days)
