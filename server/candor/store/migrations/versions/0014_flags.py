"""Flags, and the counts of the ledger. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

from candor.store.tables import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flag_entries",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("warning_id", sa.String(length=80), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_flag_entries_interview_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("interview_id", "number", name="pk_flag_entries"),
    )
    op.create_table(
        "ledger_warnings",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "code", "outcome", name="pk_ledger_warnings"),
    )
    op.create_table(
        "ledger_time",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_ledger_time"),
    )


def downgrade() -> None:
    op.drop_table("ledger_time")
    op.drop_table("ledger_warnings")
    op.drop_table("flag_entries")
