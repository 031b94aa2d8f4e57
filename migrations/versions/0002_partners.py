"""Duties, second looks, releases between desks, mail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "duties",
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("ring_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"],
            ["tips.id"],
            name="fk_duties_tip_tips",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tip", "desk", name="pk_duties"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_duties_desk", "duties", ["desk", "open", "priority"])
    op.create_table(
        "reviews",
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"],
            ["tips.id"],
            name="fk_reviews_tip_tips",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tip", name="pk_reviews"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("from_desk", sa.String(), nullable=False),
        sa.Column("to_desk", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("forget_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_releases_from", "releases", ["from_desk", "answered", "due_on"])
    op.create_index("ix_releases_to", "releases", ["to_desk", "answered", "due_on"])
    op.create_table(
        "release_letters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("recipients", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"],
            ["releases.id"],
            name="fk_release_letters_release_releases",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_release_letters"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_release_letters_release", "release_letters", ["release", "number"])
    op.create_table(
        "release_seals",
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter"],
            ["release_letters.id"],
            name="fk_release_seals_letter_release_letters",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("letter", "desk", name="pk_release_seals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_shreds",
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"],
            ["releases.id"],
            name="fk_release_shreds_release_releases",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release", name="pk_release_shreds"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mails_due", "mails", ["sent", "next_at"])


def downgrade() -> None:
    op.drop_index("ix_mails_due", "mails")
    op.drop_table("mails")
    op.drop_table("release_shreds")
    op.drop_table("release_seals")
    op.drop_index("ix_release_letters_release", "release_letters")
    op.drop_table("release_letters")
    op.drop_index("ix_releases_from", "releases")
    op.drop_index("ix_releases_to", "releases")
    op.drop_table("releases")
    op.drop_table("reviews")
    op.drop_index("ix_duties_desk", "duties")
    op.drop_table("duties")
