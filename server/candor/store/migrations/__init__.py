"""Alembic migrations, run by candor.store.upgrade."""
