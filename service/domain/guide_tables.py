"""Reading the part of a borough's file that only reporters' pages ask for."""

from service.domain.borough_tables import File, Table
from service.domain.configured import Choice
from service.domain.guide import (
    Advice,
    Campaign,
    Contacts,
    FileRules,
    Floods,
    Guide,
    Support,
)

MOST_FILES = 5
MOST_MEGABYTES = 20

_MEGABYTE = 1024 * 1024
_A_MINUTE = 100_000
_A_CLASS = 30
"""How many must be able to tell at once: they sit behind one address."""

_SLOWEST = 10
"""Beyond so many seconds it would be people, reading fast, who count as machines."""


def read_guide(file: File) -> Guide:
    """Read what reporters are shown besides the form."""
    top = file.table("reporters")
    return Guide(
        languages=top.texts("languages"),
        onion=top.text("onion", optional=True),
        leave_to=top.text("leave_to"),
        files=_read_files(file.table("files")),
        floods=_read_floods(file.table("floods")),
        contacts=_read_contacts(file.table("contacts")),
        supports=tuple(_read_support(row) for row in file.rows("supports")),
        advice=tuple(_read_advice(row) for row in file.rows("advice")),
        campaigns=tuple(
            Campaign(row.id("code").upper(), row.text("name"))
            for row in file.rows("campaigns")
        ),
        opening_reasons=tuple(
            Choice(row.code("code"), row.text("label"), row.text("note", optional=True))
            for row in file.rows("opening_reasons")
        ),
    )


def _read_files(table: Table) -> FileRules:
    return FileRules(
        pictures=table.truth("pictures"),
        videos=table.truth("videos"),
        documents=table.truth("documents"),
        most=table.number("most", 0, MOST_FILES),
        most_bytes=table.number("most_megabytes", 1, MOST_MEGABYTES) * _MEGABYTE,
    )


def _read_floods(table: Table) -> Floods:
    return Floods(
        inbox_a_minute=table.number("inbox_a_minute", 1, _A_MINUTE),
        quarantine_a_minute=table.number("quarantine_a_minute", 1, _A_MINUTE),
        burst=table.number("burst", _A_CLASS, _A_MINUTE),
        quickest_seconds=table.number("quickest_seconds", 0, _SLOWEST),
        upload_megabytes_a_minute=table.number("upload_megabytes_a_minute", 1, 10_000),
    )


def _read_contacts(table: Table) -> Contacts:
    return Contacts(
        council=table.text("council"),
        address=table.text("address"),
        phone=table.text("phone"),
        accessibility_mail=table.mail("accessibility_mail"),
        data_protection_mail=table.mail("data_protection_mail"),
        complaints_mail=table.mail("complaints_mail"),
        accessibility_tested=table.day("accessibility_tested"),
        notices_written=table.day("notices_written"),
    )


def _read_support(row: Table) -> Support:
    return Support(
        id=row.id("id"),
        name=row.text("name"),
        phone=row.text("phone", optional=True),
        text=row.text("text", optional=True),
        web=row.text("web", optional=True),
        note=row.text("note", optional=True),
        checked=row.day("checked"),
    )


def _read_advice(row: Table) -> Advice:
    return Advice(
        id=row.id("id"),
        title=row.text("title"),
        says=row.texts("says"),
        supports=row.texts("supports"),
        topics=row.texts("topics"),
        danger=row.truth("danger"),
        go_on=row.text("go_on"),
        no_files=row.truth("no_files"),
    )
