"""Palms: anchors by construction, none in a portrait without hands, some where people raise their hands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.palm import N_ANCHORS, PalmDetector, anchor_centres
from inference.pictures import frames_of


@pytest.fixture(scope="module")
def palms(store) -> PalmDetector:
    return PalmDetector.from_entry(store.manifest.entry("palm-detection-lite"), store.read("palm-detection-lite"))


def test_anchors_stand_twice_in_the_fine_grid_and_six_times_in_the_coarse_one() -> None:
    centres = anchor_centres()

    assert centres.shape == (N_ANCHORS, 2) == (2016, 2)
    assert centres[:4].tolist() == [[4, 4], [4, 4], [12, 4], [12, 4]]
    assert (centres[1152:1158] == 8).all()


def test_a_portrait_without_hands_has_none(palms: PalmDetector, astronaut: NDArray[np.uint8]) -> None:
    assert palms.detect(astronaut) == []


@pytest.mark.shared
def test_a_raised_hand_is_found_with_its_wrist_below(palms: PalmDetector, shared: Path) -> None:
    for rgb in frames_of(shared / "data" / "calls" / "liveportrait__source__s13.mp4", 5):
        best = palms.detect(rgb)[0]
        x1, y1, x2, y2 = best.box_xyxy

        assert best.score > 0.5
        assert 0 < x1 < x2 < rgb.shape[1]
        assert 0 < y1 < y2 < rgb.shape[0]


def test_refuses_a_file_that_is_another_network(store) -> None:
    with pytest.raises(ModelError):
        PalmDetector(store.read("iris"), {"min_score": 0.5, "merge_iou": 0.3})
