"""What is kept of reports that went from desk to desk, and of mail.

No table here names a tip: what a report was made from is sealed.
"""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.db.base import UNORDERED, Base


class ReleaseRow(Base):
    """A report that one desk sent to another. Never names the tip it was made from.

    `answered` tells that the receiver has said what came of it; `news` names the
    desk that the last letter waits for (empty: nobody).
    """

    __tablename__ = "releases"
    __table_args__ = (
        Index("ix_releases_to", "to_desk", "answered", "due_on"),
        Index("ix_releases_from", "from_desk", "answered", "due_on"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    from_desk: Mapped[str]
    to_desk: Mapped[str]
    day: Mapped[date]
    due_on: Mapped[date]
    answered: Mapped[bool]
    withdrawn: Mapped[bool]
    news: Mapped[str]
    version: Mapped[int]
    forget_on: Mapped[date]


class ReleaseLetterRow(Base):
    """A letter between two desks: signed by one card, sealed for others.

    `sender` is a card's id; `recipients` are card ids one after the other, each
    32 bytes, as they were signed over.
    """

    __tablename__ = "release_letters"
    __table_args__ = (
        Index("ix_release_letters_release", "release", "number"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    release: Mapped[str] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    kind: Mapped[str]
    number: Mapped[int]
    size: Mapped[int]
    summary: Mapped[bytes | None]
    body: Mapped[bytes | None]
    sender: Mapped[bytes]
    recipients: Mapped[bytes]
    signature: Mapped[bytes]


class ReleaseSealRow(Base):
    """A letter between desks: its content key for one of them."""

    __tablename__ = "release_seals"
    __table_args__ = (UNORDERED,)

    letter: Mapped[str] = mapped_column(
        ForeignKey("release_letters.id", ondelete="CASCADE"), primary_key=True
    )
    desk: Mapped[str] = mapped_column(primary_key=True)
    card: Mapped[bytes]
    adopted: Mapped[bool]
    box: Mapped[bytes]


class ReleaseShredRow(Base):
    """What must be destroyed for a release to be forgotten. Not in main backups."""

    __tablename__ = "release_shreds"
    __table_args__ = (UNORDERED,)

    release: Mapped[str] = mapped_column(
        ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[bytes]


class MailRow(Base):
    """A mail that upkeep sends or has sent to a desk. It says nothing of any tip."""

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_due", "sent", "next_at"), UNORDERED)

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    kind: Mapped[str]
    sent: Mapped[bool]
    attempts: Mapped[int]
    made_at: Mapped[int]
    next_at: Mapped[int]
