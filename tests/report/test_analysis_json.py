import json
from pathlib import Path

import jsonschema

from analysis_builders import abstention, observation, step, warning
from candor.domain.questions import Question, State
from candor.report.analysis_json import analysis_document
from pipeline.test_replay import _replay

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schemas" / "candor.analysis.1.json"


def _document():
    alarm = {Question.IDENTITY: (State.PAUSE_AND_VERIFY, "id_mismatch")}
    outcome = _replay(
        [
            step(0, 0.0, states=alarm, verdicts=(observation(0.0), abstention(0.0)), warnings=(warning(),)),
            step(1, 1.0),
        ]
    )
    return analysis_document(outcome, file="clip.mp4", versions={"candor": "0.1.0"}, notices=["ended_early"])


def test_the_document_keeps_its_published_schema() -> None:
    document = json.loads(json.dumps(_document()))

    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_final_and_worst_state_stand_side_by_side() -> None:
    identity = json.loads(json.dumps(_document()))["questions"]["identity"]

    assert (identity["state"], identity["worst_state"]) == ("cant_tell", "pause_and_verify")


def test_a_signal_has_either_an_llr_or_a_reason_for_none() -> None:
    first, second = json.loads(json.dumps(_document()))["signals"]

    assert first["llr"] == -2.0
    assert "abstained" not in first
    assert second["abstained"] == "no_face"
    assert "llr" not in second


def test_timing_counts_the_whole_and_the_single_frame() -> None:
    timing = json.loads(json.dumps(_document()))["timing"]

    assert timing == {"wall_s": 2.5, "frames_per_s": 0.8, "p50_ms": 10.5, "p95_ms": 10.95}
