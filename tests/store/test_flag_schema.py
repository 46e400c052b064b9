from __future__ import annotations

from candor.store import flag_schema
from candor.store.tables import Base


def test_entries_hang_below_interviews_and_the_counts_below_nobody():
    assert {k.target_fullname for k in flag_schema.FlagEntryRow.__table__.foreign_keys} == {"interviews.id"}
    for row in (flag_schema.LedgerWarningRow, flag_schema.LedgerTimeRow):
        assert not row.__table__.foreign_keys
    assert {"flag_entries", "ledger_warnings", "ledger_time"} <= set(Base.metadata.tables)
