"""Somebody writes rows: what they change, copy or make up is shown as not trusted."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Update, select, update

from crypto import DeskKeys, RecoveryKit, ShredKey, random_id
from service.db import releasefiles
from service.db.schema import (
    ReleaseLetterRow,
    ReleaseRow,
    ReleaseSealRow,
    ReleaseShredRow,
)
from service.domain.between import Spot, sign_and_seal
from service.domain.letters import LetterId
from service.domain.people import DeskId, Keyring
from service.domain.released import ReleaseFile, ReleaseState
from service.domain.releases import Answer, ReleaseId, ReleaseKind, Step
from tests.builders import INDEPENDENT_DESK, POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.releases import A_REPORT, Exchange, a_sent
from tests.tips import TODAY

FORGED = a_sent(replace(A_REPORT, title="Search this house"))


@dataclass(frozen=True, slots=True)
class Thief:
    """Whoever can write rows, and holds the keys of one desk."""

    exchange: Exchange
    desk: DeskId

    async def change(self, release: ReleaseId, **to: object) -> None:
        """Change the letter that a release began with."""
        await self.run(
            update(ReleaseLetterRow)
            .where(
                ReleaseLetterRow.release == release,
                ReleaseLetterRow.kind == ReleaseKind.REPORT.value,
            )
            .values(**to)
        )

    async def read(self, release: ReleaseId) -> dict[str, object]:
        """Read the letter that a release began with."""
        table = ReleaseLetterRow.__table__
        query = select(table).where(
            ReleaseLetterRow.release == release,
            ReleaseLetterRow.kind == ReleaseKind.REPORT.value,
        )
        async with self.exchange.desk.vault.reading() as connection:
            return dict((await connection.execute(query)).one()._mapping)

    async def run(self, statement: Update) -> None:
        async with self.exchange.desk.vault.writing() as connection:
            await connection.execute(statement)

    async def write(
        self,
        release: ReleaseId,
        kind: ReleaseKind,
        text: str,
        keys: DeskKeys | None = None,
        *,
        reader: DeskId = POLICE_DESK,
    ) -> None:
        """Write a letter with keys of one's own, sealed as the service would."""
        keys = keys or self.exchange.site.desks[self.desk]
        keyring = Keyring({keys.card.id: keys}, keys.card)
        spot = Spot(LetterId(random_id()), release, kind, 9)
        shred = await self._shred(release)
        to = (self.exchange.site.desks[reader].card,)
        dispatch = sign_and_seal(spot, text, keyring, shred, to=to)
        async with self.exchange.desk.vault.writing() as connection:
            await releasefiles.add_dispatch(connection, dispatch)

    async def _shred(self, release: ReleaseId) -> ShredKey:
        async with self.exchange.desk.vault.reading() as connection:
            return (await releasefiles.list_shreds(connection, [release]))[release]


@pytest.fixture
def thief(exchange: Exchange) -> Thief:
    """A member of the independent desk who has got at the database."""
    return Thief(exchange, INDEPENDENT_DESK)


async def look_at_both(
    exchange: Exchange, release: ReleaseId
) -> tuple[ReleaseFile, ReleaseFile]:
    return (
        await exchange.look("hal", release),
        await exchange.look("ben", release, TRIAGE_DESK),
    )


async def test_a_body_of_another_report_is_not_shown(thief: Thief) -> None:
    mine, other = await thief.exchange.send(), await thief.exchange.send(FORGED)
    await thief.change(mine, body=(await thief.read(other))["body"])

    for file in await look_at_both(thief.exchange, mine):
        assert file.opened.sent is None
        assert file.opened.doubtful == 1


@pytest.mark.parametrize("part", ["body", "summary", "signature"])
async def test_one_changed_byte_is_not_shown(thief: Thief, part: str) -> None:
    release = await thief.exchange.send()
    raw = (await thief.read(release))[part]
    assert isinstance(raw, bytes)
    await thief.change(release, **{part: raw[:-1] + bytes([raw[-1] ^ 1])})

    assert (await thief.exchange.look("hal", release)).opened.sent is None


@pytest.mark.parametrize("with_key", [False, True])
async def test_a_letter_laid_into_another_release_is_not_shown(
    thief: Thief, *, with_key: bool
) -> None:
    mine, other = await thief.exchange.send(), await thief.exchange.send(FORGED)
    theirs = (await thief.read(other))["id"]
    await thief.run(
        update(ReleaseLetterRow)
        .where(ReleaseLetterRow.id == theirs)
        .values(release=mine, number=5)
    )
    if with_key:
        shred = (await thief._shred(other)).raw
        change = update(ReleaseShredRow).where(ReleaseShredRow.release == mine)
        await thief.run(change.values(key=shred))

    file = await thief.exchange.look("hal", mine)
    shown = file.opened.sent
    assert shown is None or shown.report == A_REPORT
    assert file.opened.doubtful


async def test_letters_in_another_order_are_not_shown(thief: Thief) -> None:
    exchange = thief.exchange
    release = await exchange.send()
    await exchange.answer("hal", release, Step.RESULT, "It was found.")
    await thief.run(
        update(ReleaseLetterRow)
        .where(ReleaseLetterRow.kind == ReleaseKind.ANSWER.value)
        .values(number=0)
    )

    assert (await exchange.look("ben", release, TRIAGE_DESK)).opened.steps == ()


@pytest.mark.parametrize("kept", [1, 2, 3])
async def test_changed_recipients_are_not_believed(thief: Thief, kept: int) -> None:
    release = await thief.exchange.send()
    recipients = (await thief.read(release))["recipients"]
    assert isinstance(recipients, bytes)
    extra = thief.exchange.site.desks[SAFEGUARDING_DESK].card.id
    changed = (recipients + extra)[: kept * 32] if kept != 2 else recipients[:-1]
    await thief.change(release, recipients=changed)

    for file in await look_at_both(thief.exchange, release):
        assert file.opened.sent is None


async def test_a_release_turned_to_another_desk_shows_it_nothing(thief: Thief) -> None:
    release = await thief.exchange.send()
    turned = update(ReleaseRow).where(ReleaseRow.id == release)
    await thief.run(turned.values(to_desk=SAFEGUARDING_DESK))
    faye = await thief.exchange.look("faye", release, SAFEGUARDING_DESK)
    await thief.run(turned.values(from_desk=INDEPENDENT_DESK, to_desk=POLICE_DESK))
    hal = await thief.exchange.look("hal", release)

    assert faye.opened.sent is None
    assert hal.opened.sent is None


async def test_an_unsigned_report_is_not_shown(thief: Thief) -> None:
    release = await thief.exchange.send()
    await thief.change(release, signature=b"")
    unsigned = await thief.exchange.look("hal", release)
    await thief.change(release, signature=bytes(64))

    assert unsigned.opened.sent is None
    assert (await thief.exchange.look("hal", release)).opened.sent is None


async def test_what_another_desk_signed_is_not_shown(thief: Thief) -> None:
    release = await thief.exchange.send()
    await thief.write(release, ReleaseKind.REPORT, FORGED.json)
    await thief.write(release, ReleaseKind.REPLY, Answer(TODAY, text="Go now").json)

    for file in await look_at_both(thief.exchange, release):
        assert file.opened.sent is not None
        assert file.opened.sent.report == A_REPORT
        assert [one.answer for one in file.opened.talk] == [None]


async def test_a_desk_with_the_right_name_and_keys_of_its_own_is_not_believed(
    thief: Thief,
) -> None:
    release = await thief.exchange.send()
    kit = RecoveryKit.generate(thief.exchange.site.words)
    impostor = DeskKeys.generate(TRIAGE_DESK, 1, kit.card)
    await thief.write(release, ReleaseKind.REPORT, FORGED.json, impostor)

    file = await thief.exchange.look("hal", release)
    assert file.opened.sent is not None
    assert file.opened.sent.report == A_REPORT


async def test_the_receiver_cannot_write_the_report_it_received(
    exchange: Exchange,
) -> None:
    insider = Thief(exchange, POLICE_DESK)
    release = await exchange.send()
    await insider.write(release, ReleaseKind.REPORT, FORGED.json, reader=TRIAGE_DESK)
    await insider.write(
        release,
        ReleaseKind.WITHDRAWAL,
        Answer(TODAY, text="Never mind").json,
        reader=TRIAGE_DESK,
    )

    for file in await look_at_both(exchange, release):
        assert file.opened.sent is not None
        assert file.opened.sent.report == A_REPORT
        assert file.opened.state is ReleaseState.SENT


async def test_a_list_shows_no_forged_title(thief: Thief) -> None:
    exchange = thief.exchange
    release, other = await exchange.send(), await exchange.send(FORGED)
    await thief.change(release, summary=(await thief.read(other))["summary"])
    file = await exchange.look("hal", release)

    async with exchange.desk.vault.reading() as connection:
        heads = await exchange.book.read_heads(
            connection, exchange.desk.officer("hal"), POLICE_DESK, [file.record]
        )

    assert heads == {}


async def test_a_seal_of_another_letter_opens_nothing(thief: Thief) -> None:
    mine, other = await thief.exchange.send(), await thief.exchange.send(FORGED)
    ids = [(await thief.read(one))["id"] for one in (mine, other)]
    query = select(ReleaseSealRow.box).where(
        ReleaseSealRow.letter == ids[1], ReleaseSealRow.desk == POLICE_DESK
    )
    async with thief.exchange.desk.vault.reading() as connection:
        box = await connection.scalar(query)
    seal = update(ReleaseSealRow).where(
        ReleaseSealRow.letter == ids[0], ReleaseSealRow.desk == POLICE_DESK
    )
    await thief.run(seal.values(box=box))

    assert (await thief.exchange.look("hal", mine)).opened.sent is None


async def test_without_its_key_nobody_opens_a_release(thief: Thief) -> None:
    release = await thief.exchange.send()
    changed = update(ReleaseShredRow).where(ReleaseShredRow.release == release)
    await thief.run(changed.values(key=bytes(32)))

    for file in await look_at_both(thief.exchange, release):
        assert file.opened.sent is None
