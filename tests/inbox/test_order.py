"""Each order of the inbox is that of an index: no page sorts all there is."""

import pytest
from sqlalchemy import text
from sqlalchemy.dialects.sqlite import dialect

from service.inbox.store import build_page
from tests.builders import TRIAGE_DESK
from tests.tips import Desk


@pytest.mark.parametrize(
    ("is_open", "index"), [(True, "ix_tips_inbox"), (False, "ix_tips_closed")]
)
async def test_a_page_is_read_from_its_index_in_order(
    office: Desk, *, is_open: bool, index: str
) -> None:
    page = build_page(is_open=is_open).element.compile(
        dialect=dialect(paramstyle="named")
    )
    values = page.params | {"desk": TRIAGE_DESK, "first": 50, "count": 51}

    async with office.vault.reading() as connection:
        steps = await connection.execute(text(f"EXPLAIN QUERY PLAN {page}"), values)
        plan = " ".join(row.detail for row in steps)

    assert index in plan
    assert "TEMP B-TREE" not in plan
