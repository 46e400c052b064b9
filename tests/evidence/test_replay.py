from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis_builders import INTERVIEW, observation
from candor.domain.ids import SignalName
from candor.domain.observations import Observation
from candor.domain.questions import Family, Question, State
from candor.evidence.replay import replay
from candor.fusion.decide import advance
from candor.fusion.rules import load_rules
from candor.fusion.state import FusionState
from candor.signals.calibration import load_calibrations

MODELS = Path(__file__).resolve().parents[2] / "models"
MATCH = SignalName("identity_match")


def _mismatch(at_s: float, score: float = 4.0) -> Observation:
    llr = load_calibrations(MODELS, [MATCH])[MATCH].llr("session", score)
    return Observation(
        MATCH, Question.IDENTITY, Family.IDENTITY, at_s, score, llr, "id_mismatch", {"seconds": 4.0, "faces": 5}
    )


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the calibration, to be changed."""
    shutil.copytree(MODELS / "calibration", tmp_path / "calibration")
    return tmp_path


def test_the_same_calibration_shows_what_fusion_showed() -> None:
    verdicts = [_mismatch(float(second)) for second in range(12)]
    state, rules, live = FusionState(), load_rules(MODELS), []
    for verdict in verdicts:
        state, assessment, _ = advance(state, [verdict], verdict.at_s, rules, interview=INTERVIEW)
        live.append(assessment.questions[Question.IDENTITY].state)

    found = replay(verdicts, INTERVIEW, MODELS, None)

    assert found.worst[Question.IDENTITY] is live[-1] is State.PAUSE_AND_VERIFY
    assert [code for _, code in found.warnings] == ["id_mismatch"]
    assert (found.observations, found.mapped_anew) == (12, 0)


def test_bounds_that_were_raised_show_in_the_states(other: Path) -> None:
    fusion = other / "calibration" / "fusion.toml"
    fusion.write_text(
        fusion.read_text().replace("amber_llr = 2.5", "amber_llr = 90.0").replace("red_llr = 4.3", "red_llr = 99.0")
    )

    found = replay([_mismatch(float(second)) for second in range(12)], INTERVIEW, other, MODELS)

    assert found.worst[Question.IDENTITY] not in {State.PLEASE_CHECK, State.PAUSE_AND_VERIFY}
    assert found.warnings == ()


def test_a_map_that_was_changed_gives_the_stored_scores_other_evidence(other: Path) -> None:
    path = other / "calibration" / "signals" / "identity_match.toml"
    path.write_text(path.read_text().replace("llr = [-5.0, -1.7, 0.0, 0.0, 4.7]", "llr = [-5.0, -1.7, 0.0, 0.0, 0.1]"))

    found = replay([_mismatch(float(second)) for second in range(12)], INTERVIEW, other, MODELS)

    assert found.mapped_anew == 12
    assert found.warnings == ()


def test_evidence_that_no_map_of_the_old_calibration_gives_is_kept(other: Path) -> None:
    path = other / "calibration" / "signals" / "identity_match.toml"
    path.write_text(path.read_text().replace("llr = [-5.0, -1.7, 0.0, 0.0, 4.7]", "llr = [-5.0, -1.7, 0.0, 0.0, 0.1]"))

    assert replay([observation(1.0, llr=-1.234)], INTERVIEW, other, MODELS).mapped_anew == 0


def test_a_signal_that_the_other_calibration_does_not_know_is_left_out() -> None:
    stranger = Observation(SignalName("of_tomorrow"), Question.GENUINE, Family.TEXTURE, 1.0, 1.0, 9.0, "x", {})

    assert replay([stranger], INTERVIEW, MODELS, MODELS).warnings == ()


def test_nothing_gives_nothing() -> None:
    found = replay([], INTERVIEW, MODELS, None)

    assert found.changes == ()
    assert set(found.worst.values()) == {State.CANT_TELL}
