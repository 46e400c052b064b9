"""Who was asked for a second opinion. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_opinions",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("engine", sa.String(length=60), nullable=False),
        sa.Column("readiness", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("models", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_second_opinions_interview_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("interview_id", name="pk_second_opinions"),
    )


def downgrade() -> None:
    op.drop_table("second_opinions")
