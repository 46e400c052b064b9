"""Checklists that an organisation writes itself. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

from candor.store.schema import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_checklists",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id", "version"],
            ["checklist_templates.id", "checklist_templates.version"],
            name="fk_own_checklists_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_own_checklists"),
    )


def downgrade() -> None:
    op.drop_table("own_checklists")
