"""Jobs with their rounds; candidates of a job; interviews planned. Never edit a released version: add the next one."""

import unicodedata

import sqlalchemy as sa
from alembic import context, op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Columns that point somewhere are added in words that SQLite and PostgreSQL share: Alembic would copy the whole table
# on SQLite, and dropping the old one would take every row below along.
POINTERS = (
    ("candidates", "job_id", "jobs (id)"),
    ("interviews", "round_id", "job_rounds (id)"),
)
COLUMNS = (
    ("candidates", "folded", sa.String(400), ""),
    ("interviews", "take", sa.Integer(), "1"),
    ("interviews", "scheduled_at", sa.DateTime(), None),
    ("interviews", "time_zone", sa.String(64), ""),
    ("interviews", "cancelled_at", sa.DateTime(), None),
    ("interviews", "checks", sa.JSON(), "[]"),
)
INDICES = (
    ("candidates", ["created_at", "id"]),
    ("candidates", ["folded", "id"]),
    ("candidates", ["job_id", "created_at", "id"]),
    ("interviews", ["round_id"]),
    ("interviews", ["scheduled_at"]),
    ("job_rounds", ["job_id"]),
)


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(120), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_table(
        "job_rounds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("job_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("checklist", sa.String(40), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("interviewers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_rounds_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job_rounds"),
    )
    for table, column, target in POINTERS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(32) CONSTRAINT fk_{table}_{column} REFERENCES {target}")
    for table, column, kind, default in COLUMNS:
        op.add_column(table, sa.Column(column, kind, nullable=default is None, server_default=default))
    for table, columns in INDICES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    if not context.is_offline_mode():
        _fold_names()


def downgrade() -> None:
    for table, columns in reversed(INDICES):
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    for table, column, _, _ in reversed(COLUMNS):
        op.drop_column(table, column)
    for table, column, _ in reversed(POINTERS):
        op.drop_column(table, column)
    op.drop_table("job_rounds")
    op.drop_table("jobs")


def _fold_names() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT id, name, email FROM candidates")).all():
        plain = unicodedata.normalize("NFKD", f"{row.name} {row.email}")
        folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()[:400]
        connection.execute(sa.text("UPDATE candidates SET folded = :f WHERE id = :i"), {"f": folded, "i": row.id})
