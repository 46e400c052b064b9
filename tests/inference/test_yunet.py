"""YuNet: decoding and suppression by construction, and OpenCV's own decoding as the reference."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.yunet import YuNet, decode, six_keypoints, suppress

LIMITS = {"min_score": 0.7, "max_iou": 0.3}


def test_decodes_the_one_cell_that_is_sure() -> None:
    n = 80 * 80
    outputs = {
        "cls_8": np.zeros((1, n, 1), np.float32),
        "obj_8": np.zeros((1, n, 1), np.float32),
        "bbox_8": np.zeros((1, n, 4), np.float32),
        "kps_8": np.full((1, n, 10), 0.5, np.float32),
    }
    outputs["cls_8"][0, 163], outputs["obj_8"][0, 163] = 1.0, 0.81

    boxes, points, scores = decode(outputs, 8, 0.7)

    np.testing.assert_allclose(boxes, [[3 * 8 - 4, 2 * 8 - 4, 3 * 8 + 4, 2 * 8 + 4]])
    np.testing.assert_allclose(points[0], np.tile([28, 20], (5, 1)))
    np.testing.assert_allclose(scores, [0.9])


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 9)), max_size=15))
def test_what_survives_does_not_overlap(raw: list[tuple[int, int]]) -> None:
    boxes = np.array([[x, 0, x + 10, 10] for x, _ in raw], np.float32).reshape(-1, 4)
    scores = np.array([score / 10 for _, score in raw], np.float32)

    kept = suppress(boxes, scores, 0.3)

    assert all(abs(boxes[a, 0] - boxes[b, 0]) >= 5 for a in kept for b in kept if a != b)
    assert list(scores[kept]) == sorted(scores[kept], reverse=True)


def test_guesses_the_ears_outside_the_eyes() -> None:
    five = np.array([[10, 0], [20, 0], [15, 5], [12, 10], [18, 10]], np.float32)

    np.testing.assert_allclose(six_keypoints(five)[3:], [[15, 10], [5, 0], [25, 0]])


@pytest.mark.shared
def test_agrees_with_opencvs_own_decoding(shared: Path, astronaut: NDArray[np.uint8]) -> None:
    path = shared / "weights" / "face_detection_yunet_2023mar.onnx"
    square = cv2.resize(astronaut, (640, 640)).astype(np.uint8)
    reference = cv2.FaceDetectorYN.create(str(path), "", (640, 640), LIMITS["min_score"], LIMITS["max_iou"])

    expected = reference.detect(cv2.cvtColor(square, cv2.COLOR_RGB2BGR))[1]
    found = YuNet(path.read_bytes(), LIMITS).detect(square)

    assert len(found) == len(expected) == 1
    x, y, width, height = expected[0, :4]
    np.testing.assert_allclose(found[0].box_xyxy, [x, y, x + width, y + height], atol=1.5)
    np.testing.assert_allclose(found[0].keypoints_xy[:3], expected[0, 4:10].reshape(3, 2), atol=1.5)


def test_refuses_a_file_that_is_another_network() -> None:
    with pytest.raises(ModelError):
        YuNet(b"no network", LIMITS)
