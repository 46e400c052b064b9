from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import inspect

from candor.store.schema import Base, HouseRow, PersonRow
from store_builders import grant, make_candidate

WITHOUT_CANDIDATE = {
    "house", "people", "recovery_codes", "api_tokens", "idempotency_keys", "audit",
    "ledger_warnings", "ledger_time",
    "doomed_keys", "candidates", "checklist_templates", "own_checklists", "jobs", "job_rounds",
}  # fmt: skip


def test_everything_about_a_candidate_hangs_below_it_by_a_cascade():
    below = {"candidates"}
    while True:
        found = {
            table.name
            for table in Base.metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name in below and key.ondelete == "CASCADE"
        }
        if found <= below:
            break
        below |= found
    assert below == set(Base.metadata.tables) - (WITHOUT_CANDIDATE - {"candidates"})


def test_times_come_back_aware_in_utc_whatever_zone_they_came_in(store):
    jakarta = timezone(timedelta(hours=7))
    moment = datetime(2026, 11, 22, 16, 0, tzinfo=jakarta)
    with store.database.writing() as session:
        session.add(PersonRow(id="p-9", email="x@y.z", name="X", role="recruiter", created_at=moment))
    with store.database.reading() as session:
        row = session.get_one(PersonRow, "p-9")
    assert row.created_at == moment
    assert row.created_at.tzinfo is UTC
    assert row.locked_until is None


def test_foreign_keys_hold_in_the_database(store):
    candidate = make_candidate(store)
    grant(store, candidate)
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        for name, table in Base.metadata.tables.items():
            if name not in WITHOUT_CANDIDATE - {"candidates"}:
                assert session.execute(table.select()).all() == [], name
    assert inspect(HouseRow).tables[0].name == "house"
