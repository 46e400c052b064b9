"""Recordings and pairs through the pipeline: faces are painted, files and sessions are real."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from candor.bootstrap.sessions import Sessions
from candor.domain.questions import Question
from candor.evaluation.datasets import Dataset, LabelledPair, LabelledRecording
from candor.evaluation.judge import judge_pairs, judge_recordings
from candor.evaluation.metrics import Judged
from candor.evaluation.photo_pairs import PairComparison
from candor.evaluation.photo_templates import photo_templates
from candor.fusion.identity import Outcome
from candor.pipeline.session import load_session_rules
from candor.settings import load_settings
from identity_builders import TemplatesByName, toy_comparator
from painted_faces import BLUE, RED, Painted, paint, painted_analysers

SETTINGS = load_settings()
FPS, SECONDS = 4, 13


def _clip(path: Path, first: tuple[int, int, int], then: tuple[int, int, int], change_s: float = 6.0) -> Path:
    """An animation of one painted person, and from `change_s` of another; the face moves a little all the time."""
    rng = np.random.default_rng(3)
    colours = [first if i / FPS < change_s else then for i in range(FPS * SECONDS)]
    frames = [paint(Painted(c, 320 + int(rng.integers(-6, 7)), 180 + int(rng.integers(-4, 5)), 150)) for c in colours]
    images = [Image.fromarray(frame) for frame in frames]
    images[0].save(path, save_all=True, append_images=images[1:], duration=1000 // FPS, quality=90, method=0)
    return path


def _recording(file: Path, reference: Path | None, **more: Any) -> LabelledRecording:
    return replace(LabelledRecording(file, False, "", "p", None, reference, 0.0), **more)


def _judged(*recordings: LabelledRecording) -> list[Judged]:
    analysers = painted_analysers()
    dataset = Dataset("painted", 4.0, (Question.IDENTITY, Question.CONTINUITY), recordings, ())
    sessions = Sessions(analysers, load_session_rules(SETTINGS.models_dir))
    return judge_recordings(dataset, sessions, photo_templates(SETTINGS, analysers), lambda: None)


@pytest.fixture
def blue_photo(tmp_path: Path) -> Path:
    Image.fromarray(paint(Painted(BLUE, 320, 180, 150), room=9)).save(tmp_path / "blue.png")
    return tmp_path / "blue.png"


def test_one_person_all_along_raises_nothing_and_another_one_is_seen_after_the_change(
    tmp_path: Path, blue_photo: Path
) -> None:
    calm = _recording(_clip(tmp_path / "calm.webp", BLUE, BLUE), blue_photo)
    change = _clip(tmp_path / "change.webp", BLUE, RED)
    attack = _recording(change, blue_photo, is_attack=True, species="stand_in", attack_from_s=6.0)

    quiet, seen = _judged(calm, attack)

    assert (quiet.amber_at_s, quiet.red_at_s, quiet.answered, quiet.error) == (None, None, True, "")
    assert seen.amber_at_s is not None
    assert 6.0 <= seen.amber_at_s <= SECONDS
    assert seen.duration_s == pytest.approx(SECONDS, abs=0.5)


def test_a_file_or_a_reference_that_cannot_be_used_costs_its_own_row_only(tmp_path: Path, blue_photo: Path) -> None:
    Image.fromarray(paint()).save(tmp_path / "room.png")
    clip = _clip(tmp_path / "calm.webp", BLUE, BLUE)
    outside = _recording(clip, blue_photo, crop=(600, 0, 640, 360))

    judged = _judged(_recording(tmp_path / "gone.mp4", None), _recording(clip, tmp_path / "room.png"), outside)

    assert [one.error for one in judged] == ["no_such_file", "no_face", "crop_outside"]


def test_pairs_are_answered_in_order(tmp_path: Path) -> None:
    pairs = tuple(
        LabelledPair(Path(a), Path(b), a[0] == b[0], a[0], b[0], "all")
        for a, b in (("1_0.jpg", "1_1.jpg"), ("1_0.jpg", "3_0.jpg"), ("1_0.jpg", "gone.jpg"))
    )
    done: list[int] = []

    answers = judge_pairs(
        Dataset("pairs", 10.0, (), (), pairs),
        PairComparison(TemplatesByName(), toy_comparator()),
        lambda: done.append(1),
    )

    assert [outcome for _, outcome in answers] == [Outcome.SAME, Outcome.DIFFERENT, Outcome.CANT_TELL]
    assert len(done) == 3
