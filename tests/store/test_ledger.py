"""The counts behind the ledger: by month, kind and outcome; the same before and after somebody is erased."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from candor.domain.flags import FlagDeed
from candor.domain.ids import WarningId
from candor.store.ledger import Time
from candor.store.schema import LedgerTimeRow, LedgerWarningRow
from candor.store.values import Person, Role
from store_builders import build_warning, make_candidate

ADA = Person("p-1", "ada@example.org", "Ada", Role.ADMINISTRATOR, is_active=True, session_epoch=0)


def interview(store, *deeds, seconds=1800.0, codes=None):
    """An ended interview with a warning for each list of deeds."""
    candidate = make_candidate(store)
    made = store.rounds.create("p-1", candidate, "Engineer", {})
    store.interviews.begin(made)
    store.interviews.save_progress(made, frames=9, dropped=0, sound_lost_s=0.0, duration_s=seconds)
    for number, _ in enumerate(deeds):
        warning = replace(build_warning(made, f"w-{number}"), code=(codes or {}).get(number, "id_mismatch"))
        store.interviews.save_warning(warning, number + 1)
    store.interviews.end(made)
    for number, each in enumerate(deeds):
        for deed in each:
            store.flags.add(ADA, made, WarningId(f"w-{number}"), deed, "why")
    return candidate


def test_the_newest_resolution_counts_and_other_entries_do_not(store):
    interview(store, [FlagDeed.TRUE, FlagDeed.FALSE, FlagDeed.STATEMENT], [FlagDeed.SILENCE], [FlagDeed.UNKNOWN])
    assert store.ledger.counts().warnings == {
        ("2026-11", "id_mismatch", "false"): 1,
        ("2026-11", "id_mismatch", "open"): 1,
        ("2026-11", "id_mismatch", "unknown"): 1,
    }


def test_months_and_kinds_stand_apart_with_their_hours(store, clock):
    interview(store, [FlagDeed.TRUE], [], codes={1: "extra_face"})
    interview(store, seconds=600.0)
    clock.pass_time(days=30)
    interview(store, [FlagDeed.TRUE])
    counts = store.ledger.counts()
    assert counts.warnings == {
        ("2026-11", "id_mismatch", "true"): 1,
        ("2026-11", "extra_face", "open"): 1,
        ("2026-12", "id_mismatch", "true"): 1,
    }
    assert counts.time == {"2026-11": Time(2, 2400.0), "2026-12": Time(1, 1800.0)}


def test_a_running_interview_is_not_counted(store):
    made = store.rounds.create("p-1", make_candidate(store), "Engineer", {})
    store.interviews.save_warning(build_warning(made), 1)
    counts = store.ledger.counts()
    assert (counts.warnings, counts.time) == ({}, {})


def test_erasing_everybody_one_after_the_other_changes_no_count(store):
    made = [interview(store, [FlagDeed.TRUE], [FlagDeed.FALSE]), interview(store, [FlagDeed.FALSE], [])]
    before = store.ledger.counts()
    for candidate in made:
        store.candidates.erase("p-1", candidate)
        after = store.ledger.counts()
        assert after.warnings == before.warnings
        assert after.time["2026-11"].interviews == 2
        assert after.time["2026-11"].seconds == pytest.approx(3600.0)


def test_the_counts_that_stay_name_nobody(store):
    interview_of = interview(store, [FlagDeed.TRUE])
    store.candidates.erase("p-1", interview_of)
    with store.database.reading() as session:
        (kept,) = session.scalars(select(LedgerWarningRow))
        (time,) = session.scalars(select(LedgerTimeRow))
    assert (kept.month, kept.code, kept.outcome, kept.count) == ("2026-11", "id_mismatch", "true", 1)
    assert (time.month, time.interviews, time.seconds) == ("2026-11", 1, 1800.0)
