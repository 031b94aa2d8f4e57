"""Build the house: every table of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("detail_hash", sa.LargeBinary(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deletions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deletions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "desk_cards",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "generation", name="pk_desk_cards"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "officers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("enrol_hash", sa.LargeBinary(), nullable=True),
        sa.Column("enrol_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_officers"),
        sa.UniqueConstraint("name", name="uq_officers_name"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recoveries",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "generation", name="pk_recoveries"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sign_in_counters",
        sa.Column("name_hash", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("wait_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name="pk_sign_in_counters"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tips",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("picked_up", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("forget_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tips"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_tips_inbox", "tips", ["desk", "open", "picked_up", "priority", "day", "id"]
    )

    op.create_table(
        "doorbells",
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("ring_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"], ["tips.id"], name="fk_doorbells_tip_tips", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tip", "desk", name="pk_doorbells"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("wrap", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tip"], ["tips.id"], name="fk_letters_tip_tips", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_letters_tip", "letters", ["tip", "kind", "number"])

    op.create_table(
        "mailboxes",
        sa.Column("locator", sa.LargeBinary(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"], ["tips.id"], name="fk_mailboxes_tip_tips", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("locator", name="pk_mailboxes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mailboxes_tip", "mailboxes", ["tip"])

    op.create_table(
        "member_seeds",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"],
            ["officers.id"],
            name="fk_member_seeds_officer_officers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "desk", "generation", "officer", name="pk_member_seeds"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "members",
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer"],
            ["officers.id"],
            name="fk_members_officer_officers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("desk", "officer", name="pk_members"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"],
            ["officers.id"],
            name="fk_sessions_officer_officers",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shreds",
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("locator", sa.LargeBinary(), nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"], ["tips.id"], name="fk_shreds_tip_tips", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tip", "side", name="pk_shreds"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shreds_locator", "shreds", ["locator"])

    op.create_table(
        "seals",
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("card", sa.LargeBinary(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter"],
            ["letters.id"],
            name="fk_seals_letter_letters",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("letter", "desk", name="pk_seals"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(
        sa.table(
            "audit_head",
            sa.column("id"),
            sa.column("number"),
            sa.column("hash", sa.LargeBinary),
        ),
        [{"id": 1, "number": 0, "hash": bytes(32)}],
    )
    if op.get_bind().dialect.name == "postgresql":
        # What lives for minutes has no place in a write-ahead log or a backup.
        op.execute("ALTER TABLE sessions SET UNLOGGED")
        op.execute("ALTER TABLE sign_in_counters SET UNLOGGED")


def downgrade() -> None:
    op.drop_table("seals")
    # Before the mailboxes, which the policies on letters look at.
    op.drop_index("ix_letters_tip", "letters")
    op.drop_table("letters")
    op.drop_index("ix_shreds_locator", "shreds")
    op.drop_table("shreds")
    op.drop_table("sessions")
    op.drop_table("members")
    op.drop_table("member_seeds")
    op.drop_index("ix_mailboxes_tip", "mailboxes")
    op.drop_table("mailboxes")
    op.drop_table("doorbells")
    op.drop_index("ix_tips_inbox", "tips")
    op.drop_table("tips")
    op.drop_table("sign_in_counters")
    op.drop_table("recoveries")
    op.drop_table("officers")
    op.drop_table("desk_cards")
    op.drop_table("deletions")
    op.drop_table("audit_head")
    op.drop_table("audit_entries")
