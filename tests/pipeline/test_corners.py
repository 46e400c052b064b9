"""Corners follow the picture, not the mesh; another face, a cut or a blur starts them anew."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from candor.domain.facts import HeadPose
from candor.domain.ids import SignalName, TrackId
from candor.pipeline.corners import CornerState, follow_corners
from candor.pipeline.rules import CornerRules, load_pipeline_rules
from candor.signals.calibration import load_calibrations

RULES = CornerRules(
    period_s=0.15,
    max_corners=100,
    min_corners=16,
    min_quality=0.02,
    spacing=0.035,
    flow_window=0.12,
    reach=0.4,
    max_error_px=0.7,
    compare_turn_deg=8.0,
    compare_sheet_deg=18.0,
    keep=0.85,
    key_frame_s=6.0,
)


def speckled() -> np.ndarray:
    noise = np.random.default_rng(3).integers(0, 255, (60, 80), dtype=np.uint8)
    return cv2.resize(noise, (320, 240), interpolation=cv2.INTER_CUBIC)


def landmarks(shift: float = 0.0) -> np.ndarray:
    """A made-up mesh: the outline on an ellipse, everything else on its centre."""
    points = np.full((468, 2), (160.0, 120.0), dtype=np.float32)
    outline = (
        10,
        338,
        297,
        332,
        284,
        251,
        389,
        356,
        454,
        323,
        361,
        288,
        397,
        365,
        379,
        378,
        400,
        377,
        152,
        148,
        176,
        149,
    )
    for i, index in enumerate(outline):
        angle = 2 * np.pi * i / len(outline)
        points[index] = (160 + 70 * np.sin(angle), 120 - 90 * np.cos(angle))
    return points + np.float32(shift)


def follow(
    state: CornerState | None,
    luma: np.ndarray,
    at_s: float,
    track: int = 1,
    shift: float = 0.0,
    yaw_deg: float = 0.0,
) -> CornerState | None:
    pose = HeadPose(yaw_deg, 0.0, 0.0)
    return follow_corners(state, TrackId(track), luma, landmarks(shift), pose, at_s, RULES)


def test_corners_move_with_the_picture() -> None:
    luma = speckled()
    first = follow(None, luma, 0.0)
    moved = cv2.warpAffine(luma, np.array([[1, 0, 4], [0, 1, 3]], dtype=np.float32), (320, 240))

    second = follow(first, moved, 0.1)

    assert first is not None
    assert second is not None
    assert second.tracks.key_at_s == 0.0
    step = second.tracks.to_xy - second.tracks.from_xy
    assert np.median(step, axis=0) == pytest.approx([4, 3], abs=0.1)


def test_the_mesh_alone_moves_no_corner() -> None:
    luma = speckled()

    second = follow(follow(None, luma, 0.0), luma, 0.1, shift=12.0)

    assert second is not None
    assert second.tracks.to_xy == pytest.approx(second.tracks.from_xy, abs=0.05)


@pytest.mark.parametrize(("yaw_deg", "is_told"), [(5.0, False), (12.0, True)])
def test_plane_and_solid_are_told_apart_in_a_turn_only(yaw_deg: float, is_told: bool) -> None:
    luma = speckled()
    stretched = cv2.warpAffine(luma, np.array([[0.97, 0, 5], [0, 1, 0]], dtype=np.float32), (320, 240))

    second = follow(follow(None, luma, 0.0), stretched, 0.1, yaw_deg=yaw_deg)

    assert second is not None
    assert (second.tracks.left_px is not None) == is_told
    assert second.tracks.left_px is None or max(second.tracks.left_px) < 0.3


@pytest.mark.parametrize("change", ["another track", "an old key frame"])
def test_a_new_key_frame_is_taken_for(change: str) -> None:
    luma = speckled()
    first = follow(None, luma, 0.0)

    second = follow(
        first, luma, 7.0 if change == "an old key frame" else 0.1, track=2 if change == "another track" else 1
    )

    assert second is not None
    assert second.tracks.key_at_s > 0


def test_a_face_without_texture_has_no_corners() -> None:
    assert follow(None, np.full((240, 320), 128, dtype=np.uint8), 0.0) is None


def test_a_face_outside_the_picture_has_no_corners() -> None:
    assert follow(None, speckled(), 0.0, shift=1000.0) is None


def test_plane_and_solid_are_compared_wherever_the_planarity_signal_asks() -> None:
    calibration = Path(__file__).resolve().parents[2] / "models" / "calibration"
    pipeline = load_pipeline_rules(calibration / "quality.toml").corners
    signal = load_calibrations(calibration.parent, [SignalName("planarity")])[SignalName("planarity")]

    assert pipeline.compare_turn_deg <= signal.limit("min_turn_deg")
    assert pipeline.compare_sheet_deg <= signal.limit("min_sheet_turn_deg")
