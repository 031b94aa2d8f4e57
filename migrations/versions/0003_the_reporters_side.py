"""Quarantine, files, visits counted by campaign and day.

Runs while the previous version of the service is still serving: it must leave
that version working.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "tips",
        sa.Column(
            "quarantined", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )
    op.drop_index("ix_tips_inbox", table_name="tips")
    op.create_index(
        "ix_tips_inbox",
        "tips",
        ["desk", "open", "quarantined", "picked_up", "priority", "day", "id"],
    )
    op.create_index(
        "ix_tips_closed",
        "tips",
        ["desk", "quarantined", "day", "id"],
        postgresql_where=sa.text("NOT open"),
        sqlite_where=sa.text("open = 0"),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("tip", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tip"], ["tips.id"], name="fk_files_tip_tips", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_files_tip", "files", ["tip"])
    op.create_table(
        "campaign_visits",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visits", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", "day", name="pk_campaign_visits"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("campaign_visits")
    op.drop_index("ix_files_tip", table_name="files")
    op.drop_table("files")
    op.drop_index("ix_tips_closed", table_name="tips")
    op.drop_index("ix_tips_inbox", table_name="tips")
    op.create_index(
        "ix_tips_inbox",
        "tips",
        ["desk", "open", "picked_up", "priority", "day", "id"],
    )
    op.drop_column("tips", "quarantined")
