from __future__ import annotations

from candor.store import access_schema
from candor.store.tables import Base


def test_its_tables_hang_below_people_and_stand_with_all_others():
    assert "people.id" in {key.target_fullname for key in access_schema.RecoveryCodeRow.__table__.foreign_keys}
    assert {"recovery_codes", "people", "candidates"} <= set(Base.metadata.tables)
