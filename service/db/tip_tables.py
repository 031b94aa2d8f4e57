"""What is kept of a tip: bare facts, sealed letters, keys, bells."""

from datetime import date

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import TIP, UNORDERED, Base


class TipRow(Base):
    """A tip, as far as it is known in clear. What it says is in its letters."""

    __tablename__ = "tips"
    __table_args__ = (
        Index(
            "ix_tips_inbox",
            *("desk", "open", "quarantined", "picked_up", "priority", "day", "id"),
        ),
        # Only of closed tips, so that intake has nothing to write in it.
        Index(
            "ix_tips_closed",
            *("desk", "quarantined", "day", "id"),
            postgresql_where=text("NOT open"),
            sqlite_where=text("open = 0"),
        ),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    day: Mapped[date]
    priority: Mapped[int]
    picked_up: Mapped[bool]
    open: Mapped[bool]
    version: Mapped[int]
    forget_on: Mapped[date | None]
    quarantined: Mapped[bool] = mapped_column(server_default=false())


class LetterRow(Base):
    """A sealed letter. `wrap` is its content key under the thread key, if any."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_tip", "tip", "kind", "number"), UNORDERED)

    id: Mapped[str] = mapped_column(primary_key=True)
    tip: Mapped[str] = mapped_column(ForeignKey(TIP, ondelete="CASCADE"))
    kind: Mapped[str]
    number: Mapped[int]
    size: Mapped[int]
    summary: Mapped[bytes | None]
    body: Mapped[bytes | None]
    wrap: Mapped[bytes | None]


class SealRow(Base):
    """A letter's content key for one desk: sealed to its card, or adopted by it."""

    __tablename__ = "seals"
    __table_args__ = (UNORDERED,)

    letter: Mapped[str] = mapped_column(
        ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    card: Mapped[bytes]
    adopted: Mapped[bool]
    box: Mapped[bytes]


class ShredRow(Base):
    """What must be destroyed for a side of a tip, or one locked file, to be forgotten.

    `side` is `told` or `staff`, or names a locked file; `held` keeps it from going.
    """

    __tablename__ = "shreds"
    __table_args__ = (Index("ix_shreds_locator", "locator"), UNORDERED)

    tip: Mapped[str] = mapped_column(
        ForeignKey(TIP, ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[str] = mapped_column(primary_key=True)
    locator: Mapped[bytes | None]
    key: Mapped[bytes]
    held: Mapped[bool]


class MailboxRow(Base):
    """Where six words lead. The locator is derived from them and cannot be undone."""

    __tablename__ = "mailboxes"
    __table_args__ = (Index("ix_mailboxes_tip", "tip"), UNORDERED)

    locator: Mapped[bytes] = mapped_column(primary_key=True)
    tip: Mapped[str] = mapped_column(ForeignKey(TIP, ondelete="CASCADE"))
    desk: Mapped[str]
    delete_on: Mapped[date]


class DoorbellRow(Base):
    """Something waits at a desk. Rings at `ring_at` (Unix time), gone at pick-up."""

    __tablename__ = "doorbells"
    __table_args__ = (UNORDERED,)

    tip: Mapped[str] = mapped_column(
        ForeignKey(TIP, ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    priority: Mapped[int]
    level: Mapped[int]
    ring_at: Mapped[int]


class DutyRow(Base):
    """A safeguarding duty: a desk must act on a tip. Rings until it is done.

    At most one for a tip and a desk; what it is about is in its sealed letters.
    """

    __tablename__ = "duties"
    __table_args__ = (Index("ix_duties_desk", "desk", "open", "priority"), UNORDERED)

    tip: Mapped[str] = mapped_column(
        ForeignKey(TIP, ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    open: Mapped[bool]
    priority: Mapped[int]
    level: Mapped[int]
    ring_at: Mapped[int]


class ReviewRow(Base):
    """A tip of a desk waits for a second person; what for is sealed."""

    __tablename__ = "reviews"
    __table_args__ = (UNORDERED,)

    tip: Mapped[str] = mapped_column(
        ForeignKey(TIP, ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str]
    day: Mapped[date]


class FileRow(Base):
    """A sealed file in the object store, named by its id, that belongs to a tip."""

    __tablename__ = "files"
    __table_args__ = (Index("ix_files_tip", "tip"), UNORDERED)

    id: Mapped[str] = mapped_column(primary_key=True)
    tip: Mapped[str] = mapped_column(ForeignKey(TIP, ondelete="CASCADE"))
    size: Mapped[int]


class CampaignVisitRow(Base):
    """How often a poster's code was followed on a day. Nothing else about it."""

    __tablename__ = "campaign_visits"
    __table_args__ = (UNORDERED,)

    code: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visits: Mapped[int]


class DeletionRow(Base):
    """That something was forgotten: which tip, on what day, and why (a code)."""

    __tablename__ = "deletions"
    __table_args__ = (UNORDERED,)

    id: Mapped[str] = mapped_column(primary_key=True)
    tip: Mapped[str]
    day: Mapped[date]
    cause: Mapped[str]
