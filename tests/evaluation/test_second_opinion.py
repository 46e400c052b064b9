"""The measurement of the second opinion: one picture a recording, errors named, what the limit costs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from candor.domain.ports import Detection
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.second_opinion import Look, look_at, look_at_all, middle_picture, second_opinion_report
from candor.second_opinion.protocol import Faces, Failed, LookedAt
from pipeline.recording_builders import flat, video

RGB = np.full((100, 200, 3), 50, np.uint8)


class Detector:
    """Finds what it is told to."""

    def __init__(self, *boxes) -> None:
        self.boxes = boxes

    def detect(self, rgb):
        return [Detection(np.array(box, np.float32), np.zeros((6, 2), np.float32), 0.9) for box in self.boxes]


class Witness:
    """Calls bright pictures live, and finds one face."""

    def __init__(self, box=(50, 20, 90, 60), code: str = "") -> None:
        self.box, self.code = box, code

    def liveness(self, picture):
        if self.code:
            return Failed(1, self.code)
        return Faces(1, (LookedAt(self.box, picture.rgb[0] > 100, 0.9),))

    def same_person(self, a, b, model):
        raise AssertionError("nobody asks this here")


def recording(file: Path, species: str = "") -> LabelledRecording:
    return LabelledRecording(file, bool(species), species, "p1", None, None, 0.0)


def test_the_largest_face_is_asked_about() -> None:
    assert look_at(RGB, Detector((0, 0, 10, 10), (50, 20, 90, 60)), Witness()) == (2.5, False, "")


def test_no_answer_has_a_reason() -> None:
    face = (50, 20, 90, 60)

    assert look_at(RGB, Detector(), Witness()) == (0.0, None, "no_face")
    assert look_at(RGB, Detector(face), Witness(code="lost")) == (2.5, None, "lost")
    assert look_at(RGB, Detector(face), Witness(box=(150, 20, 190, 60))) == (2.5, None, "no_face")


def test_the_picture_in_the_middle_is_taken(tmp_path: Path) -> None:
    clip = video(tmp_path / "clip.mp4", [flat(10)] * 10 + [flat(240)] * 3 + [flat(10)] * 10)

    (look,) = look_at_all([recording(clip, "screen")], 10.0, Detector((50, 20, 90, 60)), Witness())

    assert middle_picture(recording(clip), 10.0).mean() > 200
    assert (look.kind, look.person, look.is_live) == ("screen", "p1", True)


def test_errors_are_named_and_too_close_faces_count_apart() -> None:
    looks = [
        Look("a.mp4", "bona fide", "1", 3.0, True),
        Look("b.mp4", "bona fide", "2", 1.5, False),
        Look("c.jpg", "screen", "1", 3.0, True),
        Look("d.jpg", "screen", "1", 3.0, False),
        Look("e.jpg", "screen", "1", 3.0, None, "no_face"),
    ]

    report = second_opinion_report(looks, 2.2)

    assert "| bona fide | 2 | 2 | 1 | 1 | 21 to 100 % | 2 | 1 |" in report
    assert "| screen | 3 | 1 | 2 | 1 |" in report
    assert report.splitlines()[-1] == "- screen c.jpg: called live"
    assert "b.mp4" not in report
