"""The contract of InterviewRecords, played to the real store and to the fake that other tests use."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from candor.domain.assessment import Assessment, Explanation, QuestionAssessment, Warning
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.questions import Question, Severity, State
from candor.domain.records import SignalTally, WarningAnswer
from candor.errors import AccessError, NotFoundError
from record_houses import StoreHouse
from store_builders import build_template

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def assessment(at_s=1.0, state=State.CHECKING, reason="looking") -> Assessment:
    return Assessment(at_s, {q: QuestionAssessment(q, state, 0.5, reason, at_s) for q in Question})


def warning(
    interview: InterviewId, name: str = "w-1", *, evidence: bytes | None = b"\xff\xd8crop", until_s: float | None = None
) -> Warning:
    told = Explanation("Title", "Detail", ("old photo", "beard"), "Ask", "Say")
    details = {"seconds": 4.5, "faces": 2, "kind": "x"}
    return Warning(
        WarningId(name),
        interview,
        Question.IDENTITY,
        Severity.RED,
        "id_mismatch",
        12.5,
        until_s,
        7.25,
        details,
        told,
        evidence,
    )


def test_a_good_token_opens_its_interview(house):
    interview, token = house.interview()
    grant_ = house.records.redeem(token)
    assert (grant_.interview, grant_.has_reference, grant_.consented) == (interview, True, True)
    assert grant_.candidate == "Sample Candidate"
    assert grant_.granted_to == "Ina"


def test_a_token_stays_good_while_the_interview_goes_on(house):
    _, token = house.interview()
    assert house.records.redeem(token) == house.records.redeem(token)


def test_an_unknown_token_is_refused_by_name(house):
    with pytest.raises(AccessError) as caught:
        house.records.redeem("never-given")
    assert caught.value.code == "unknown_token"


def test_an_expired_token_is_refused_by_name(house):
    token = house.expired_token()
    with pytest.raises(AccessError) as caught:
        house.records.redeem(token)
    assert caught.value.code == "expired_token"


def test_a_token_of_an_ended_interview_is_refused_by_name(house):
    interview, token = house.interview()
    house.records.end(interview)
    with pytest.raises(AccessError) as caught:
        house.records.redeem(token)
    assert caught.value.code == "interview_ended"


def test_the_brief_carries_the_reference_after_consent(house):
    interview, _ = house.interview()
    brief = house.records.brief(interview)
    assert brief.consented
    assert brief.reference is not None
    np.testing.assert_array_equal(brief.reference.vector, build_template().vector)
    assert replace(brief.reference, vector=None) == replace(build_template(), vector=None)


def test_the_brief_carries_no_reference_without_consent(house):
    interview, _ = house.interview(consented=False)
    brief = house.records.brief(interview)
    assert not brief.consented
    assert brief.reference is None


def test_the_brief_of_a_candidate_without_photo_has_no_reference(house):
    interview, token = house.interview(has_reference=False)
    assert house.records.brief(interview).reference is None
    assert not house.records.redeem(token).has_reference


def test_the_newest_checkpoint_comes_back(house):
    interview, _ = house.interview()
    assert house.records.checkpoint(interview) is None
    house.records.save_checkpoint(interview, b"one")
    house.records.save_checkpoint(interview, b"two")
    assert house.records.checkpoint(interview) == b"two"


def test_no_checkpoint_is_kept_without_consent(house):
    interview, _ = house.interview(consented=False)
    house.records.save_checkpoint(interview, b"state")
    assert house.records.checkpoint(interview) is None


def test_the_end_drops_the_checkpoint_for_good(house):
    interview, _ = house.interview()
    house.records.save_checkpoint(interview, b"one")
    house.records.end(interview)
    house.records.save_checkpoint(interview, b"too late")
    assert house.records.checkpoint(interview) is None


def test_the_end_names_the_report_each_time(house):
    interview, _ = house.interview()
    assert house.records.end(interview) == house.records.end(interview) == f"/interviews/{interview}/report"


def test_a_warning_comes_back_as_it_was_saved(house):
    interview, _ = house.interview()
    house.records.save_warning(warning(interview), 3)
    (held,) = house.records.warnings(interview)
    assert held.event == 3
    assert held.warning == warning(interview)
    assert held.answer is None


def test_a_warning_of_the_same_id_is_updated_and_keeps_its_evidence(house):
    interview, _ = house.interview()
    house.records.save_warning(warning(interview), 3)
    house.records.save_warning(warning(interview, evidence=None, until_s=20.0), 5)
    (held,) = house.records.warnings(interview)
    assert (held.event, held.warning.until_s, held.warning.evidence_jpeg) == (5, 20.0, b"\xff\xd8crop")


def test_only_later_warnings_are_replayed_in_order(house):
    interview, _ = house.interview()
    for event, name in ((4, "b"), (2, "a"), (9, "c")):
        house.records.save_warning(warning(interview, name), event)
    assert [w.event for w in house.records.warnings(interview)] == [2, 4, 9]
    assert [w.warning.id for w in house.records.warnings(interview, after_event=2)] == ["b", "c"]
    assert house.records.last_event(interview) == 9


def test_equal_states_are_one_entry_until_they_change_or_nobody_watches(house):
    interview, _ = house.interview()
    for at_s in (1.0, 3.0, 5.0, 30.0, 32.0):
        house.records.save_assessment(interview, assessment(at_s))
    house.records.save_assessment(interview, assessment(33.0, State.NO_CONCERN))
    seen = [(entry.assessment.at_s, entry.until_s) for entry in house.records.watched(interview)]
    assert seen == [(1.0, 5.0), (30.0, 32.0), (33.0, 33.0)]
    assert [entry.assessment.at_s for entry in house.records.watched(interview, since_s=31.0)] == [30.0, 33.0]


def test_the_newest_answer_is_in_force_and_survives_an_update(house):
    interview, _ = house.interview()
    house.records.save_warning(warning(interview), 1)
    house.records.save_answer(interview, WarningId("w-1"), WarningAnswer("later", "", "Ina", NOON))
    last = WarningAnswer("explained", "old photo", "Ina", NOON)
    house.records.save_answer(interview, WarningId("w-1"), last)
    house.records.save_warning(warning(interview), 2)
    assert house.records.warnings(interview)[0].answer == last


def test_an_answer_to_an_unknown_warning_is_refused(house):
    interview, _ = house.interview()
    with pytest.raises(NotFoundError):
        house.records.save_answer(interview, WarningId("w-9"), WarningAnswer("note", "", "Ina", NOON))


def test_every_call_about_an_unknown_interview_is_refused(house):
    nowhere = InterviewId("i-nowhere")
    records = house.records
    for call in (
        lambda: records.brief(nowhere),
        lambda: records.checkpoint(nowhere),
        lambda: records.save_checkpoint(nowhere, b""),
        lambda: records.begin(nowhere),
        lambda: records.save_progress(nowhere, frames=1, dropped=0, sound_lost_s=0.0, duration_s=1.0),
        lambda: records.save_tallies(nowhere, {}),
        lambda: records.save_minutes(nowhere, []),
        lambda: records.save_portrait(nowhere, b"jpeg"),
        lambda: records.save_assessment(nowhere, assessment()),
        lambda: records.watched(nowhere),
        lambda: records.save_warning(warning(nowhere), 1),
        lambda: records.save_notice(nowhere, "analysis_restarted"),
        lambda: records.warnings(nowhere),
        lambda: records.last_event(nowhere),
        lambda: records.end(nowhere),
    ):
        with pytest.raises(NotFoundError):
            call()


def test_concurrent_writers_lose_nothing(house):
    interview, _ = house.interview()
    errors = []

    def write(worker: int) -> None:
        try:
            for n in range(5):
                house.records.save_warning(warning(interview, f"{worker}-{n}"), worker * 5 + n + 1)
        except Exception as error:  # noqa: BLE001 (a thread must not swallow it)
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(house.records.warnings(interview)) == 30
    assert house.records.last_event(interview) == 30


# --- what only the store promises -----------------------------------------------------------------------------------


def test_the_record_holds_all_that_was_written(store, clock):
    house = StoreHouse(store, clock)
    interview, _ = house.interview()
    records = store.interviews
    records.begin(interview)
    clock.pass_time(minutes=1)
    records.begin(interview)
    records.save_progress(interview, frames=300, dropped=4, sound_lost_s=2.4, duration_s=60.0)
    records.save_tallies(interview, {SignalName("loop"): SignalTally(3, {"too_short": 2})})
    records.save_tallies(interview, {SignalName("loop"): SignalTally(5, {"too_short": 2})})
    records.save_assessment(interview, assessment(1.0))
    records.save_assessment(interview, assessment(2.0, reason="still looking"))
    records.save_assessment(interview, assessment(3.0, State.NO_CONCERN))
    records.save_warning(warning(interview), 1)
    records.save_notice(interview, "analysis_restarted")
    records.end(interview)
    record = store.rounds.record(interview)
    assert record.started_at == clock() - timedelta(minutes=1)
    assert (record.ended_at, record.duration_s) == (clock(), 60.0)
    assert (record.frames_analyzed, record.frames_dropped, record.sound_lost_s) == (300, 4, 2.4)
    assert record.reference == "id_photo"
    assert [(a.at_s, a.questions[Question.IDENTITY].reason) for a in record.timeline] == [
        (1.0, "still looking"),
        (3.0, "looking"),
    ]
    assert record.signals == {"loop": SignalTally(5, {"too_short": 2})}
    assert record.warnings[0].warning == warning(interview)
    assert record.notices == ["analysis_restarted"]


def test_face_data_are_never_written_in_the_clear(store, clock, settings):
    house = StoreHouse(store, clock)
    interview, token = house.interview()
    store.interviews.save_checkpoint(interview, b"CHECKPOINT-IN-CLEAR")
    store.interviews.save_warning(warning(interview, evidence=b"EVIDENCE-IN-CLEAR"), 1)
    written = b"".join(p.read_bytes() for p in settings.home.rglob("*") if p.is_file())
    for secret in (b"CHECKPOINT-IN-CLEAR", b"EVIDENCE-IN-CLEAR", build_template().vector.tobytes(), token.encode()):
        assert secret not in written
