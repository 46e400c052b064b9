from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.errors import NotFoundError
from candor.services.notice import VERSION
from candor.store.portraits import NAMED_SINCE
from candor.store.values import Consent, ConsentDecision, ConsentMethod
from store_builders import make_candidate


def decide(store, candidate, decision, version=VERSION):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    told = Consent(ConsentDecision(decision), ConsentMethod.OWN_LINK, version, "0" * 64, "en", "Ina", at)
    store.candidates.record_consent("p-1", candidate, told)


@pytest.fixture
def interview(store):
    return store.rounds.create("p-1", make_candidate(store), "Talk", {})


def test_the_first_picture_stays_and_goes_with_the_consent(store, interview):
    candidate = store.rounds.interview(interview).candidate
    decide(store, candidate, "granted")
    for jpeg in (b"first", b"second"):
        store.interviews.save_portrait(interview, jpeg)
    assert store.rounds.portrait(interview) == b"first"
    assert store.rounds.with_portrait(candidate) == {interview}
    decide(store, candidate, "withdrawn")
    store.interviews.save_portrait(interview, b"third")
    assert store.rounds.with_portrait(candidate) == set()
    with pytest.raises(NotFoundError):
        store.rounds.portrait(interview)


@pytest.mark.parametrize(
    ("version", "is_kept"), [("2026-11-27.4", False), (NAMED_SINCE, True), ("2026-11-27.10", True), ("1", False)]
)
def test_only_a_notice_that_named_the_picture_allows_it(store, interview, version, is_kept):
    candidate = store.rounds.interview(interview).candidate
    decide(store, candidate, "granted", version)
    store.interviews.save_portrait(interview, b"face")
    assert store.rounds.with_portrait(candidate) == ({interview} if is_kept else set())


def test_without_a_decision_nothing_is_kept(store, interview):
    store.interviews.save_portrait(interview, b"face")
    assert store.rounds.with_portrait(store.rounds.interview(interview).candidate) == set()
