"""The migrations make the schema, and can be undone and made again."""

import asyncio

from alembic import command
from sqlalchemy import text

from service.db.engine import Vault
from tests.databases import Database, alembic_config

ROWS = """
INSERT INTO tips (id, desk, day, priority, picked_up, open, version)
  VALUES ('t', 'd', '2026-03-04', 3, false, true, 0);
INSERT INTO letters (id, tip, kind, number, size) VALUES ('l', 't', 'tip', 0, 0);
INSERT INTO officers (id, name, administrator, ended, last_step)
  VALUES ('o', 'n', false, false, 0)
""".split(";")  # noqa: SIM905 - reads as the SQL it is


async def run(database: Database, *statements: str) -> list[object]:
    vault = Vault(database.owner)
    found: list[object] = []
    async with vault.writing() as connection:
        for statement in statements:
            result = await connection.execute(text(statement))
            found += result.scalars().all() if result.returns_rows else []
    await vault.close()
    return found


def test_the_migrations_and_the_schema_agree(database: Database) -> None:
    command.check(alembic_config(database.owner))


def test_every_migration_goes_up_down_and_up_again_with_rows(
    database: Database,
) -> None:
    config = alembic_config(database.owner)
    asyncio.run(run(database, *ROWS))

    command.downgrade(config, "base")
    command.upgrade(config, "head")

    command.check(config)
    heads = asyncio.run(run(database, "SELECT number FROM audit_head"))
    assert heads == [0]


def test_only_what_lives_for_minutes_is_kept_out_of_postgresqls_log(
    database: Database,
) -> None:
    query = {
        "postgresql": "SELECT relname FROM pg_class"
        " WHERE relpersistence = 'u' AND relkind = 'r'",
        "sqlite": "SELECT name FROM sqlite_master WHERE name IN"
        " ('sessions', 'sign_in_counters')",
    }[database.kind]

    assert set(asyncio.run(run(database, query))) == {"sessions", "sign_in_counters"}


def test_no_sqlite_table_keeps_the_order_in_which_rows_came(
    sqlite_database: Database,
) -> None:
    ordered = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND sql NOT LIKE '%WITHOUT ROWID%'"
    )

    assert asyncio.run(run(sqlite_database, ordered)) == ["alembic_version"]
