"""What is kept of desks and officers, and the log of what they do."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import UNORDERED, Base


class DeskCardRow(Base):
    """One generation of a desk's public keys and the signature that vouches for it."""

    __tablename__ = "desk_cards"
    __table_args__ = (UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    card: Mapped[bytes]
    signature: Mapped[bytes]


class RecoveryRow(Base):
    """One generation's seed, sealed to the desk's recovery kit."""

    __tablename__ = "recoveries"
    __table_args__ = (UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    box: Mapped[bytes]


class OfficerRow(Base):
    """A person who signs in. Their seed and TOTP secret are wrapped in `box`."""

    __tablename__ = "officers"
    __table_args__ = (UNORDERED,)

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
    __table_args__ = (UNORDERED,)

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
    __table_args__ = (UNORDERED,)

    desk: Mapped[str] = mapped_column(primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    officer: Mapped[str] = mapped_column(
        ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[bytes]


class SessionRow(Base):
    """An open session. On PostgreSQL the table is UNLOGGED: in no backup."""

    __tablename__ = "sessions"
    __table_args__ = (UNORDERED,)

    id: Mapped[bytes] = mapped_column(primary_key=True)
    officer: Mapped[str] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"))
    box: Mapped[bytes]
    started_at: Mapped[int]
    seen_at: Mapped[int]


class SignInCounterRow(Base):
    """Failed sign-ins under one typed name (hashed, keyed). UNLOGGED as well."""

    __tablename__ = "sign_in_counters"
    __table_args__ = (UNORDERED,)

    name_hash: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    wait_until: Mapped[int]


class AuditHeadRow(Base):
    """The end of the chain. One row, locked by whoever appends."""

    __tablename__ = "audit_head"
    __table_args__ = (UNORDERED,)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[bytes]


class AuditEntryRow(Base):
    """One entry. `box` may be forgotten; the chain still verifies."""

    __tablename__ = "audit_entries"
    __table_args__ = (UNORDERED,)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[bytes]
    detail_hash: Mapped[bytes]
    card: Mapped[bytes]
    box: Mapped[bytes | None]
