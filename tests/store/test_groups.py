from __future__ import annotations

from datetime import timedelta

from candor.domain.groups import Axis
from candor.store.groups import said_before
from store_builders import make_candidate


def test_what_is_said_is_sealed_changed_and_taken_back(store, settings):
    candidate = make_candidate(store)
    store.groups.save(candidate, {Axis.GENDER: "woman", Axis.AGE: "30_to_49"})
    store.groups.save(candidate, {Axis.GENDER: "another"})
    assert store.groups.of(candidate) == {Axis.GENDER: "another"}
    assert b"another" not in b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    store.groups.save(candidate, {})
    assert store.groups.of(candidate) == {}


def test_nothing_tells_that_somebody_said_something(store):
    candidate = make_candidate(store)
    before = len(store.audit.entries())
    store.groups.save(candidate, {Axis.GENDER: "woman"})
    assert len(store.audit.entries()) == before


def test_counted_is_what_was_said_before_a_moment_by_whoever_is_still_here(store, clock):
    early, gone, late = (make_candidate(store) for _ in range(3))
    for candidate in (early, gone):
        store.groups.save(candidate, {Axis.AGE: "under_30"})
    clock.pass_time(days=1)
    store.groups.save(late, {Axis.AGE: "under_30"})
    store.candidates.erase("p-1", gone)
    with store.database.reading() as session:
        assert said_before(session, store.vault, clock() - timedelta(hours=1)) == {early: {Axis.AGE: "under_30"}}
