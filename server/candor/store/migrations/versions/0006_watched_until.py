"""Until when each assessment was seen. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assessments") as table:
        table.add_column(sa.Column("until_s", sa.Double(), nullable=False, server_default="0"))
    # Of interviews from before, nothing is known of pauses: a state held until the next one.
    op.execute(
        "UPDATE assessments SET until_s = COALESCE((SELECT MIN(later.at_s) FROM assessments AS later"
        " WHERE later.interview_id = assessments.interview_id AND later.id > assessments.id), at_s)"
    )


def downgrade() -> None:
    with op.batch_alter_table("assessments") as table:
        table.drop_column("until_s")
