"""Every table we keep, on one page.

What each column gives away to a thief stands in service/README.md, and a test
compares that list with this page. Ids are random and SQLite's tables have no
row numbers, so nothing but the day says in which order tips came.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_UNORDERED = {"sqlite_with_rowid": False}
_TIP = "tips.id"


class Base(DeclarativeBase):
    """The root of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {int: BigInteger, bytes: LargeBinary, str: String}  # noqa: RUF012 - SQLAlchemy reads it so


class TipRow(Base):
    """A tip, as far as it is known in clear. What it says is in its letters."""

    __tablename__ = "tips"
    __table_args__ = (
        Index("ix_tips_inbox", "desk", "open", "picked_up", "priority", "day", "id"),
        _UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    day: Mapped[date]
    priority: Mapped[int]
    picked_up: Mapped[bool]
    open: Mapped[bool]
    version: Mapped[int]
    forget_on: Mapped[date | None]


class LetterRow(Base):
    """A sealed letter. `wrap` is its content key under the thread key, if any."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_tip", "tip", "kind", "number"), _UNORDERED)

    id: Mapped[str] = mapped_column(primary_key=True)
    tip: Mapped[str] = mapped_column(ForeignKey(_TIP, ondelete="CASCADE"))
    kind: Mapped[str]
    number: Mapped[int]
    size: Mapped[int]
    summary: Mapped[bytes | None]
    body: Mapped[bytes | None]
    wrap: Mapped[bytes | None]


class SealRow(Base):
    """A letter's content key for one desk: sealed to its card, or adopted by it."""

    __tablename__ = "seals"
    __table_args__ = (_UNORDERED,)

    letter: Mapped[str] = mapped_column(
        ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    card: Mapped[bytes]
    adopted: Mapped[bool]
    box: Mapped[bytes]


class ShredRow(Base):
    """What must be destroyed for a side of a tip to be forgotten."""

    __tablename__ = "shreds"
    __table_args__ = (Index("ix_shreds_locator", "locator"), _UNORDERED)

    tip: Mapped[str] = mapped_column(
        ForeignKey(_TIP, ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[str] = mapped_column(primary_key=True)
    locator: Mapped[bytes | None]
    key: Mapped[bytes]
    held: Mapped[bool]


class MailboxRow(Base):
    """Where six words lead. The locator is derived from them and cannot be undone."""

    __tablename__ = "mailboxes"
    __table_args__ = (Index("ix_mailboxes_tip", "tip"), _UNORDERED)

    locator: Mapped[bytes] = mapped_column(primary_key=True)
    tip: Mapped[str] = mapped_column(ForeignKey(_TIP, ondelete="CASCADE"))
    desk: Mapped[str]
    delete_on: Mapped[date]


class DoorbellRow(Base):
    """Something waits at a desk. Rings at `ring_at` (Unix time), gone at pick-up."""

    __tablename__ = "doorbells"
    __table_args__ = (_UNORDERED,)

    tip: Mapped[str] = mapped_column(
        ForeignKey(_TIP, ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    priority: Mapped[int]
    level: Mapped[int]
    ring_at: Mapped[int]


class DeskCardRow(Base):
    """One generation of a desk's public keys and the signature that vouches for it."""

    __tablename__ = "desk_cards"
    __table_args__ = (_UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    card: Mapped[bytes]
    signature: Mapped[bytes]


class RecoveryRow(Base):
    """One generation's seed, sealed to the desk's recovery kit."""

    __tablename__ = "recoveries"
    __table_args__ = (_UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    box: Mapped[bytes]


class OfficerRow(Base):
    """A person who signs in. Their seed and TOTP secret are wrapped in `box`."""

    __tablename__ = "officers"
    __table_args__ = (_UNORDERED,)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    administrator: Mapped[bool]
    ended: Mapped[bool]
    card: Mapped[bytes | None]
    salt: Mapped[bytes | None]
    box: Mapped[bytes | None]
    last_step: Mapped[int]
    enrol_hash: Mapped[bytes | None]
    enrol_until: Mapped[int | None]


class MemberRow(Base):
    """An officer's post at a desk: only proposed while `signature` is empty."""

    __tablename__ = "members"
    __table_args__ = (_UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    officer: Mapped[str] = mapped_column(
        ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str]
    generation: Mapped[int | None]
    signature: Mapped[bytes | None]


class MemberSeedRow(Base):
    """One generation's seed, sealed to one member's card."""

    __tablename__ = "member_seeds"
    __table_args__ = (_UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    officer: Mapped[str] = mapped_column(
        ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[bytes]


class SessionRow(Base):
    """An open session. On PostgreSQL the table is UNLOGGED: in no backup."""

    __tablename__ = "sessions"
    __table_args__ = (_UNORDERED,)

    id: Mapped[bytes] = mapped_column(primary_key=True)
    officer: Mapped[str] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"))
    box: Mapped[bytes]
    started_at: Mapped[int]
    seen_at: Mapped[int]


class SignInCounterRow(Base):
    """Failed sign-ins under one typed name (hashed, keyed). UNLOGGED as well."""

    __tablename__ = "sign_in_counters"
    __table_args__ = (_UNORDERED,)

    name_hash: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    wait_until: Mapped[int]


class AuditHeadRow(Base):
    """The end of the chain. One row, locked by whoever appends."""

    __tablename__ = "audit_head"
    __table_args__ = (_UNORDERED,)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[bytes]


class AuditEntryRow(Base):
    """One entry. `box` may be forgotten; the chain still verifies."""

    __tablename__ = "audit_entries"
    __table_args__ = (_UNORDERED,)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[bytes]
    detail_hash: Mapped[bytes]
    card: Mapped[bytes]
    box: Mapped[bytes | None]


class DeletionRow(Base):
    """That something was forgotten: which tip, on what day, and why (a code)."""

    __tablename__ = "deletions"
    __table_args__ = (_UNORDERED,)

    id: Mapped[str] = mapped_column(primary_key=True)
    tip: Mapped[str]
    day: Mapped[date]
    cause: Mapped[str]
