"""Detail once a second, background every few seconds, skin always; a blurred background is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from candor.domain.facts import BackgroundFacts, FaceFacts
from candor.domain.frames import Frame
from candor.pipeline.glances import Glances, background_facts, glance
from candor.pipeline.rules import load_pipeline_rules
from signals.builders import face

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml").glance
NOISE = np.random.default_rng(9).integers(0, 255, (180, 320, 3), dtype=np.uint8)
PERSON = np.zeros((144, 256), dtype=np.float32)
PERSON[40:, 80:180] = 1.0


class Segmenter:
    """Sees a person in the middle."""

    def segment(self, rgb: np.ndarray) -> np.ndarray:
        return PERSON


def looked(seconds: float, candidate: FaceFacts) -> list[tuple[FaceFacts, BackgroundFacts | None]]:
    state, seen = Glances(), []
    for i in range(int(seconds * 10)):
        state, found, background = glance(state, Frame(i, i / 10, i / 10, NOISE), candidate, Segmenter(), RULES)
        seen.append((found, background))
    return seen


def meshed(yaw_deg: float = 0.0) -> FaceFacts:
    points = np.random.default_rng(1).uniform(60, 200, (468, 2)).astype(np.float32)
    return replace(face(yaw_deg=yaw_deg), landmarks_xy=points)


def test_each_glance_comes_at_its_own_pace() -> None:
    seen = looked(6, meshed())

    assert sum(found.detail is not None for found, _ in seen) == 6
    assert sum(background is not None for _, background in seen) == 3
    assert sum(found.screen is not None for found, _ in seen) == 6
    assert all(found.skin_rgb is not None for found, _ in seen)


def test_a_turned_face_and_one_without_a_mesh_are_not_looked_at() -> None:
    assert all(found.detail is None for found, _ in looked(3, meshed(yaw_deg=40.0)))
    assert all(found.detail is None and found.skin_rgb is None for found, _ in looked(1, face()))


def test_around_a_small_face_no_screen_is_looked_for() -> None:
    assert all(found.screen is None for found, _ in looked(3, face(width_px=50.0)))


def test_a_blurred_background_has_less_detail() -> None:
    mask = cv2.resize(PERSON, (320, 180))[..., None]
    blurred = (NOISE * mask + cv2.GaussianBlur(NOISE, (0, 0), 6) * (1 - mask)).astype(np.uint8)

    sharp, soft = background_facts(NOISE, PERSON, RULES), background_facts(blurred, PERSON, RULES)

    assert sharp is not None
    assert soft is not None
    assert abs(sharp.detail) < 0.5
    assert soft.detail < -3


def test_nobody_or_nothing_behind_is_no_background() -> None:
    assert background_facts(NOISE, np.zeros_like(PERSON), RULES) is None
    assert background_facts(NOISE, np.ones_like(PERSON), RULES) is None
