"""Reading a borough's file: TOML text in, one frozen value out, or every mistake.

Parsing is pure: reading the file is the settings' work. `borough_tables.py` knows
how a table is read and where its lines are; this module knows what a borough is.
"""

from service.domain.borough_tables import CODED, BoroughError, File, Mistake, Table
from service.domain.boroughs import Borough
from service.domain.configured import (
    GETS_REPORTS,
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
from service.domain.people import DeskId

__all__ = ["BoroughError", "Mistake", "read_borough_text"]

LOWEST_PRIORITY = 4
CONFIDENCES = ("high", "medium", "low")

_A_YEAR_OF_DAYS = 366
_TEN_YEARS_OF_DAYS = 3650
_A_YEAR_OF_MINUTES = 525_600
_LONGEST_DESK = 64
_ANSWERS = ("danger", "traceable", "how_known", "group", "topic")


def read_borough_text(text: str) -> Borough:
    """Read the text of a borough's file.

    Raises:
        BoroughError: With every mistake that was found, each with its line.
    """
    file = File.read(text)
    borough = _read(file)
    if borough:
        _check(file, borough)
    if borough is None or file.mistakes:
        raise BoroughError(file.mistakes)
    return borough


def _read(file: File) -> Borough | None:
    top = file.table("borough")
    borough = Borough(
        name=top.text("name"),
        team=top.text("team"),
        read_when=top.text("read_when"),
        intake_desk=DeskId(top.text("intake_desk")),
        mailbox_days=top.number("mailbox_days", 1, _TEN_YEARS_OF_DAYS),
        forget_days=top.number("forget_days", 1, _TEN_YEARS_OF_DAYS),
        owner_mail=top.texts("owner_mail"),
        hours=_read_hours(file.table("hours")),
        safeguarding=_read_safeguarding(file.table("safeguarding")),
        sharing=_read_sharing(file.table("sharing")),
        desks=tuple(_read_desk(row) for row in file.rows("desks")),
        groups=tuple(_read_group(row) for row in file.rows("groups")),
        topics=tuple(_read_topic(row) for row in file.rows("topics")),
        wards=tuple(Ward(r.text("code"), r.text("name")) for r in file.rows("wards")),
        ward_shares=tuple(_read_share(row) for row in file.rows("ward_shares")),
        priorities=tuple(_read_priority(row) for row in file.rows("priorities")),
        rules=tuple(_read_rule(row) for row in file.rows("priority_rules")),
        wordings=_read_wordings(file),
        confidence=_read_confidence(file.table("confidence")),
    )
    # A value with a hole in it cannot be checked further.
    return None if file.mistakes else borough


def _read_hours(table: Table) -> Hours:
    return Hours(
        days=table.choices("days", WEEKDAYS),
        opens=table.time_of_day("opens"),
        closes=table.time_of_day("closes"),
        country=table.text("country"),
        subdivision=table.text("subdivision"),
        closed=table.days("closed"),
        mail_times=table.times_of_day("mail_times"),
    )


def _read_safeguarding(table: Table) -> Safeguarding:
    return Safeguarding(
        desk=DeskId(table.text("desk")),
        minutes=table.number("minutes", 1, _A_YEAR_OF_MINUTES),
        notify_minutes=table.number("notify_minutes", 1, _A_YEAR_OF_MINUTES),
    )


def _read_sharing(table: Table) -> Sharing:
    return Sharing(
        marking=table.text("marking"),
        due_days=table.number("due_days", 1, _A_YEAR_OF_DAYS),
        forget_days=table.number("forget_days", 1, _TEN_YEARS_OF_DAYS),
        cctv_desk=DeskId(table.text("cctv_desk")),
        cctv_days=table.number("cctv_days", 1, _A_YEAR_OF_DAYS),
        caveat=table.text("caveat"),
    )


def _read_desk(row: Table) -> Desk:
    return Desk(
        id=DeskId(row.text("id")),
        name=row.text("name"),
        work=Work(row.choice("work", tuple(Work))),
        mail=row.texts("mail"),
        supervisor_mail=row.texts("supervisor_mail"),
    )


def _read_group(row: Table) -> Group:
    return Group(
        id=row.text("id"),
        label=row.text("label"),
        hint=row.text("hint", optional=True),
        priority=row.number("priority", 0, LOWEST_PRIORITY),
    )


def _read_topic(row: Table) -> Topic:
    return Topic(
        code=row.text("code"),
        label=row.text("label"),
        group=row.text("group"),
        category=row.text("category", optional=True),
        priority=row.number("priority", 0, LOWEST_PRIORITY),
        flag=Flag(row.choice("safeguarding", tuple(Flag))),
        routes=tuple(DeskId(desk) for desk in row.texts("routes")),
        notify=row.truth("notify"),
        independent=row.truth("independent"),
    )


def _read_share(row: Table) -> WardShare:
    return WardShare(row.text("ward"), row.text("old"), row.share("share"))


def _read_priority(row: Table) -> Priority:
    return Priority(
        number=row.number("number", 0, LOWEST_PRIORITY),
        name=row.text("name"),
        pick_up_minutes=row.number("pick_up_minutes", 1, _A_YEAR_OF_MINUTES),
        route_minutes=row.number("route_minutes", 1, _A_YEAR_OF_MINUTES),
    )


def _read_rule(row: Table) -> PriorityRule:
    return PriorityRule(
        answer=row.choice("answer", _ANSWERS),
        equals=row.text("equals"),
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
            Result(r.text("code"), r.text("label"), r.text("told"))
            for r in file.rows("results")
        ),
        replies=tuple(
            ReplyTemplate(r.text("code"), r.text("label"), r.text("text"))
            for r in file.rows("reply_templates")
        ),
        outcomes=tuple(_read_outcome(row) for row in file.rows("outcomes")),
    )


def _read_choices(file: File, name: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(r.text("code"), r.text("label"), r.text("note", optional=True))
        for r in file.rows(name)
    )


def _read_outcome(row: Table) -> Outcome:
    days = row.optional_number("forget_days", 1, _TEN_YEARS_OF_DAYS)
    return Outcome(row.text("code"), row.text("label"), row.text("told"), days)


def _read_confidence(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for level in CONFIDENCES:
        found |= dict.fromkeys(table.texts(level), level)
    return found


def _check(file: File, borough: Borough) -> None:
    _check_ids(file)
    _check_desks(file, borough)
    _check_topics(file, borough)
    _check_numbers(file, borough)


def _check_ids(file: File) -> None:
    """Two of a kind with one code are a mistake, at the second's line."""
    named = (
        *(("id", name) for name in ("desks", "groups")),
        *(("code", name) for name in CODED),
        ("number", "priorities"),
    )
    for key, name in named:
        seen: set[object] = set()
        for row in file.rows(name):
            code = row.fields.get(key)
            if code in seen:
                row.complain(key, f"there are two [[{name}]] with the {key} `{code}`")
            seen.add(code)


def _check_desks(file: File, borough: Borough) -> None:
    top, works = file.table("borough"), [desk.work for desk in borough.desks]
    for work in (Work.INDEPENDENT, Work.AUDITOR, Work.CUSTODIAN, Work.SAFEGUARDING):
        if works.count(work) != 1:
            file.complain(f"exactly one of [[desks]] must have the work `{work.value}`")
    desk = borough.find_desk(borough.intake_desk)
    if desk is None or desk.work is not Work.TRIAGE:
        top.complain("intake_desk", "there is no desk of the work `triage` with it")
    desk = borough.find_desk(borough.safeguarding.desk)
    if desk is None or desk.work is not Work.SAFEGUARDING:
        table = file.table("safeguarding")
        table.complain("desk", "there is no desk of the work `safeguarding` with it")
    desk = borough.find_desk(borough.sharing.cctv_desk)
    if desk is None or desk.work not in GETS_REPORTS:
        file.table("sharing").complain("cctv_desk", "no desk with it gets reports")


def _check_topics(file: File, borough: Borough) -> None:
    reports = {desk.id for desk in borough.report_desks}
    for row, topic in zip(file.rows("topics"), borough.topics, strict=True):
        if topic.group not in borough.group_ids:
            row.complain("group", f"there is no group `{topic.group}`")
        for desk in topic.routes:
            if desk not in reports:
                row.complain("routes", f"no desk `{desk}` gets reports")
    wards = {ward.code for ward in borough.wards}
    for row, share in zip(file.rows("ward_shares"), borough.ward_shares, strict=True):
        if share.ward not in wards:
            row.complain("ward", f"there is no ward `{share.ward}`")


def _check_numbers(file: File, borough: Borough) -> None:
    numbers = [priority.number for priority in borough.priorities]
    if numbers != list(range(LOWEST_PRIORITY + 1)):
        file.complain("[[priorities]] must be numbered 0 to 4, in that order")
    hours = file.table("hours")
    if borough.hours.opens >= borough.hours.closes:
        hours.complain("closes", "the day must close after it opens")
    if list(borough.hours.mail_times) != sorted(set(borough.hours.mail_times)):
        hours.complain("mail_times", "the times must be different, earliest first")
    marking = borough.sharing.marking
    if marking not in {one.code for one in borough.wordings.markings}:
        file.table("sharing").complain("marking", f"there is no marking `{marking}`")
    graded = {s + a for s in "123" for a in "ABCDE"}
    if set(borough.confidence) != graded:
        table = file.table("confidence")
        table.complain("low", "every grade from 1A to 3E must stand in one list")
