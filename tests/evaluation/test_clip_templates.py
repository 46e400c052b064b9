"""Templates of stretches of video against one photo: who is compared with whom, and what is too short."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.domain.facts import FaceFacts
from candor.domain.ids import TrackId
from candor.evaluation.clip_templates import Enrolled, Sighting, compared, enrolled, measure, sightings
from candor.evaluation.datasets import Dataset, LabelledRecording
from candor.fusion.identity import Outcome
from candor.pipeline.rules import load_pipeline_rules
from candor.settings import load_settings
from identity_builders import MODEL, person_vector, toy_comparator
from painted_faces import BLUE, Painted, paint, painted_analysers


def _recording(person: str, file: str = "x.mp4") -> LabelledRecording:
    return LabelledRecording(Path(file), False, "", person, None, None, 0.0)


def _seen(person: int, seconds: int) -> list[Sighting]:
    box = np.zeros(4, np.float32)
    return [
        Sighting(float(s), FaceFacts(TrackId(1), box, 0.9, embedding=person_vector(person, s))) for s in range(seconds)
    ]


def _enrolled(person: int, seconds: int = 25) -> Enrolled:
    made = enrolled(_recording(str(person)), _seen(person, seconds), MODEL)
    assert made is not None
    return made


def test_the_first_moment_is_the_photo_and_later_stretches_are_templates() -> None:
    made = _enrolled(1)

    assert made.photo.n_embeddings == 1
    assert [template.n_embeddings for template in made.templates] == [10, 10, 3]


@pytest.mark.parametrize("seconds", [0, 1, 2, 3])
def test_a_recording_that_is_too_short_gives_nothing(seconds: int) -> None:
    assert enrolled(_recording("1"), _seen(1, seconds), MODEL) is None


def test_every_photo_meets_every_template() -> None:
    answers = compared([_enrolled(1), _enrolled(3)], toy_comparator())

    assert [pair.is_mated for pair, _ in answers].count(True) == 6
    assert {outcome for pair, outcome in answers if pair.is_mated} == {Outcome.SAME}
    assert Outcome.SAME not in {outcome for pair, outcome in answers if not pair.is_mated}


def test_moments_are_embedded_about_once_a_second(tmp_path: Path) -> None:
    rules = load_pipeline_rules(load_settings().models_dir / "calibration" / "quality.toml")
    frames = [Image.fromarray(paint(Painted(BLUE, 320 + i, 180, 150))) for i in range(12)]
    frames[0].save(tmp_path / "clip.webp", save_all=True, append_images=frames[1:], duration=250, method=0)

    seen = sightings(_recording("1", str(tmp_path / "clip.webp")), 4.0, painted_analysers(), rules)

    assert 2 <= len(seen) <= 3


def test_the_report_counts_what_was_too_short(tmp_path: Path) -> None:
    rules = load_pipeline_rules(load_settings().models_dir / "calibration" / "quality.toml")
    Image.fromarray(paint(Painted(BLUE, 320, 180, 150))).save(tmp_path / "photo.png")
    dataset = Dataset("short", 4.0, (), (_recording("1", str(tmp_path / "photo.png")),), ())

    report = measure(dataset, painted_analysers(), rules, toy_comparator())

    assert "1 of 1 recordings are too short" in report
