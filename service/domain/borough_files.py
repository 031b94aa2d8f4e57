"""Reading a borough's file: TOML text in, one frozen value out, or every mistake.

Parsing is pure: reading the file is the settings' work. `borough_tables.py` knows
how a table is read, this module what a borough is made of, and `borough_checks.py`
what must fit together in it.
"""

from service.domain.borough_checks import (
    ANSWERS,
    CONFIDENCES,
    GRADES,
    LOWEST_PRIORITY,
    check_borough,
)
from service.domain.borough_mistakes import BoroughError, Mistake
from service.domain.borough_tables import File, Table
from service.domain.boroughs import Borough, Names
from service.domain.configured import (
    WEEKDAYS,
    Choice,
    Desk,
    Flag,
    Group,
    Hours,
    Outcome,
    Priority,
    PriorityRule,
    ReplyTemplate,
    Result,
    Safeguarding,
    Sharing,
    Topic,
    Ward,
    WardShare,
    Wordings,
    Work,
)
from service.domain.guide_tables import read_guide
from service.domain.people import DeskId

__all__ = ["BoroughError", "Mistake", "read_borough_text"]

_A_YEAR_OF_DAYS = 366
_TEN_YEARS_OF_DAYS = 3650
_A_YEAR_OF_MINUTES = 525_600


def read_borough_text(text: str, past: tuple[Names, ...] = ()) -> Borough:
    """Read the text of a borough's file, and remember what it said before.

    Raises:
        BoroughError: With every mistake that was found, each with its line.
    """
    file = File.read(text)
    borough = _read(file, past)
    file.complain_of_strangers()
    check_borough(file, borough)
    if file.mistakes.found:
        raise BoroughError(file.mistakes.found)
    return borough


def _read(file: File, past: tuple[Names, ...]) -> Borough:
    top = file.table("borough")
    return Borough(
        name=top.text("name"),
        team=top.text("team"),
        read_when=top.text("read_when"),
        intake_desk=DeskId(top.id("intake_desk")),
        mailbox_days=top.number("mailbox_days", 1, _TEN_YEARS_OF_DAYS),
        forget_days=top.number("forget_days", 1, _TEN_YEARS_OF_DAYS),
        owner_mail=top.mails("owner_mail"),
        hours=_read_hours(file.table("hours")),
        safeguarding=_read_safeguarding(file.table("safeguarding")),
        sharing=_read_sharing(file.table("sharing")),
        desks=tuple(_read_desk(row) for row in file.rows("desks")),
        groups=tuple(_read_group(row) for row in file.rows("groups")),
        topics=tuple(_read_topic(row) for row in file.rows("topics")),
        wards=tuple(Ward(r.code("code"), r.text("name")) for r in file.rows("wards")),
        ward_shares=tuple(_read_share(row) for row in file.rows("ward_shares")),
        priorities=tuple(_read_priority(row) for row in file.rows("priorities")),
        rules=tuple(_read_rule(row) for row in file.rows("priority_rules")),
        wordings=_read_wordings(file),
        confidence=_read_confidence(file.table("confidence")),
        guide=read_guide(file),
        past=past,
    )


def _read_hours(table: Table) -> Hours:
    return Hours(
        days=table.choices("days", WEEKDAYS),
        opens=table.time_of_day("opens"),
        closes=table.time_of_day("closes"),
        country=table.text("country"),
        subdivision=table.text("subdivision", optional=True),
        closed=table.days("closed"),
        mail_times=table.times_of_day("mail_times"),
    )


def _read_safeguarding(table: Table) -> Safeguarding:
    return Safeguarding(
        desk=DeskId(table.id("desk")),
        minutes=table.number("minutes", 1, _A_YEAR_OF_MINUTES),
        notify_minutes=table.number("notify_minutes", 1, _A_YEAR_OF_MINUTES),
    )


def _read_sharing(table: Table) -> Sharing:
    return Sharing(
        marking=table.code("marking"),
        due_days=table.number("due_days", 1, _A_YEAR_OF_DAYS),
        urgent_due_days=table.number("urgent_due_days", 1, _A_YEAR_OF_DAYS),
        forget_days=table.number("forget_days", 1, _TEN_YEARS_OF_DAYS),
        cctv_desk=DeskId(table.id("cctv_desk")),
        cctv_days=table.number("cctv_days", 1, _A_YEAR_OF_DAYS),
        caveat=table.prose("caveat"),
    )


def _read_desk(row: Table) -> Desk:
    return Desk(
        id=DeskId(row.id("id")),
        name=row.text("name"),
        work=Work(row.choice("work", tuple(Work))),
        mail=row.mails("mail"),
        supervisor_mail=row.mails("supervisor_mail"),
    )


def _read_group(row: Table) -> Group:
    return Group(
        id=row.id("id"),
        label=row.text("label"),
        hint=row.text("hint", optional=True),
        priority=row.number("priority", 0, LOWEST_PRIORITY),
    )


def _read_topic(row: Table) -> Topic:
    return Topic(
        code=row.code("code"),
        label=row.text("label"),
        group=row.id("group"),
        category=row.text("category", optional=True),
        priority=row.number("priority", 0, LOWEST_PRIORITY),
        flag=Flag(row.choice("safeguarding", tuple(Flag))),
        routes=tuple(DeskId(desk) for desk in row.texts("routes")),
        notify=row.truth("notify"),
        independent=row.truth("independent"),
    )


def _read_share(row: Table) -> WardShare:
    return WardShare(row.code("ward"), row.text("old"), row.share("share"))


def _read_priority(row: Table) -> Priority:
    return Priority(
        number=row.number("number", 0, LOWEST_PRIORITY),
        name=row.text("name"),
        pick_up_minutes=row.number("pick_up_minutes", 1, _A_YEAR_OF_MINUTES),
        route_minutes=row.number("route_minutes", 1, _A_YEAR_OF_MINUTES),
    )


def _read_rule(row: Table) -> PriorityRule:
    return PriorityRule(
        answer=row.choice("answer", ANSWERS),
        equals=row.code("equals"),
        priority=row.number("priority", 0, LOWEST_PRIORITY),
    )


def _read_wordings(file: File) -> Wordings:
    return Wordings(
        grounds=_read_choices(file, "legal_grounds"),
        purposes=_read_choices(file, "purposes"),
        markings=_read_choices(file, "markings"),
        strategy=_read_choices(file, "strategy_priorities"),
        responses=_read_choices(file, "responses"),
        results=tuple(
            Result(r.code("code"), r.text("label"), r.prose("told"))
            for r in file.rows("results")
        ),
        replies=tuple(
            ReplyTemplate(
                r.code("code"),
                r.text("label"),
                r.prose("text"),
                once_passed_on=r.truth("once_passed_on"),
            )
            for r in file.rows("reply_templates")
        ),
        outcomes=tuple(_read_outcome(row) for row in file.rows("outcomes")),
    )


def _read_choices(file: File, name: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(r.code("code"), r.text("label"), r.text("note", optional=True))
        for r in file.rows(name)
    )


def _read_outcome(row: Table) -> Outcome:
    days = row.optional_number("forget_days", 1, _TEN_YEARS_OF_DAYS)
    return Outcome(row.code("code"), row.text("label"), row.prose("told"), days)


def _read_confidence(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for level in CONFIDENCES:
        found = dict.fromkeys(table.choices(level, GRADES), level) | found
    return found
