"""Who takes part in an interview, and who may not sign in any more. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

from candor.store.schema import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("deactivated_at", UtcDateTime(), nullable=True))
    op.create_table(
        "assignments",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_assignments_interview_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_assignments_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("interview_id", "person_id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"])


def downgrade() -> None:
    op.drop_table("assignments")
    op.drop_column("people", "deactivated_at")
