from analysis_builders import NOW, abstention, observation, step, warning
from candor.domain.ids import SignalName
from candor.report.recorded import record_of
from pipeline.test_replay import _replay


def test_a_recording_becomes_a_record_with_numbered_warnings() -> None:
    outcome = _replay([step(0, 0.0, verdicts=(observation(0.0), abstention(0.0)), warnings=(warning(),)), step(1, 3.0)])

    record = record_of(
        outcome, candidate="clip", title="clip.mp4", started_at=NOW, has_reference=False, versions={}, notices=("x",)
    )

    assert (record.duration_s, record.frames_analyzed, record.reference) == (3.0, 2, "none")
    assert [held.event for held in record.warnings] == [1]
    assert record.signals[SignalName("identity_match")].observations == 1
    assert record.notices == ("x",)
