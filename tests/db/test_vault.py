from dataclasses import replace

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import ProgrammingError

from crypto import random_id
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Vault
from service.db.schema import AuditHeadRow, DeskCardRow, MailRow, ShredRow, TipRow
from service.domain.audit import Act, Entry
from service.domain.errors import (
    CardNotTrustedError,
    ForbiddenError,
    NotOpenYetError,
    UnavailableError,
)
from service.domain.mails import CALL, MailKind, Planned
from service.domain.people import AUDITOR_DESK, DeskId, Post, Role
from tests.builders import NOON, TRIAGE_DESK, Site


async def test_a_member_opens_the_keys_of_their_desk(site: Site) -> None:
    vault = Vault(site.database.desk)
    async with vault.reading() as connection:
        keyring = await CardBook(site.pins).open_keyring(
            connection, site.people["ben"].signed_in, TRIAGE_DESK
        )
    await vault.close()

    assert keyring.current.seed == site.desks[TRIAGE_DESK].seed


async def test_nobody_opens_the_keys_of_a_desk_that_is_not_theirs(site: Site) -> None:
    vault = Vault(site.database.desk)
    async with vault.reading() as connection:
        with pytest.raises(ForbiddenError):
            await CardBook(site.pins).open_keyring(
                connection, site.people["carol"].signed_in, TRIAGE_DESK
            )
    await vault.close()


async def test_a_role_raised_by_a_writer_of_rows_is_not_believed(site: Site) -> None:
    vault = Vault(site.database.desk)
    raised = Post(TRIAGE_DESK, Role.SUPERVISOR, admitted=True)
    ben = replace(site.people["ben"].signed_in, posts=(raised,))
    async with vault.reading() as connection:
        with pytest.raises(CardNotTrustedError):
            await CardBook(site.pins).open_keyring(connection, ben, TRIAGE_DESK)
    await vault.close()


async def test_a_desk_that_was_never_opened_or_pinned_has_no_card(site: Site) -> None:
    vault = Vault(site.database.desk)
    async with vault.reading() as connection:
        with pytest.raises(NotOpenYetError):
            await CardBook(site.pins).get_card(connection, DeskId("housing"))
        with pytest.raises(NotOpenYetError):
            await CardBook({}).get_card(connection, TRIAGE_DESK)
    await vault.close()


async def test_a_card_slipped_in_by_a_writer_of_rows_is_not_believed(
    site: Site,
) -> None:
    vault = Vault(site.database.desk)
    stranger = site.desks[AUDITOR_DESK].card
    async with vault.writing() as connection:
        await connection.execute(
            insert(DeskCardRow).values(
                desk=TRIAGE_DESK, generation=2, card=stranger.raw, signature=bytes(64)
            )
        )
        with pytest.raises(CardNotTrustedError):
            await CardBook(site.pins).get_card(connection, TRIAGE_DESK)
    await vault.close()


async def test_every_entry_moves_the_head_of_the_chain(site: Site) -> None:
    vault = Vault(site.database.desk)
    log = AuditLog(CardBook(site.pins), site.clock)
    for _ in range(3):
        async with vault.writing() as connection:
            await log.append(connection, Entry(Act.SIGNED_IN, officer="x"))
    async with vault.reading() as connection:
        number = await connection.scalar(select(AuditHeadRow.number))
    await vault.close()

    assert number == 3


async def test_a_database_that_is_away_is_one_refusal(site: Site) -> None:
    away = "postgresql+asyncpg://nobody@127.0.0.1:1/none"
    vault = Vault(
        away
        if site.database.kind == "postgresql"
        else "sqlite+aiosqlite:////nowhere/x.db"
    )
    with pytest.raises(UnavailableError):
        async with vault.reading() as connection:
            await connection.execute(text("SELECT 1"))


async def test_a_reporter_of_postgresql_sees_only_the_mailbox_it_names(
    site: Site,
) -> None:
    desk = Vault(site.database.desk)
    async with desk.writing() as connection:
        await connection.execute(
            insert(TipRow).values(
                id="a" * 32,
                desk=TRIAGE_DESK,
                day=site.clock.today(),
                priority=3,
                picked_up=False,
                open=True,
                version=0,
                forget_on=None,
            )
        )
        await connection.execute(
            insert(ShredRow).values(
                tip="a" * 32, side="told", locator=b"l" * 32, key=b"k" * 32, held=False
            )
        )
    await desk.close()
    public = Vault(site.database.reporter)
    async with public.reading() as connection:
        unseen = (await connection.execute(select(ShredRow.tip))).all()
        await public.show_locator(connection, b"l" * 32)
        seen = (await connection.execute(select(ShredRow.tip))).all()
    await public.close()

    assert len(seen) == 1
    assert len(unseen) == (0 if site.database.kind == "postgresql" else 1)


FORGED_MAILS: list[dict[str, object]] = [
    {"id": Planned(AUDITOR_DESK, MailKind.LOG).make_id(NOON.today())},
    {"kind": "log"},
    {"sent": True},
    {"kind": "no kind of ours"},
]


@pytest.mark.parametrize("forged", FORGED_MAILS)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_desk_of_postgresql_keeps_nobody_elses_mail_from_going_out(
    site: Site, forged: dict[str, object]
) -> None:
    call: dict[str, object] = {
        "id": CALL + random_id(),
        "desk": TRIAGE_DESK,
        "kind": "ring",
        "sent": False,
        "attempts": 0,
        "made_at": 0,
        "next_at": 0,
    }
    desk = Vault(site.database.desk)
    async with desk.writing() as connection:
        await connection.execute(insert(MailRow).values(call))

    again = {**call, "id": CALL + random_id(), **forged}
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with desk.writing() as connection:
            await connection.execute(insert(MailRow).values(again))
    await desk.close()
