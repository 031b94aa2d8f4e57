"""What the public process may write into the vault about names, on PostgreSQL."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import ProgrammingError

from crypto import random_id
from service.db.engine import Vault
from service.db.schema import LetterRow
from tests.custody.custodians import Town

REFUSED = "row-level security"


async def write(vault: Vault, tip: str, kind: str, **more: object) -> None:
    row = {"id": random_id(), "tip": tip, "kind": kind, "number": 0, "size": 1}
    boxes = {"summary": None, "body": b"x", "wrap": None}
    async with vault.writing() as connection:
        await connection.execute(insert(LetterRow).values(**{**row, **boxes, **more}))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("kind", ["custody", "notice", "locked", "note", "holder"])
async def test_it_writes_no_letter_of_the_custodian_or_of_staff(
    town: Town, kind: str
) -> None:
    tip, _receipt = await town.leave()

    with pytest.raises(ProgrammingError, match=REFUSED):
        await write(town.public.vault, tip, kind)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("more", [{"number": 7}, {"wrap": b"x"}])
async def test_a_name_comes_first_and_under_no_wrap(
    town: Town, more: dict[str, object]
) -> None:
    tip, _receipt = await town.leave()

    with pytest.raises(ProgrammingError, match=REFUSED):
        await write(town.public.vault, tip, "identity", **more)
