"""A good view of the candidate alone becomes the portrait of the round; anything else does not."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from candor.domain.facts import FaceFacts, FaceQuality, FrameFacts, HeadPose, PictureFacts
from candor.domain.ids import SignalName, TrackId
from candor.pipeline.evidence_crop import MAX_WIDTH_PX
from candor.pipeline.portrait import portrait_of
from candor.settings import load_settings
from candor.signals.calibration import load_calibrations
from painted_faces import RED, Painted, paint

IDENTITY = SignalName("identity_match")
CALIBRATION = load_calibrations(Path(load_settings().models_dir), [IDENTITY])[IDENTITY]
RGB = paint(Painted(RED, 320, 180, 100))
FACE = FaceFacts(
    TrackId(1),
    np.array([260, 120, 380, 240], dtype=np.float32),
    0.9,
    pose=HeadPose(0.0, 0.0, 0.0),
    quality=FaceQuality(120.0, 50.0, 120.0, 0.0, 50.0),
    embedding=np.ones(4, dtype=np.float32),
)
GOOD = FrameFacts(0, 7.0, 0.0, (640, 360), PictureFacts(0, 0, np.zeros((18, 32), np.uint8)), FACE, ())


def test_a_good_view_becomes_a_small_picture() -> None:
    jpeg = portrait_of(RGB, GOOD, CALIBRATION)
    assert jpeg is not None
    assert Image.open(io.BytesIO(jpeg)).width <= MAX_WIDTH_PX


@pytest.mark.parametrize(
    "facts",
    [
        replace(GOOD, candidate=None),
        replace(GOOD, candidate=replace(FACE, embedding=None)),
        replace(GOOD, candidate=replace(FACE, quality=None)),
        replace(GOOD, candidate=replace(FACE, pose=HeadPose(60.0, 0.0, 0.0))),
        replace(GOOD, candidate=replace(FACE, quality=FaceQuality(40.0, 20.0, 120.0, 0.0, 50.0))),
        replace(GOOD, candidate=replace(FACE, quality=FaceQuality(120.0, 50.0, 10.0, 0.0, 50.0))),
        replace(GOOD, others=(replace(FACE, track=TrackId(2)),)),
    ],
    ids=["nobody", "no consent", "not looked at", "turned away", "small", "dark", "not alone"],
)
def test_what_is_no_good_view_becomes_none(facts: FrameFacts) -> None:
    assert portrait_of(RGB, facts, CALIBRATION) is None
