"""Hands: regions by construction, real hands and their mirror images, followed as well as found anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from candor.domain.ports import Hand
from candor.errors import ModelError
from candor.inference.default_set import DefaultModels
from candor.inference.hand import HandModel, followed_roi, is_same_hand, palm_roi
from candor.inference.palm import Palm
from inference.pictures import frames_of

UPRIGHT = np.array(
    [(0, 0)] + [(x, -20.0 * y) for x in (-30, -15, 0, 15, 30) for y in (1, 2, 3, 4)],
    dtype=np.float32,
)
"""A comb with its wrist at the bottom."""


def hands_in(models: DefaultModels, clip: Path, n: int) -> list[tuple[NDArray[np.uint8], tuple[Hand, ...]]]:
    return [(rgb, models.hands.find(rgb)) for rgb in frames_of(clip, n)]


def test_the_region_of_a_palm_reaches_towards_the_fingers() -> None:
    keypoints = np.zeros((7, 2), np.float32)
    keypoints[0], keypoints[2] = (50, 100), (50, 60)

    roi = palm_roi(Palm(np.array([30, 60, 70, 100], np.float32), keypoints, 1.0))

    assert (roi.centre_x, roi.centre_y) == (50, 60)
    assert roi.side == pytest.approx(2.6 * 40)
    assert roi.angle_rad == pytest.approx(0)


@settings(deadline=None)
@given(st.floats(-3.1, 3.1))
def test_the_region_of_a_followed_hand_turns_with_it(angle: float) -> None:
    cos, sin = np.cos(angle), np.sin(angle)
    turned = UPRIGHT @ np.array([[cos, -sin], [sin, cos]]).T

    plain, roi = followed_roi(UPRIGHT), followed_roi(turned.astype(np.float32))

    assert roi.side == pytest.approx(plain.side, rel=1e-3)
    assert np.cos(roi.angle_rad - plain.angle_rad - angle) == pytest.approx(1, abs=1e-3)


def test_two_fits_on_one_hand_are_one_hand() -> None:
    assert is_same_hand(Hand(UPRIGHT, 1.0), Hand(UPRIGHT + 5, 0.9))
    assert not is_same_hand(Hand(UPRIGHT, 1.0), Hand(UPRIGHT + 100, 0.9))


def test_a_portrait_without_hands_has_none(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    assert models.hands.find(astronaut) == ()


def test_a_hand_that_was_never_there_cannot_be_followed(models: DefaultModels, astronaut) -> None:
    nowhere = Hand(np.full((21, 2), np.nan, np.float32), 1.0)

    assert models.hands.find(astronaut, (nowhere, Hand(UPRIGHT + 250, 1.0))) == ()


@pytest.mark.shared
def test_a_real_hand_is_found_and_its_mirror_image_is_mirrored(models: DefaultModels, shared: Path) -> None:
    for rgb, hands in hands_in(models, shared / "data" / "calls" / "liveportrait__source__s13.mp4", 5):
        mirrored = models.hands.find(np.ascontiguousarray(rgb[:, ::-1]))
        back = [hand.landmarks_xy * [-1, 1] + [rgb.shape[1], 0] for hand in mirrored]
        extent = np.ptp(hands[0].landmarks_xy, axis=0).max()

        assert hands[0].score > 0.8
        apart_px = [np.linalg.norm(hands[0].landmarks_xy - points, axis=1).mean() for points in back]
        assert min(apart_px) < 0.25 * extent


@pytest.mark.shared
def test_a_followed_hand_stays_where_it_was_found(models: DefaultModels, shared: Path) -> None:
    for rgb, hands in hands_in(models, shared / "data" / "calls" / "liveportrait__source__s13.mp4", 5):
        (again, *_) = models.hands.find(rgb, hands)
        extent = np.ptp(hands[0].landmarks_xy, axis=0).max()

        assert np.linalg.norm(again.landmarks_xy - hands[0].landmarks_xy, axis=1).mean() < 0.15 * extent


def test_refuses_a_file_that_is_another_network(store) -> None:
    with pytest.raises(ModelError):
        HandModel.from_entry(
            palms=object(),  # type: ignore[arg-type]  # never reached
            entry=store.manifest.entry("hand-landmark-lite"),
            content=store.read("iris"),
        )
