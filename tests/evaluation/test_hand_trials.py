"""Each recording is asked three times: honest, with a swap over the hand, and with a swap beneath it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from candor.bootstrap.sessions import Sessions
from candor.domain.checks import CheckPhase
from candor.evaluation import hand_trials as played
from candor.evaluation.hand_trials import Under, hand_trials
from candor.pipeline.session import load_session_rules
from evaluation.painted_video import recorded
from painted_faces import GREEN, RED, Painted, paint, painted_analysers

SESSIONS = Sessions(painted_analysers(), load_session_rules(Path(__file__).resolve().parents[2] / "models"))


def painted(colour: tuple[int, int, int], count: int) -> list[np.ndarray]:
    return [paint(Painted(colour, 160 + (i % 3), 90, 70), size=(320, 180)) for i in range(count)]


def test_every_recording_is_played_with_all_three_faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played, "FRAMES", 28)
    people = [recorded(tmp_path, "ann", painted(RED, 30)), recorded(tmp_path, "ben", painted(GREEN, 30))]
    trials = list(hand_trials(people, SESSIONS, 1))

    assert [(t.person, t.under) for t in trials] == [(who, under) for who in ("ann", "ben") for under in Under]
    # Without a model of hands no hand is seen: the check is not done and the signal abstains.
    assert {t.phase for t in trials} == {CheckPhase.RUNNING}
    assert all(t.score is None for t in trials)
    assert all("score_drop" in t.measures for t in trials)


def test_short_recordings_are_left_out(tmp_path: Path) -> None:
    people = [recorded(tmp_path, "ann", painted(RED, 10)), recorded(tmp_path, "ben", painted(GREEN, 10))]

    assert list(hand_trials(people, SESSIONS, 1)) == []
