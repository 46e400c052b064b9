"""Each look has its own pace and its own conditions, and leaves everything else as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from candor.domain.facts import FaceFacts, TextureFacts
from candor.domain.frames import Frame
from candor.domain.ports import Detection, Mesh
from candor.pipeline.analysers import Analysers
from candor.pipeline.close_up import View
from candor.pipeline.looks import LOOKS, Look, LookState, Seen, look_closer
from candor.pipeline.rules import load_pipeline_rules
from painted_faces import painted_analysers
from signals.builders import GOOD, face

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml")
NOISE = np.random.default_rng(2).integers(0, 255, (180, 320, 3), dtype=np.uint8)
POINTS = np.random.default_rng(1).uniform(60, 160, (468, 2)).astype(np.float32)
DETECTED = Detection(np.array([60, 60, 160, 160], np.float32), np.zeros((6, 2), np.float32), 0.9)


@dataclass
class Judge:
    """Stands in for both networks and counts."""

    asked: int = 0


class Texture(Judge):
    def score(self, rgb: np.ndarray, detection: Detection) -> TextureFacts:
        self.asked += 1
        return TextureFacts(0.5, 2.7)


class Trace(Judge):
    def score(self, rgb: np.ndarray, landmarks_xy: np.ndarray) -> float:
        self.asked += 1
        return 1.5


def meshed(yaw_deg: float = 0.0, width_px: float = 120.0) -> FaceFacts:
    return replace(face(yaw_deg=yaw_deg, quality=replace(GOOD, width_px=width_px)), landmarks_xy=POINTS)


def view_of(found: FaceFacts, *, is_near: bool = False) -> View | None:
    if found.landmarks_xy is None or found.pose is None or found.quality is None:
        return None
    mesh = Mesh(np.column_stack([found.landmarks_xy, np.zeros(len(found.landmarks_xy))]).astype(np.float32), 0.9)
    return View(NOISE, mesh, found.pose, found.quality, is_near)


def looked(seconds: float, look: str, analysers: Analysers, found: FaceFacts, detect_every: int = 3) -> list[Seen]:
    state, seen = LookState(), []
    for i in range(round(seconds * 10)):
        detection = DETECTED if i % detect_every == 0 else None
        now = Seen(Frame(i, i / 10, i / 10, NOISE), NOISE[..., 0], detection, found, view=view_of(found))
        state, after = look_closer(state, now, analysers, RULES, {look: LOOKS[look]})
        seen.append(after)
    return seen


def test_the_swap_detector_looks_every_two_seconds_at_a_large_and_frontal_face() -> None:
    trace = Trace()

    seen = looked(6, "swap_trace", replace(painted_analysers(), swap_trace=trace), meshed())

    assert [i for i, one in enumerate(seen) if one.face.swap_trace is not None] == [0, 20, 40]
    assert trace.asked == 3


@pytest.mark.parametrize("found", [meshed(yaw_deg=60), meshed(width_px=30), face()])
def test_the_swap_detector_does_not_look_at_other_faces(found: FaceFacts) -> None:
    trace = Trace()

    looked(3, "swap_trace", replace(painted_analysers(), swap_trace=trace), found)

    assert trace.asked == 0


def test_the_swap_detector_looks_at_every_close_up() -> None:
    trace = Trace()
    analysers, state, found = replace(painted_analysers(), swap_trace=trace), LookState(), meshed()
    for at_s in (0.0, 1.9, 3.8):
        seen = Seen(Frame(0, at_s, at_s, NOISE), NOISE[..., 0], None, found, view=view_of(found, is_near=True))
        state, _ = look_closer(state, seen, analysers, RULES, {"swap_trace": LOOKS["swap_trace"]})

    assert trace.asked == 3


def test_the_texture_network_looks_once_a_second_where_the_detector_has_just_looked() -> None:
    seen = looked(6, "texture", replace(painted_analysers(), texture=Texture()), meshed(), detect_every=3)

    assert [i for i, one in enumerate(seen) if one.face.texture is not None] == [0, 12, 24, 36, 48]


def test_without_optional_models_nothing_of_theirs_is_seen() -> None:
    bare = replace(painted_analysers(), texture=None, swap_trace=None, segmenter=None)

    seen = [*looked(2, "texture", bare, meshed()), *looked(2, "swap_trace", bare, meshed())]

    assert all(one.face.texture is None and one.face.swap_trace is None and one.background is None for one in seen)


def test_skin_is_seen_in_every_picture_with_a_mesh() -> None:
    assert all(one.face.skin_rgb is not None for one in looked(1, "glances", painted_analysers(), meshed()))
    assert all(one.face.skin_rgb is None for one in looked(1, "glances", painted_analysers(), face()))


def test_a_picture_without_a_mesh_ends_the_path_of_corners_and_keeps_the_key_frame() -> None:
    with_mesh = Seen(Frame(0, 0.0, 0.0, NOISE), NOISE[..., 0], None, meshed())
    state, _ = look_closer(LookState(), with_mesh, painted_analysers(), RULES, LOOKS)
    key = state.change

    state, _ = look_closer(state, replace(with_mesh, face=face()), painted_analysers(), RULES, LOOKS)

    assert state.corners is None
    assert key is not None
    assert state.change is key


def test_corners_are_followed_every_other_picture() -> None:
    seen = looked(1, "corners", painted_analysers(), meshed())

    assert [i for i, one in enumerate(seen) if one.face.corners is not None] == [0, 2, 4, 6, 8]


def test_looks_are_taken_in_order_and_see_what_came_before() -> None:
    def adds(digit: int) -> Look:
        return lambda state, seen, analysers, rules: (
            state,
            replace(seen, face=replace(seen.face, mesh_score=10 * seen.face.mesh_score + digit)),
        )

    one = Seen(Frame(0, 0.0, 0.0, NOISE), NOISE[..., 0], None, replace(face(), mesh_score=0.0))
    _, after = look_closer(LookState(), one, painted_analysers(), RULES, {"first": adds(1), "second": adds(2)})

    assert after.face.mesh_score == 12
