from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from candor.store.own_checks import LightAnswer, LightWord, OwnCheck
from candor.store.schema import VaultRow
from store_builders import grant, make_candidate

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CHECK = OwnCheck("CAMERA-IN-CLEAR", 1280, 720, 30.0, LightWord.GOOD, True, LightAnswer.SEEN, NOON)


@pytest.fixture
def candidate(store):
    return make_candidate(store)


def test_what_was_kept_comes_back_and_the_newest_replaces_it(store, candidate):
    assert store.own_checks.of(candidate) is None
    store.own_checks.save(candidate, CHECK)
    other = OwnCheck("Other", 640, 480, 15.0, LightWord.DARK, None, LightAnswer.NOT_TRIED, NOON)
    store.own_checks.save(candidate, other)
    assert store.own_checks.of(candidate) == other


def test_it_is_sealed_and_goes_when_the_candidate_says_so(store, settings, candidate):
    store.own_checks.save(candidate, CHECK)
    assert b"CAMERA-IN-CLEAR" not in b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    store.own_checks.forget(candidate)
    assert store.own_checks.of(candidate) is None
    assert [entry.action for entry in store.audit.entries(2)] == ["own_check_deleted", "own_check_kept"]


def test_withdrawal_and_erasure_take_it_along(store, candidate):
    grant(store, candidate)
    store.own_checks.save(candidate, CHECK)
    grant(store, candidate, "withdrawn")
    assert store.own_checks.of(candidate) is None
    store.own_checks.save(candidate, CHECK)
    store.candidates.erase("p-1", candidate)
    with store.database.reading() as session:
        assert session.scalars(select(VaultRow)).all() == []
