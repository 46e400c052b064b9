from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from candor.domain.ids import InterviewId
from candor.errors import AccessError, NotFoundError
from store_builders import build_warning, make_candidate

TEN_MINUTES = timedelta(minutes=10)
FOUR_HOURS = timedelta(hours=4)


@pytest.fixture
def interview(store):
    return store.rounds.create("p-1", make_candidate(store), "Engineer, round 1", {"candor": "1"})


@pytest.fixture
def code(store, clock, interview):
    return store.rounds.offer_pairing("Ina", interview, clock() + TEN_MINUTES).code


def redeem(store, clock, code):
    return store.rounds.redeem_pairing(code, clock() + FOUR_HOURS)


def test_a_code_opens_its_interview_once(store, clock, interview, code):
    token = redeem(store, clock, code.lower())
    assert (token.interview, token.candidate) == (interview, "Sample Candidate")
    assert store.interviews.redeem(token.token).granted_to == "Ina"
    with pytest.raises(AccessError) as caught:
        redeem(store, clock, code)
    assert caught.value.code == "unknown_code"


def test_of_many_that_race_for_a_code_one_wins(store, clock, code):
    won, lost = [], []

    def race() -> None:
        try:
            won.append(redeem(store, clock, code))
        except AccessError:
            lost.append(1)

    threads = [threading.Thread(target=race) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 5)


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "x" * 5000, "\x00", "K7QF–2M9P"])
def test_a_wrong_code_is_one_error(store, clock, code, typed):
    with pytest.raises(AccessError) as caught:
        redeem(store, clock, typed)
    assert caught.value.code == "unknown_code"


def test_an_old_code_does_not_work(store, clock, interview, code):
    clock.pass_time(minutes=10)
    assert store.rounds.offered_pairing(interview) is None
    with pytest.raises(AccessError):
        redeem(store, clock, code)


def test_a_new_code_takes_the_place_of_the_one_before(store, clock, interview, code):
    newer = store.rounds.offer_pairing("Ina", interview, clock() + TEN_MINUTES)
    assert store.rounds.offered_pairing(interview) == newer
    with pytest.raises(AccessError):
        redeem(store, clock, code)


def test_a_used_code_is_shown_no_more(store, clock, interview, code):
    assert store.rounds.offered_pairing(interview).code == code
    redeem(store, clock, code)
    assert store.rounds.offered_pairing(interview) is None
    assert store.rounds.is_paired(interview)


def test_an_ended_interview_can_not_be_paired(store, clock, interview, code):
    store.interviews.end(interview)
    assert not store.rounds.is_paired(interview)
    with pytest.raises(AccessError):
        redeem(store, clock, code)
    with pytest.raises(AccessError):
        store.rounds.offer_pairing("Ina", interview, clock() + TEN_MINUTES)


def test_neither_code_nor_token_stands_in_the_clear(store, settings, clock, interview, code):
    token = redeem(store, clock, code).token
    newer = store.rounds.offer_pairing("Ina", interview, clock() + TEN_MINUTES).code
    left = b"".join(path.read_bytes() for path in settings.home.rglob("*") if path.is_file())
    for secret in (code, newer, token):
        assert secret.encode() not in left


def test_rounds_are_listed_newest_first_with_their_warnings(store, clock, interview):
    clock.pass_time(days=1)
    candidate = store.rounds.interview(interview).candidate
    second = store.rounds.create("p-1", candidate, "Engineer, round 2", {})
    store.interviews.save_warning(build_warning(interview), 1)
    assert [(i.id, i.warnings) for i in store.rounds.of_candidate(candidate)] == [(second, 0), (interview, 1)]


def test_evidence_is_found_by_its_warning_only(store, interview):
    store.interviews.save_warning(build_warning(interview), 1)
    assert store.rounds.evidence(interview, "w-1") == b"\xff\xd8crop"
    with pytest.raises(NotFoundError):
        store.rounds.evidence(interview, "w-2")


def test_before_the_first_frame_the_record_is_empty_but_whole(store, clock, interview):
    record = store.rounds.record(interview)
    assert (record.started_at, record.ended_at, record.timeline, record.reference) == (clock(), None, [], "none")
    assert record.versions == {"candor": "1"}
    assert store.rounds.newest_assessment(interview) is None


def test_an_unknown_interview_is_refused_by_name(store, clock):
    nowhere = InterviewId("i-nowhere")
    for call in (
        lambda: store.rounds.interview(nowhere),
        lambda: store.rounds.record(nowhere),
        lambda: store.rounds.evidence(nowhere, "w"),
        lambda: store.rounds.offer_pairing("Ina", nowhere, clock()),
        lambda: store.rounds.create("p-1", "c-nowhere", "x", {}),
    ):
        with pytest.raises(NotFoundError):
            call()
