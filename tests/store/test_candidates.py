from __future__ import annotations

import pytest

from candor.domain.ids import CandidateId
from candor.errors import AccessError, NotFoundError
from candor.store.schema import CandidateRow, VaultRow
from store_builders import build_template, build_warning, grant, make_candidate


def test_the_private_link_leads_back_to_its_candidate(store):
    candidate = make_candidate(store)
    assert store.candidates.by_link(store.candidates.link(candidate)).id == candidate
    with pytest.raises(AccessError):
        store.candidates.by_link("guessed")


def test_the_photo_comes_back_and_says_that_it_is_there(store):
    candidate = make_candidate(store)
    assert store.candidates.photo(candidate) is None
    store.candidates.save_photo("p-1", candidate, b"picture", None)
    assert store.candidates.photo(candidate) == b"picture"
    held = store.candidates.candidate(candidate)
    assert (held.has_photo, held.has_reference) == (True, False)


def test_a_reference_made_while_consent_was_withdrawn_is_thrown_away(store):
    candidate = make_candidate(store)
    store.candidates.save_photo("p-1", candidate, b"picture", build_template())
    store.candidates.save_reference(candidate, build_template(), None)
    assert store.candidates.reference(candidate) is None


def test_a_new_photo_takes_the_old_reference_and_its_problem_away(store):
    candidate = make_candidate(store)
    grant(store, candidate)
    store.candidates.save_reference(candidate, build_template(), "face_too_poor")
    store.candidates.save_photo("p-1", candidate, b"picture", None)
    held = store.candidates.candidate(candidate)
    assert (held.has_reference, held.photo_problem) == (False, None)


@pytest.mark.parametrize("decision", ["withdrawn", "refused"])
def test_withdrawal_deletes_every_template(store, decision):
    candidate = make_candidate(store)
    grant(store, candidate)
    store.candidates.save_photo("p-1", candidate, b"picture", build_template())
    interview = store.rounds.create("p-1", candidate, "Engineer", {})
    store.interviews.save_checkpoint(interview, b"state")
    grant(store, candidate, decision)
    assert not store.candidates.has_consented(candidate)
    assert store.candidates.reference(candidate) is None
    assert store.interviews.checkpoint(interview) is None
    assert store.candidates.photo(candidate) == b"picture"


def test_the_newest_decision_is_in_force_and_all_are_kept(store):
    candidate = make_candidate(store)
    for decision in ("refused", "granted", "withdrawn", "granted"):
        grant(store, candidate, decision)
    assert store.candidates.has_consented(candidate)
    assert [c.decision for c in store.candidates.consents(candidate)] == ["granted", "withdrawn", "granted", "refused"]


@pytest.mark.sqlite
def test_after_erasure_no_file_holds_a_byte_of_the_candidate(store, settings):
    candidate = make_candidate(store, "Zephyrine Quackenbush")
    grant(store, candidate)
    store.candidates.save_photo("p-1", candidate, b"PICTURE" * 500, build_template())
    interview = store.rounds.create("p-1", candidate, "Glassblower, round 1", {})
    store.interviews.save_warning(build_warning(interview), 1)
    with store.database.reading() as session:
        identity = session.get_one(CandidateRow, candidate).sealed
        sealed = [identity, *(row.sealed for row in session.query(VaultRow))]
    wrapped = (settings.candidate_keys / f"{candidate}.key").read_bytes()
    store.candidates.erase("p-1", candidate)
    left = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    for gone in (b"Zephyrine", b"Quackenbush", b"Glassblower", b"Recorded title", b"sample@example.org", wrapped):
        assert gone not in left
    for blob in sealed:
        assert blob[:64] not in left
    assert candidate.encode() in left  # the audit trail names the id, nothing else


def test_erasing_one_candidate_leaves_the_others(store):
    kept, gone = make_candidate(store), make_candidate(store)
    store.candidates.save_photo("p-1", kept, b"picture", None)
    store.candidates.erase("p-1", gone)
    assert store.candidates.photo(kept) == b"picture"
    for call in (store.candidates.candidate, store.candidates.photo, store.candidates.link):
        with pytest.raises(NotFoundError):
            call(gone)
    with pytest.raises(NotFoundError):
        store.candidates.erase("p-1", gone)


def test_candidates_fall_due_when_their_time_is_over(store, clock):
    candidate = make_candidate(store)
    assert store.candidates.due() == []
    clock.pass_time(days=91)
    assert store.candidates.due() == [candidate]


def test_only_interviews_that_go_on_are_running(store):
    candidate = make_candidate(store)
    first = store.rounds.create("p-1", candidate, "one", {})
    second = store.rounds.create("p-1", candidate, "two", {})
    store.interviews.end(first)
    assert store.candidates.running(candidate) == [second]
    assert store.candidates.running(CandidateId("c-gone")) == []
