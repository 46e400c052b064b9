"""The crop shows the faces with some room, is small, and belongs to the frame that raised the warning."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from candor.domain.assessment import Explanation, Warning
from candor.domain.facts import FaceFacts, FrameFacts, PictureFacts
from candor.domain.ids import InterviewId, TrackId, WarningId
from candor.domain.questions import Question, Severity
from candor.pipeline.evidence_crop import MAX_WIDTH_PX, evidence_jpeg, with_evidence
from painted_faces import RED, Painted, paint

RGB = paint(Painted(RED, 320, 180, 100))


def facts_with(*boxes: tuple[float, float, float, float]) -> FrameFacts:
    faces = [FaceFacts(TrackId(i), np.array(box, dtype=np.float32), 0.9) for i, box in enumerate(boxes)]
    picture = PictureFacts(0, 0, np.zeros((18, 32), np.uint8))
    return FrameFacts(0, 7.0, 0.0, (640, 360), picture, faces[0] if faces else None, tuple(faces[1:]))


def warning_at(at_s: float) -> Warning:
    return Warning(
        id=WarningId("w"),
        interview=InterviewId("i"),
        question=Question.IDENTITY,
        severity=Severity.RED,
        code="id_mismatch",
        at_s=at_s,
        until_s=None,
        llr=5.0,
        details={},
        explanation=Explanation("", "", (), "", ""),
        evidence_jpeg=None,
    )


def size_of(jpeg: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(jpeg)).size


def test_a_new_warning_gets_the_crop_and_an_update_does_not() -> None:
    new, old = with_evidence([warning_at(7.0), warning_at(3.0)], RGB, facts_with((270, 130, 370, 230)))
    assert new.evidence_jpeg is not None
    assert old.evidence_jpeg is None


def test_the_crop_holds_the_face_with_room() -> None:
    assert size_of(evidence_jpeg(RGB, facts_with((270, 130, 370, 230)))) == (220, 220)


def test_the_crop_holds_both_faces_and_is_reduced() -> None:
    width, height = size_of(evidence_jpeg(RGB, facts_with((20, 100, 120, 200), (500, 100, 600, 200))))
    assert width == MAX_WIDTH_PX
    assert height < width


def test_without_a_face_the_whole_frame_is_shown() -> None:
    assert size_of(evidence_jpeg(RGB, facts_with())) == (320, 180)


@given(st.lists(st.tuples(*[st.floats(-2000, 3000)] * 4), min_size=1, max_size=3))
def test_any_boxes_give_a_readable_crop(boxes: list) -> None:
    width, _ = size_of(evidence_jpeg(RGB, facts_with(*boxes)))
    assert 2 <= width <= MAX_WIDTH_PX


def test_a_tiny_frame_gives_a_crop() -> None:
    tiny = np.zeros((16, 16, 3), np.uint8)
    assert size_of(evidence_jpeg(tiny, facts_with((0, 0, 5, 5)))) == pytest.approx((8, 8), abs=1)
