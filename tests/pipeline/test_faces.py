"""Each model runs when it is due: the mesh follows, the detector looks several times a second, embeddings come once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.domain.facts import FaceFacts, FaceQuality, FrameFacts, HeadPose, TextureFacts
from candor.domain.frames import Frame
from candor.domain.ids import TrackId
from candor.domain.ports import Detection
from candor.pipeline.faces import Watch, is_embeddable, watch_faces
from candor.pipeline.rules import load_pipeline_rules
from painted_faces import BLUE, GREEN, RED, ColourEmbedder, Painted, paint, painted_analysers, there

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml")


class Camera:
    """Feeds pictures at 10 frames per second and keeps all facts."""

    def __init__(self, *, may_embed: bool = True) -> None:
        self.analysers = painted_analysers()
        self.watch = Watch()
        self.may_embed = may_embed
        self.facts: list[FrameFacts] = []

    def film(self, *pictures: np.ndarray) -> list[FrameFacts]:
        for rgb in pictures:
            frame = Frame(len(self.facts), len(self.facts) / 10, 0.0, rgb)
            self.watch, facts = watch_faces(self.watch, frame, self.analysers, RULES, may_embed=self.may_embed)
            self.facts.append(facts)
        return self.facts[-len(pictures) :]


def tracks_of(facts: list[FrameFacts]) -> list[int | None]:
    return [f.candidate.track if f.candidate else None for f in facts]


def test_a_face_is_followed_with_mesh_on_every_frame() -> None:
    facts = Camera().film(*(paint(Painted(RED, 200 + 5 * i, 180)) for i in range(20)))
    assert tracks_of(facts) == [None] + [1] * 19
    assert all(there(f.candidate).landmarks_xy is not None for f in facts[1:])
    assert there(facts[-1].candidate).box_xyxy[0] == pytest.approx(200 + 95 - 50, abs=12)


def test_the_detector_looks_several_times_a_second_and_not_on_every_frame() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 300, 180))] * 60))
    assert 12 <= camera.analysers.detector.calls <= 24


def test_the_detector_looks_at_once_when_the_mesh_loses_the_face() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 200, 180))] * 5))
    jumped = camera.film(paint(Painted(RED, 255, 180)))
    assert tracks_of(jumped) == [1]


def test_nobody_in_view_is_no_candidate() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 200, 180))] * 5))
    assert tracks_of(camera.film(*([paint()] * 3))) == [None] * 3


def test_without_consent_nothing_is_embedded() -> None:
    camera = Camera(may_embed=False)
    facts = camera.film(*([paint(Painted(RED, 300, 180))] * 30))
    assert camera.analysers.embedder.made == []
    assert all(there(f.candidate).embedding is None for f in facts[1:])


def test_the_second_embedder_sees_the_same_faces_and_none_without_consent() -> None:
    for may_embed in (True, False):
        camera, second = Camera(may_embed=may_embed), ColourEmbedder()
        camera.analysers = replace(camera.analysers, second_embedder=second)

        faces = [f.candidate for f in camera.film(*([paint(Painted(RED, 300, 180))] * 42)) if f.candidate]

        assert [f.second_embedding is None for f in faces] == [f.embedding is None for f in faces]
        assert len(second.made) == (5 if may_embed else 0)


def test_embeddings_come_once_a_second() -> None:
    facts = Camera().film(*([paint(Painted(RED, 300, 180))] * 42))
    at_s = [f.captured_at_s for f in facts if f.candidate and f.candidate.embedding is not None]
    assert at_s == pytest.approx([0.1, 1.1, 2.1, 3.1, 4.1])


def test_a_small_face_is_followed_and_not_embedded() -> None:
    facts = Camera().film(*([paint(Painted(RED, 300, 180, 36))] * 15))
    assert tracks_of(facts[1:]) == [1] * 14
    assert all(there(f.candidate).embedding is None for f in facts[1:])


def test_a_second_face_is_among_the_others_under_one_track() -> None:
    both = paint(Painted(RED, 200, 180), Painted(GREEN, 500, 180, 70))
    facts = Camera().film(*([both] * 20))
    assert tracks_of(facts[1:]) == [1] * 19
    assert {face.track for f in facts[2:] for face in f.others} == {2}
    assert all(len(f.others) == 1 for f in facts[2:])


def test_the_second_face_is_gone_when_the_detector_next_looks() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 200, 180), Painted(GREEN, 500, 180, 70))] * 20))
    facts = camera.film(*([paint(Painted(RED, 200, 180))] * 6))
    assert facts[-1].others == ()


def test_another_tile_is_a_new_track_and_is_embedded_at_once() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 200, 180), room=1)] * 12))
    facts = camera.film(*([paint(Painted(BLUE, 210, 180), room=2)] * 3))
    assert tracks_of(facts) == [None, 2, 2]
    assert there(there(facts[1].candidate).embedding)[2] > 0.5


def test_another_face_in_the_same_room_is_handed_over_when_the_first_is_gone() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 150, 180))] * 10))
    facts = camera.film(*([paint(Painted(BLUE, 480, 180))] * 15))
    assert tracks_of(facts)[-1] == 2


def test_a_change_of_resolution_keeps_the_track_and_is_seen_in_the_size() -> None:
    camera = Camera()
    camera.film(*([paint(Painted(RED, 200, 180))] * 10))
    small = paint(Painted(RED, 100, 90, 50), size=(320, 180))
    facts = camera.film(*([small] * 5))
    assert tracks_of(facts) == [1] * 5
    assert {f.size_px for f in facts} == {(320, 180)}


def test_a_mesh_that_the_detector_does_not_confirm_is_given_up() -> None:
    camera = Camera()
    picture = paint(Painted(RED, 200, 180))
    camera.film(*([picture] * 10))
    camera.analysers.detector.is_blind = True
    facts = camera.film(*([picture] * 40))
    assert facts[5].candidate is not None
    assert facts[-1].candidate is None


GOOD = FaceFacts(
    TrackId(1),
    np.zeros(4, dtype=np.float32),
    0.9,
    mesh_score=0.99,
    pose=HeadPose(0, 0, 0),
    quality=FaceQuality(120, 50, 130, 0.0, 200),
)


def test_a_good_face_is_embeddable() -> None:
    assert is_embeddable(GOOD, RULES.embedding)


@pytest.mark.parametrize("pose", [HeadPose(26, 0, 0), HeadPose(-26, 0, 0), None])
def test_a_turned_face_is_not_embeddable(pose: HeadPose | None) -> None:
    assert not is_embeddable(replace(GOOD, pose=pose), RULES.embedding)


@pytest.mark.parametrize(
    "quality",
    [
        None,
        FaceQuality(30, 50, 130, 0.0, 200),
        FaceQuality(120, 10, 130, 0.0, 200),
        FaceQuality(120, 50, 10, 0.0, 200),
        FaceQuality(120, 50, 253, 0.0, 200),
        FaceQuality(120, 50, 130, 0.9, 200),
        FaceQuality(120, 50, 130, 0.0, 0.5),
    ],
)
def test_a_poor_face_is_not_embeddable(quality: FaceQuality | None) -> None:
    assert not is_embeddable(replace(GOOD, quality=quality), RULES.embedding)


class CountingTexture:
    """Says that everything is a room, and remembers the boxes it was shown."""

    def __init__(self) -> None:
        self.boxes: list[np.ndarray] = []

    def score(self, rgb: np.ndarray, detection: Detection) -> TextureFacts:
        self.boxes.append(detection.box_xyxy)
        return TextureFacts(0.9, 2.7)


def test_the_optional_network_looks_about_once_a_second_and_only_at_boxes_of_the_detector() -> None:
    camera, texture = Camera(), CountingTexture()
    camera.analysers = replace(camera.analysers, texture=texture)

    facts = camera.film(*([paint(Painted(RED, 300, 180))] * 60))

    seen = [f.captured_at_s for f in facts if f.candidate and f.candidate.texture]
    assert len(seen) == len(texture.boxes)
    assert 4 <= len(seen) <= 7
    assert min(np.diff(seen)) >= 1 - 1e-6


def test_without_the_optional_network_there_is_no_texture() -> None:
    facts = Camera().film(*([paint(Painted(RED, 300, 180))] * 20))

    assert all(there(f.candidate).texture is None for f in facts[1:])


class CountingSwapTrace:
    """Finds every face a little suspicious, and counts."""

    def __init__(self) -> None:
        self.looks = 0

    def score(self, rgb: np.ndarray, landmarks_xy: np.ndarray) -> float:
        assert landmarks_xy.shape == (468, 2)
        self.looks += 1
        return 0.5


def test_the_swap_detector_looks_every_two_seconds() -> None:
    camera, detector = Camera(), CountingSwapTrace()
    camera.analysers = replace(camera.analysers, swap_trace=detector)

    facts = camera.film(*([paint(Painted(RED, 300, 180))] * 60))

    seen = [f.captured_at_s for f in facts if f.candidate and f.candidate.swap_trace is not None]
    assert len(seen) == detector.looks >= 2
    assert min(np.diff(seen)) >= 2 - 1e-6
