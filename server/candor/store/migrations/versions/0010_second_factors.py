"""Second factors and their recovery codes. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

from candor.store.schema import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

def upgrade() -> None:
    op.add_column("people", sa.Column("second_factor", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("second_factor_at", UtcDateTime(), nullable=True))
    op.add_column("people", sa.Column("second_factor_step", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_recovery_codes_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_codes"),
    )
    op.create_index("ix_recovery_codes_person_id", "recovery_codes", ["person_id"])


def downgrade() -> None:
    op.drop_table("recovery_codes")
    for column in ("second_factor", "second_factor_at", "second_factor_step"):
        op.drop_column("people", column)
