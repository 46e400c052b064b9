from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy.dialects import sqlite

from candor.store.tables import Base, UtcDateTime


def test_a_time_of_any_zone_is_kept_as_naive_utc_and_comes_back_aware():
    kind, here = UtcDateTime(), timezone(timedelta(hours=7))
    kept = kind.process_bind_param(datetime(2026, 11, 27, 7, 30, tzinfo=here), sqlite.dialect())
    assert kept is not None
    assert (kept.tzinfo, kept.isoformat()) == (None, "2026-11-27T00:30:00")
    assert kind.process_result_value(kept, sqlite.dialect()) == datetime(2026, 11, 27, 0, 30, tzinfo=UTC)
    assert kind.process_bind_param(None, sqlite.dialect()) is None
    assert kind.process_result_value(None, sqlite.dialect()) is None


def test_every_constraint_gets_a_name():
    assert set(Base.metadata.naming_convention) >= {"ix", "uq", "fk", "pk"}
