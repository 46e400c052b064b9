"""Alembic's entry: runs the versions on the connection that upgrade.py hands over."""

from __future__ import annotations

from alembic import context

from candor.store.schema import Base

context.configure(
    connection=context.config.attributes.get("connection"),
    url=context.config.get_main_option("sqlalchemy.url"),
    target_metadata=Base.metadata,
    literal_binds=context.is_offline_mode(),
    dialect_opts={"paramstyle": "named"},
)
with context.begin_transaction():
    context.run_migrations()
