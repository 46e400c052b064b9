"""Each recording is asked for every check it allows, and every check is sent honestly and swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.bootstrap.sessions import Sessions
from candor.domain.checks import CheckKind, CheckPhase
from candor.evaluation import check_trials as check_trials_module
from candor.evaluation import checked_clips
from candor.evaluation.check_trials import WEIGHED, CheckTrial, PlayedCheck, TrialPlan, check_trials, some_of_each
from candor.evaluation.checked_clips import Shown
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.laboratory.memory import Memory
from candor.pipeline.session import load_session_rules
from evaluation.painted_video import recorded
from painted_faces import GREEN, RED, Painted, paint, painted_analysers

SESSIONS = Sessions(painted_analysers(), load_session_rules(Path(__file__).resolve().parents[2] / "models"))
PRESS = (CheckKind.PRESS_CHEEK,)


@pytest.fixture(autouse=True)
def short_clips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_clips, "FRAMES", 28)


def painted(colour: tuple[int, int, int], count: int = 30) -> list[np.ndarray]:
    return [paint(Painted(colour, 160 + (i % 3), 90, 70), size=(320, 180)) for i in range(count)]


def people(folder: Path, count: int = 30) -> list[LabelledRecording]:
    return [recorded(folder, "ann", painted(RED, count)), recorded(folder, "ben", painted(GREEN, count))]


def played(recordings: Sequence[LabelledRecording], kinds: Sequence[CheckKind] = PRESS) -> list[CheckTrial]:
    return list(check_trials(recordings, SESSIONS, TrialPlan(1, kinds=kinds)))


def test_every_recording_is_sent_honestly_and_swapped(tmp_path: Path) -> None:
    trials = played(people(tmp_path))

    three = (Shown.HONEST, Shown.NAIVE, Shown.AWARE)
    assert [(t.person, t.shown) for t in trials] == [(who, shown) for who in ("ann", "ben") for shown in three]
    # Without a model of hands no hand is seen: the check is not done and the signal abstains.
    assert {t.phase for t in trials} == {CheckPhase.RUNNING}
    assert all(t.llr is None for t in trials)
    assert all({"score_drop", WEIGHED} <= set(t.measures) for t in trials)


def test_an_attack_in_the_same_file_is_the_live_swap_of_a_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = people(tmp_path)
    swap = replace(ann, is_attack=True, species="real_live_swap")
    yaw = np.concatenate([np.zeros(10), np.linspace(0, 30, 20)])
    monkeypatch.setattr(checked_clips, "_yaw_deg", lambda *_: yaw)
    trials = played([ann, ben, swap], (CheckKind.TURN_HEAD,))

    assert [t.person for t in trials if t.shown is Shown.REAL] == ["ann"]
    assert {t.degrees for t in trials} == {30.0}
    assert all({"mesh_residual", "drag", "lag"} <= set(t.measures) for t in trials)


def test_who_does_not_turn_is_asked_for_no_turn_and_short_recordings_for_nothing(tmp_path: Path) -> None:
    assert played(people(tmp_path), (CheckKind.TURN_HEAD,)) == []
    (tmp_path / "short").mkdir()
    assert played(people(tmp_path / "short", count=10)) == []


def test_recordings_are_counted(tmp_path: Path) -> None:
    counted: list[int] = []
    plan = TrialPlan(1, kinds=(CheckKind.TURN_HEAD,))
    list(check_trials(people(tmp_path), SESSIONS, plan, lambda: counted.append(1)))

    assert len(counted) == 2


def test_what_was_played_is_not_played_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recordings = people(tmp_path)
    path = tmp_path / "memory.jsonl"
    first = list(check_trials(recordings, SESSIONS, TrialPlan(1, kinds=PRESS, memory=Memory(path, PlayedCheck))))
    monkeypatch.setattr(check_trials_module, "checked_clips", None)
    again = list(check_trials(recordings, SESSIONS, TrialPlan(1, kinds=PRESS, memory=Memory(path, PlayedCheck))))

    assert again == first
    assert len(first) == 6


def test_everybody_comes_once_before_anybody_comes_twice(tmp_path: Path) -> None:
    ann, ben = people(tmp_path)
    second = replace(ann, file=tmp_path / "ann2.mkv")

    assert some_of_each([ann, second, ben], 2) == [ann, ben, second]
    assert some_of_each([ann, second, ben], 1) == [ann, ben]
