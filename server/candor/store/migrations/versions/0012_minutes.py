"""What was found in each second of an interview. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "minutes",
        sa.Column("interview_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(60), nullable=False),
        sa.Column("continuity", sa.String(60), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], name="fk_minutes_interview_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interview_id", "number", name="pk_minutes"),
    )


def downgrade() -> None:
    op.drop_table("minutes")
