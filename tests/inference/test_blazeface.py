"""BlazeFace: anchors, decoding and merging by construction; agreement with YuNet on real calls."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from candor.errors import ModelError
from candor.inference.blazeface import BlazeFace, anchor_centres, decode, logit, merge_overlaps, overlap, sigmoid
from candor.inference.default_set import DefaultModels
from candor.inference.yunet import YuNet


def a_shape(x: float, y: float, size: float) -> NDArray[np.float32]:
    return np.concatenate([[x, y, x + size, y + size], np.tile([x, y], 6)]).astype(np.float32)


def test_anchors_stand_in_the_middle_of_their_cells_row_by_row() -> None:
    anchors = anchor_centres()

    assert anchors.shape == (2304, 2)
    np.testing.assert_array_equal(anchors[[0, 1, 48, -1]], [[2, 2], [6, 2], [2, 6], [190, 190]])


def test_decodes_values_relative_to_the_anchor() -> None:
    values = np.array([[1, 2, 20, 10, *range(12)]], np.float32)

    decoded = decode(values, np.array([[100, 50]], np.float32))

    np.testing.assert_array_equal(decoded[0, :6], [91, 47, 111, 57, 100, 51])
    np.testing.assert_array_equal(decoded[0, -2:], [110, 61])


def test_merges_overlapping_boxes_by_their_scores() -> None:
    shapes = np.stack([a_shape(0, 0, 10), a_shape(3, 0, 10), a_shape(100, 0, 10)])

    merged, scores = merge_overlaps(shapes, np.array([0.6, 0.9, 0.7], np.float32), 0.3)

    np.testing.assert_allclose(merged[:, 0], [3 * 0.9 / 1.5, 100], rtol=1e-6)
    np.testing.assert_allclose(scores, [0.9, 0.7])


def test_merging_nothing_gives_nothing() -> None:
    merged, scores = merge_overlaps(np.empty((0, 16), np.float32), np.empty(0, np.float32), 0.3)

    assert len(merged) == len(scores) == 0


@given(st.lists(st.tuples(st.floats(0, 180), st.floats(0, 180), st.floats(1, 90), st.floats(0.5, 1)), max_size=12))
def test_merged_boxes_are_best_first_and_no_more_than_before(raw: list[tuple[float, float, float, float]]) -> None:
    shapes = np.array([a_shape(x, y, size) for x, y, size, _ in raw], np.float32).reshape(-1, 16)
    scores = np.array([score for *_, score in raw], np.float32)

    merged, best = merge_overlaps(shapes, scores, 0.3)

    assert len(merged) <= len(raw)
    assert (np.diff(best) <= 0).all()
    assert sorted(best.tolist())[-1:] == sorted(scores.tolist())[-1:]


def test_overlap_of_a_box_with_itself_half_itself_and_a_stranger() -> None:
    box = np.array([0, 0, 10, 10], np.float32)

    np.testing.assert_allclose(
        overlap(box, np.array([box, [0, 0, 10, 5], [20, 20, 30, 30], [5, 5, 5, 5]])), [1, 0.5, 0, 0]
    )


@given(st.floats(0.01, 0.99))
def test_logit_undoes_sigmoid(probability: float) -> None:
    assert sigmoid(np.array([logit(probability)], np.float32))[0] == pytest.approx(probability, abs=1e-5)


def test_refuses_a_file_that_is_another_network(store) -> None:
    with pytest.raises(ModelError) as caught:
        BlazeFace(store.read("iris"), {"min_score": 0.5, "merge_iou": 0.3})

    assert caught.value.code == "model_shape"


def test_sees_no_face_in_noise_and_in_darkness(models: DefaultModels) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (360, 640, 3), np.uint8)

    assert models.detector.detect(noise) == []
    assert models.detector.detect(np.zeros((360, 640, 3), np.uint8)) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 900, 3), (900, 1, 3)])
def test_survives_pictures_of_absurd_shape(models: DefaultModels, shape: tuple[int, ...]) -> None:
    assert models.detector.detect(np.zeros(shape, np.uint8)) == []


def test_moves_with_the_face(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    (here,) = models.detector.detect(astronaut)
    (there,) = models.detector.detect(np.roll(astronaut, (40, 64), axis=(0, 1)))

    np.testing.assert_allclose(there.keypoints_xy - here.keypoints_xy, np.tile([64, 40], (6, 1)), atol=6)


def test_finds_a_face_that_fills_the_picture(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    assert len(models.detector.detect(astronaut[60:190, 160:290])) == 1


def test_finds_a_small_face_in_a_call_frame(models: DefaultModels, astronaut: NDArray[np.uint8]) -> None:
    frame = np.full((360, 640, 3), 90, np.uint8)
    frame[100:260, 300:460] = cv2.resize(astronaut, (160, 160), interpolation=cv2.INTER_AREA)  # a face of 35 px

    (found,) = models.detector.detect(frame)

    assert 360 < found.keypoints_xy[2, 0] < 385


@pytest.mark.shared
def test_agrees_with_yunet_on_real_calls(models: DefaultModels, call_frames: list, shared: Path) -> None:
    yunet = YuNet(
        (shared / "weights" / "face_detection_yunet_2023mar.onnx").read_bytes(), {"min_score": 0.7, "max_iou": 0.3}
    )
    expected = found = extra = 0

    for frame in call_frames:
        boxes = [detection.box_xyxy for detection in models.detector.detect(frame)]
        others = [d.box_xyxy for d in yunet.detect(frame) if d.box_xyxy[2] - d.box_xyxy[0] >= 30]
        matched = [max((float(overlap(o, b[None])[0]) for b in boxes), default=0.0) > 0.3 for o in others]
        expected, found = expected + len(others), found + sum(matched)
        extra += max(0, len(boxes) - len(others))

    assert expected >= 60
    assert found >= 0.9 * expected
    assert extra <= 3
