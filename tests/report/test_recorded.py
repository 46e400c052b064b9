from dataclasses import replace

from analysis_builders import NOW, abstention, observation, step, warning
from candor.domain.checks import CheckPhase
from candor.domain.ids import SignalName
from candor.report.recorded import record_of
from pipeline.test_replay import _replay
from store_builders import build_check


def test_a_recording_becomes_a_record_with_numbered_warnings() -> None:
    outcome = _replay([step(0, 0.0, verdicts=(observation(0.0), abstention(0.0)), warnings=(warning(),)), step(1, 3.0)])

    record = record_of(
        outcome, candidate="clip", title="clip.mp4", started_at=NOW, has_reference=False, versions={}, notices=("x",)
    )

    assert (record.duration_s, record.frames_analyzed, record.reference) == (3.0, 2, "none")
    assert [held.event for held in record.warnings] == [1]
    assert record.signals[SignalName("identity_match")].observations == 1
    assert record.notices == ("x",)


def test_the_checks_of_a_recording_stand_in_its_record_with_their_strips() -> None:
    running, done = build_check(1, CheckPhase.RUNNING, strip=None).status, build_check(1).status
    steps = [replace(step(0, 0.0), checks=(running,)), replace(step(1, 1.0), checks=(done,)), step(2, 2.0)]

    record = record_of(
        _replay(steps), candidate="clip", title="clip.mp4", started_at=NOW, has_reference=False, versions={}
    )

    assert [held.status for held in record.checks] == [done]
    assert [(held.number, held.is_chosen) for held in record.checks] == [(1, True)]
