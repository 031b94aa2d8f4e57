"""What must fit together in a borough's file, table by table.

A check runs only when the tables it looks at could be read: a placeholder must
not be blamed for what it replaces.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from holidays import country_holidays

from service.domain import guide_checks
from service.domain.borough_tables import File, Table
from service.domain.boroughs import Borough
from service.domain.configured import GETS_REPORTS, READS_TIPS, Flag, Work
from service.domain.people import AUDITOR_DESK
from service.domain.tips import HOW_KNOWN, YES_NO_UNSURE

LOWEST_PRIORITY = 4
CONFIDENCES = ("high", "medium", "low")
GRADES = tuple(source + assessment for source in "123" for assessment in "ABCDE")
ANSWERS = ("danger", "traceable", "how_known", "group", "topic")

_COUNTRY_LETTERS = 2
_ROUNDED = 0.005
_ALONE = (Work.INDEPENDENT, Work.SAFEGUARDING, Work.AUDITOR, Work.CUSTODIAN)
_RUNG = READS_TIPS | GETS_REPORTS
_FIXED_ANSWERS = {
    "danger": YES_NO_UNSURE,
    "traceable": YES_NO_UNSURE,
    "how_known": HOW_KNOWN,
}

IDENTIFIED_BY: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("desks", "groups", "supports", "advice"), "id"),
        **dict.fromkeys(
            (
                "topics",
                "wards",
                "legal_grounds",
                "purposes",
                "markings",
                "strategy_priorities",
                "responses",
                "results",
                "reply_templates",
                "outcomes",
                "campaigns",
                "opening_reasons",
            ),
            "code",
        ),
    }
)
"""The lists whose rows are told apart, and by what."""


def check_borough(file: File, borough: Borough) -> None:
    """Write down everything that does not fit together."""
    for name, key in IDENTIFIED_BY.items():
        _check_once(file.rows(name), name, (key,))
    _check_once(file.rows("priority_rules"), "priority_rules", ("answer", "equals"))
    _check_once(file.rows("ward_shares"), "ward_shares", ("ward", "old"))
    for tables, check in _CHECKS:
        if not file.mistakes.tables & set(tables):
            check(file, borough)


def _check_once(rows: Sequence[Table], name: str, keys: tuple[str, ...]) -> None:
    """Two of a kind are a mistake, at the second's line."""
    seen: set[str] = set()
    for row in rows:
        found = [row.fields.get(key) for key in keys]
        if all(isinstance(one, str) for one in found):
            code = " ".join(map(str, found))
            if code in seen:
                row.complain(keys[-1], f"`{code}` is in [[{name}]] already")
            seen.add(code)


def _check_works(file: File, borough: Borough) -> None:
    works = [desk.work for desk in borough.desks]
    for work in _ALONE:
        if works.count(work) != 1:
            text = f"exactly one of [[desks]] must have the work `{work.value}`"
            file.complain("desks", text)
    for row, desk in zip(file.rows("desks"), borough.desks, strict=True):
        if (desk.work is Work.AUDITOR) != (desk.id == AUDITOR_DESK):
            row.complain("id", f"the desk of the auditor is `{AUDITOR_DESK}`, no other")
        for name, mail in (
            ("mail", desk.mail),
            ("supervisor_mail", desk.supervisor_mail),
        ):
            if desk.work in _RUNG and not mail:
                row.complain(name, "somebody must be rung when something waits here")


def _check_intake(file: File, borough: Borough) -> None:
    desk = borough.find_desk(borough.intake_desk)
    if desk is None or desk.work is not Work.TRIAGE:
        text = f"no desk `{borough.intake_desk}` has the work `triage`"
        file.table("borough").complain("intake_desk", text)


def _check_owner(file: File, borough: Borough) -> None:
    if not borough.owner_mail:
        file.table("borough").complain("owner_mail", "somebody must be rung at last")


def _check_safeguarding(file: File, borough: Borough) -> None:
    desk = borough.find_desk(borough.safeguarding.desk)
    if desk is None or desk.work is not Work.SAFEGUARDING:
        text = f"no desk `{borough.safeguarding.desk}` has the work `safeguarding`"
        file.table("safeguarding").complain("desk", text)


def _check_cctv(file: File, borough: Borough) -> None:
    desk = borough.find_desk(borough.sharing.cctv_desk)
    if desk is None or desk.work not in GETS_REPORTS:
        text = f"no desk `{borough.sharing.cctv_desk}` gets reports"
        file.table("sharing").complain("cctv_desk", text)


def _check_marking(file: File, borough: Borough) -> None:
    marking = borough.sharing.marking
    if marking not in {one.code for one in borough.wordings.markings}:
        file.table("sharing").complain("marking", f"there is no marking `{marking}`")


def _check_groups(file: File, borough: Borough) -> None:
    for row, topic in zip(file.rows("topics"), borough.topics, strict=True):
        if topic.group not in borough.group_ids:
            row.complain("group", f"there is no group `{topic.group}`")


def _check_routes(file: File, borough: Borough) -> None:
    reports = {desk.id for desk in borough.report_desks}
    for row, topic in zip(file.rows("topics"), borough.topics, strict=True):
        for desk in topic.routes:
            if desk not in reports:
                row.complain("routes", f"no desk `{desk}` gets reports")


def _check_flags(file: File, borough: Borough) -> None:
    for row, topic in zip(file.rows("topics"), borough.topics, strict=True):
        if topic.independent and topic.routes:
            row.complain("routes", "only the independent desk reads it: it has none")
        if topic.notify and topic.flag is not Flag.AUTOMATIC:
            text = (
                f"must be {Flag.AUTOMATIC.value} where the law asks for a notification"
            )
            row.complain("safeguarding", text)


def _check_shares(file: File, borough: Borough) -> None:
    wards = {ward.code: 0.0 for ward in borough.wards}
    for row, share in zip(file.rows("ward_shares"), borough.ward_shares, strict=True):
        if share.ward not in wards:
            row.complain("ward", f"there is no ward `{share.ward}`")
            continue
        wards[share.ward] += share.share
        if wards[share.ward] > 1 + _ROUNDED:
            row.complain("share", f"the shares of `{share.ward}` are more than 1")


def _check_priorities(file: File, borough: Borough) -> None:
    rows = file.rows("priorities")
    for wanted, (row, found) in enumerate(zip(rows, borough.priorities, strict=True)):
        if found.number != wanted:
            row.complain(
                "number", f"must be {wanted}: they stand from 0 to 4, in order"
            )
    if len(rows) != LOWEST_PRIORITY + 1:
        file.complain("priorities", "there must be five [[priorities]], 0 to 4")


def _check_hours(file: File, borough: Borough) -> None:
    hours, table = borough.hours, file.table("hours")
    if hours.opens >= hours.closes:
        table.complain("closes", "the day must close after it opens")
    if any(early >= late for early, late in pairwise(hours.mail_times)):
        table.complain("mail_times", "the times must be different, earliest first")
    if not _has_calendar(hours.country):
        text = "must be a country's two letters, such as GB, with known holidays"
        table.complain("country", text)
    elif not _has_calendar(hours.country, hours.subdivision):
        table.complain(
            "subdivision", f"no holidays are known for this part of {hours.country}"
        )


def _has_calendar(country: str, part: str = "") -> bool:
    if len(country) != _COUNTRY_LETTERS or not country.isalpha():
        return False
    try:
        country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return False
    return True


def _check_rules(file: File, borough: Borough) -> None:
    topics = tuple(topic.code for topic in borough.topics)
    allowed = {**_FIXED_ANSWERS, "group": borough.group_ids, "topic": topics}
    for row, rule in zip(file.rows("priority_rules"), borough.rules, strict=True):
        if rule.equals not in allowed[rule.answer]:
            text = f"is never the answer to `{rule.answer}`"
            row.complain("equals", f"`{rule.equals}` {text}")


def _check_confidence(file: File, borough: Borough) -> None:
    table = file.table("confidence")
    for level in CONFIDENCES:
        twice = [g for g in table.texts(level) if borough.confidence[g] != level]
        if twice:
            table.complain(level, f"another list names {', '.join(twice)} too")
    left = [grade for grade in GRADES if grade not in borough.confidence]
    if left:
        table.complain(CONFIDENCES[-1], f"no list names {', '.join(left)}")


_Check = Callable[[File, Borough], None]
_CHECKS: tuple[tuple[tuple[str, ...], _Check], ...] = (
    (("desks",), _check_works),
    (("borough", "desks"), _check_intake),
    (("borough",), _check_owner),
    (("safeguarding", "desks"), _check_safeguarding),
    (("sharing", "desks"), _check_cctv),
    (("sharing", "markings"), _check_marking),
    (("topics", "groups"), _check_groups),
    (("topics", "desks"), _check_routes),
    (("topics",), _check_flags),
    (("ward_shares", "wards"), _check_shares),
    (("priorities",), _check_priorities),
    (("hours",), _check_hours),
    (("priority_rules", "groups", "topics"), _check_rules),
    (("confidence",), _check_confidence),
    (("reporters",), guide_checks.check_languages),
    (("reporters",), guide_checks.check_addresses),
    (("advice", "supports", "topics"), guide_checks.check_advice),
    (("advice", "topics"), guide_checks.check_insiders),
    (("files", "floods"), guide_checks.check_uploads),
    (("supports",), guide_checks.check_supports),
    (("campaigns",), guide_checks.check_campaigns),
)
