"""Things tests begin with: one builder per noun.

A site here is made in the vault directly, so that each slice can be tested
before and without the slices that make one in life.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import insert

from crypto import (
    Box,
    DeskKeys,
    Membership,
    OfficerKey,
    OfficerSecrets,
    ProcessSecret,
    RecoveryKit,
    WordList,
    generate_totp_secret,
    random_bytes,
    random_id,
    wrap_officer,
)
from service.db.engine import Transaction, Vault
from service.db.schema import (
    DeskCardRow,
    MemberRow,
    MemberSeedRow,
    OfficerRow,
    RecoveryRow,
)
from service.domain.borough_files import read_borough_text
from service.domain.boroughs import Borough
from service.domain.clock import SetClock
from service.domain.people import AUDITOR_DESK, DeskId, OfficerId, Post, Role, SignedIn
from service.domain.stores import FilesSettings
from service.settings import DeskSettings, ReporterSettings, UpkeepSettings
from tests.databases import ROOT, Database

TRIAGE_DESK = DeskId("community-safety")
SAFEGUARDING_DESK = DeskId("childrens-front-door")
INDEPENDENT_DESK = DeskId("independent")
POLICE_DESK = DeskId("neighbourhood-police")
CUSTODIAN_DESK = DeskId("custodian")
_AT_WORK = (
    ("dev", AUDITOR_DESK, Role.SUPERVISOR),
    ("amira", TRIAGE_DESK, Role.SUPERVISOR),
    ("ben", TRIAGE_DESK, Role.OFFICER),
    ("faye", SAFEGUARDING_DESK, Role.SUPERVISOR),
    ("ines", INDEPENDENT_DESK, Role.SUPERVISOR),
)
REPORTER_HOST = "tell.test"
DESK_HOST = "desk.test"
PASSWORD = "copper lantern drizzle walnut"
DESK_SECRET = ProcessSecret.generate()
NOON = SetClock.at_noon(date(2026, 3, 4))


@cache
def a_borough() -> Borough:
    """The borough of the shipped configuration file, read once a run.

    But for one thing: here nobody is too quick. The people of tests press Send at once.
    """
    shipped = read_borough_text((ROOT / "deploy" / "borough.toml").read_text())
    floods = replace(shipped.guide.floods, quickest_seconds=0)
    return replace(shipped, guide=replace(shipped.guide, floods=floods))


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up officer, with all that is in their head and on their phone."""

    id: OfficerId
    name: str
    administrator: bool
    secrets: OfficerSecrets
    posts: tuple[Post, ...]

    @property
    def signed_in(self) -> SignedIn:
        """The officer as a use case meets them."""
        return SignedIn(
            self.id,
            self.name,
            self.administrator,
            self.posts,
            self.secrets.key,
            bytes(32),
        )


@dataclass(frozen=True, slots=True)
class Site:
    """An installation: its database, secrets, pins, desks and officers."""

    database: Database
    folder: Path
    words: WordList
    borough: Borough
    clock: SetClock
    reporter_secret: ProcessSecret
    desk_secret: ProcessSecret
    site_salt: bytes
    pins: dict[DeskId, str] = field(default_factory=dict)
    desks: dict[DeskId, DeskKeys] = field(default_factory=dict)
    kits: dict[DeskId, RecoveryKit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def reporter_settings(self) -> ReporterSettings:
        """What the public process of this site is told."""
        return ReporterSettings(
            database=self.database.reporter,
            hosts=(REPORTER_HOST,),
            secret=self.reporter_secret,
            site_salt=self.site_salt,
            pins=self.pins,
            borough=self.borough,
            words=self.words,
            files=self.files_settings,
        )

    @property
    def desk_settings(self) -> DeskSettings:
        """What the officers' process of this site is told."""
        return DeskSettings(
            database=self.database.desk,
            hosts=(DESK_HOST,),
            url=f"https://{DESK_HOST}",
            secret=self.desk_secret,
            pins=self.pins,
            borough=self.borough,
            words=self.words,
            files=self.files_settings,
        )

    @property
    def upkeep_settings(self) -> UpkeepSettings:
        """What upkeep of this site is told."""
        url, files = self.database.upkeep, self.files_settings
        return UpkeepSettings(url, self.borough, files=files)

    @property
    def files_settings(self) -> FilesSettings:
        """Where what is sent along is kept: a directory of this site's own."""
        (self.folder / "files").mkdir(mode=0o700, exist_ok=True)
        return FilesSettings(self.folder / "files")


async def make_site(database: Database, folder: Path, words: WordList) -> Site:
    """Open the desks that tips need, with amira, ben, carol, dev, faye and ines.

    amira supervises and ben is an officer of the Community Safety Team, carol is
    the administrator, dev the auditor, faye supervises the children's front door
    and ines the independent desk. All have the same password.
    """
    site = Site(
        database=database,
        folder=folder,
        words=words,
        borough=a_borough(),
        clock=SetClock(NOON.seconds),
        reporter_secret=ProcessSecret.generate(),
        desk_secret=DESK_SECRET,
        site_salt=random_bytes(16),
    )
    vault = Vault(database.desk)
    try:
        # In one transaction: nearly every test begins here.
        async with vault.writing() as connection:
            await _put_person(site, connection, "carol", administrator=True)
            for name, desk, role in _AT_WORK:
                post = Post(desk, role, admitted=True)
                await _put_person(site, connection, name, posts=[post])
            for desk in dict.fromkeys(desk for _name, desk, _role in _AT_WORK):
                await _put_desk(site, connection, desk)
    finally:
        await vault.close()
    return site


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What enrolment leaves: the secrets, and the box and salt that are stored."""

    name: str
    secrets: OfficerSecrets
    salt: bytes
    box: Box


@cache
def enrol(name: str) -> Enrolled:
    """Enrol a made-up officer once a run: the password's work is slow on purpose."""
    unwrapped = OfficerSecrets(OfficerKey.generate(random_id()), generate_totp_secret())
    salt = random_bytes(16)
    box = wrap_officer(unwrapped, PASSWORD, salt=salt, desk_secret=DESK_SECRET.raw)
    return Enrolled(name, unwrapped, salt, box)


async def add_person(
    site: Site,
    vault: Vault,
    name: str,
    *,
    administrator: bool = False,
    posts: list[Post] | None = None,
) -> Person:
    """Enrol a made-up officer."""
    async with vault.writing() as connection:
        return await _put_person(
            site, connection, name, administrator=administrator, posts=posts
        )


async def open_desk(site: Site, vault: Vault, desk: DeskId) -> DeskKeys:
    """Open a desk, pin it, and admit everybody who has a post there."""
    async with vault.writing() as connection:
        return await _put_desk(site, connection, desk)


async def open_custodian(site: Site, vault: Vault, *names: str) -> None:
    """Open the desk that keeps names, with a supervisor for each of the names."""
    post = Post(CUSTODIAN_DESK, Role.SUPERVISOR, admitted=True)
    for name in names:
        await add_person(site, vault, name, posts=[post])
    await open_desk(site, vault, CUSTODIAN_DESK)


async def admit(vault: Vault, keys: DeskKeys, person: Person, role: Role) -> None:
    """Admit somebody to a desk that is open already."""
    async with vault.writing() as connection:
        await _admit(connection, keys, person, role)


async def _put_person(
    site: Site,
    connection: Transaction,
    name: str,
    *,
    administrator: bool = False,
    posts: list[Post] | None = None,
) -> Person:
    enrolled = enrol(name)
    officer = OfficerId(enrolled.secrets.key.officer_id)
    person = Person(officer, name, administrator, enrolled.secrets, tuple(posts or ()))
    await connection.execute(
        insert(OfficerRow).values(
            id=officer,
            name=name,
            administrator=administrator,
            ended=False,
            card=enrolled.secrets.key.card.raw,
            salt=enrolled.salt,
            box=enrolled.box,
            last_step=0,
            enrol_hash=None,
            enrol_until=None,
        )
    )
    site.people[name] = person
    return person


async def _put_desk(site: Site, connection: Transaction, desk: DeskId) -> DeskKeys:
    kit = RecoveryKit.generate(site.words)
    keys = DeskKeys.generate(desk, 1, kit.card)
    card = {"desk": desk, "generation": 1, "card": keys.card.raw}
    await connection.execute(
        insert(DeskCardRow).values(**card, signature=kit.vouch(keys.card))
    )
    box = keys.seal_to_recovery()
    await connection.execute(
        insert(RecoveryRow).values(desk=desk, generation=1, box=box)
    )
    site.desks[desk], site.kits[desk] = keys, kit
    site.pins[desk] = keys.card.fingerprint
    for person in site.people.values():
        for post in person.posts:
            if post.desk == desk:
                await _admit(connection, keys, person, post.role)
    return keys


async def _admit(
    connection: Transaction, keys: DeskKeys, person: Person, role: Role
) -> None:
    card = person.secrets.key.card
    post = {"desk": keys.desk, "officer": person.id, "generation": 1}
    signature = keys.admit(Membership(card, role.value))
    await connection.execute(
        insert(MemberRow).values(**post, role=role.value, signature=signature)
    )
    seed = keys.seal_to_member(card)
    await connection.execute(insert(MemberSeedRow).values(**post, box=seed))
