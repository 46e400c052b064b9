"""Structured checklists. Never edit a released version: add the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checklist_templates",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_checklist_templates"),
    )
    op.create_table(
        "checklists",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("template_id", sa.String(length=40), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_checklists_interview_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id", "template_version"],
            ["checklist_templates.id", "checklist_templates.version"],
            name="fk_checklists_template_id",
        ),
        sa.PrimaryKeyConstraint("interview_id", name="pk_checklists"),
    )
    op.create_table(
        "checklist_answers",
        sa.Column("interview_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("at_s", sa.Double(), nullable=True),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_checklist_answers_interview_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("interview_id", "item", name="pk_checklist_answers"),
    )


def downgrade() -> None:
    op.drop_table("checklist_answers")
    op.drop_table("checklists")
    op.drop_table("checklist_templates")
