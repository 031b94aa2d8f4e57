"""What the documents say about the database is what the database is."""

import re

from service.db.schema import Base
from tests.databases import ROOT

_ROW = re.compile(r"^\| (\w+) \| ([\w, ]*) \| ?([\w, ]*) ?\|$", re.MULTILINE)


def documented_columns() -> dict[str, set[str]]:
    page = (ROOT / "service" / "README.md").read_text()
    section = page.split("## What the database knows")[1].split("## Decisions")[0]
    return {
        table: {name.strip() for name in f"{clear},{sealed}".split(",") if name.strip()}
        for table, clear, sealed in _ROW.findall(section)
        if table != "table"
    }


def test_the_readme_names_every_column_and_no_other() -> None:
    kept = {
        table.name: {column.name for column in table.columns}
        for table in Base.metadata.sorted_tables
    }

    assert documented_columns() == kept | {}


def test_no_column_holds_free_text() -> None:
    lengths = {
        "tips": {"id", "desk"},
        "letters": {"id", "tip", "kind"},
        "seals": {"letter", "desk"},
        "shreds": {"tip", "side"},
        "mailboxes": {"tip", "desk"},
        "doorbells": {"tip", "desk"},
        "duties": {"tip", "desk"},
        "reviews": {"tip", "desk"},
        "files": {"id", "tip"},
        "campaign_visits": {"code"},
        "releases": {"id", "from_desk", "to_desk", "news"},
        "release_letters": {"id", "release", "kind"},
        "release_seals": {"letter", "desk"},
        "release_shreds": {"release"},
        "mails": {"id", "desk", "kind"},
        "desk_cards": {"desk"},
        "recoveries": {"desk"},
        "officers": {"id", "name"},
        "members": {"desk", "officer", "role"},
        "member_seeds": {"desk", "officer"},
        "sessions": {"officer"},
        "sign_in_counters": set(),
        "audit_head": set(),
        "audit_entries": set(),
        "deletions": {"id", "tip", "cause"},
    }

    texts = {
        table.name: {c.name for c in table.columns if c.type.python_type is str}
        for table in Base.metadata.sorted_tables
    }

    assert texts == lengths
