"""Seconds of sound that were lost. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("sound_lost_s", sa.Double(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("interviews") as table:
        table.drop_column("sound_lost_s")
