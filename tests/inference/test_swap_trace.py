"""The swap detector: the shipped file runs, is refused when damaged, and ranks real swaps above their originals."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.default_set import DefaultModels, model_store
from candor.inference.swap_trace import MODEL_ID, SwapTrace
from candor.settings import load_settings


@pytest.fixture(scope="module")
def detector() -> SwapTrace:
    return SwapTrace(model_store(load_settings({})).read(MODEL_ID))


def test_the_shipped_file_is_the_promised_one_and_gives_one_number(detector: SwapTrace) -> None:
    rng = np.random.default_rng(0)
    landmarks = (rng.normal(0, 30, (468, 2)) + 160).astype(np.float32)

    score = detector.score(rng.integers(0, 255, (320, 320, 3), dtype=np.uint8), landmarks)

    assert np.isfinite(score)
    assert abs(score) < 100


def test_a_face_half_outside_the_picture_still_gives_a_number(detector: SwapTrace) -> None:
    landmarks = (np.random.default_rng(1).normal(0, 30, (468, 2)) + np.array([5, 100])).astype(np.float32)

    assert np.isfinite(detector.score(np.full((200, 200, 3), 90, np.uint8), landmarks))


def test_another_file_is_refused() -> None:
    with pytest.raises(ModelError):
        SwapTrace(b"no network")


@pytest.mark.shared
@pytest.mark.models
def test_the_swapped_half_scores_above_the_real_half_in_most_pairs(
    detector: SwapTrace, models: DefaultModels, shared: Path
) -> None:
    with (shared / "data" / "swaps" / "swaps.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if row["file"].startswith("paired/") and "two faces" not in row["note"]
        ]
    files = sorted({row["file"] for row in rows})[::3]

    def score_of(row: dict[str, str]) -> float:
        video = cv2.VideoCapture(str(shared / "data" / "swaps" / row["file"]))
        x, y, w, h = (int(row[key]) for key in "xywh")
        scores: list[float] = []
        for at in np.linspace(0, video.get(cv2.CAP_PROP_FRAME_COUNT) - 2, 5).astype(int):
            video.set(cv2.CAP_PROP_POS_FRAMES, int(at))
            rgb = np.array(video.read()[1][y : y + h, x : x + w, ::-1], np.uint8)
            for detection in models.detector.detect(rgb)[:1]:
                mesh = models.mesher.fit(rgb, detection)
                scores += [detector.score(rgb, mesh.landmarks_xyz[:, :2])] if mesh else []
        return float(np.median(scores))

    pairs = [{row["label"]: score_of(row) for row in rows if row["file"] == name} for name in files]

    right = sum(pair["fake"] > pair["real"] for pair in pairs)
    assert len(pairs) >= 7
    assert right / len(pairs) >= 0.7, f"{right} of {len(pairs)}"
