"""A close-up counts where it shows the stream's face at the stream's place; everything else is named and left out."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from candor.domain.facts import FaceFacts
from candor.domain.frames import CloseUp, Region
from candor.maths.geometry import bounding_box
from candor.pipeline.close_up import Fate, View, likeness, look_near, wanted_region
from candor.pipeline.facts import face_facts, luma_of
from candor.pipeline.rules import load_pipeline_rules
from painted_faces import BLUE, GREEN, RED, Painted, PaintedFaceDetector, PaintedFaceMesher, paint, there

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml").close_up
SENT = (640, 360)


def tile_of(*faces: Painted, room: int = 1) -> np.ndarray:
    """The tile as the page has it, with soft shades: twice as large on each side as what is sent."""
    soft = cv2.GaussianBlur(paint(*faces, room=room), (0, 0), 2)
    return np.asarray(cv2.resize(soft, (1280, 720), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def seen(tile: np.ndarray) -> tuple[FaceFacts, np.ndarray]:
    """What the stream shows of a tile: the face, and the picture's luma."""
    sent = np.asarray(cv2.resize(tile, SENT, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    found = PaintedFaceDetector().detect(sent)[0]
    luma = luma_of(sent)
    return face_facts(1, luma, found, there(PaintedFaceMesher().fit(sent, found)), None), luma  # type: ignore[arg-type]


def cut(tile: np.ndarray, region: Region) -> bytes:
    height, width = tile.shape[:2]
    x, y = round(region.x * width), round(region.y * height)
    part = tile[y : y + round(region.height * height), x : x + round(region.width * width)]
    file = io.BytesIO()
    Image.fromarray(part).save(file, "PNG")
    return file.getvalue()


def answer(tile: np.ndarray, of: np.ndarray | None = None, region: Region | None = None) -> View | Fate:
    """Ask by what the stream shows of a tile, and answer from the same or another one."""
    face, luma = seen(tile)
    asked = region or there(wanted_region(face, SENT, RULES))
    data = cut(tile if of is None else of, asked)
    return look_near(CloseUp(asked, 1.0, data), face, luma, PaintedFaceMesher(), RULES)


def test_the_region_is_a_square_around_the_face_with_room() -> None:
    face, _ = seen(tile_of(Painted(RED, 300, 180, 60)))
    region = there(wanted_region(face, SENT, RULES))
    side = RULES.room * max(np.ptp(there(face.landmarks_xy), axis=0))
    assert (region.width * 640, region.height * 360) == pytest.approx((side, side), rel=0.01)
    assert (region.x + region.width / 2) * 640 == pytest.approx(300, abs=6)


@given(x=st.integers(0, 640), y=st.integers(0, 360), width=st.integers(2, 2000))
@settings(deadline=None, max_examples=50)
def test_the_region_never_leaves_the_tile(x: int, y: int, width: int) -> None:
    mesh_xy = np.array([(x - width / 2, y - width / 2), (x + width / 2, y + width / 2)], dtype=np.float32)
    face, _ = seen(tile_of(Painted(RED, 300, 180, 60)))
    region = wanted_region(replace(face, landmarks_xy=mesh_xy), SENT, RULES)
    if region is not None:
        assert 0 <= region.x <= region.x + region.width <= 1 + 1e-6
        assert 0 <= region.y <= region.y + region.height <= 1 + 1e-6


def test_no_close_up_is_wanted_of_a_face_without_a_mesh_or_turned_away() -> None:
    face, _ = seen(tile_of(Painted(RED, 300, 180, 60)))
    assert wanted_region(replace(face, landmarks_xy=None), SENT, RULES) is None
    assert wanted_region(replace(face, pose=replace(there(face.pose), yaw_deg=60.0)), SENT, RULES) is None


def test_a_close_up_shows_the_face_with_twice_the_pixels() -> None:
    tile = tile_of(Painted(RED, 300, 180, 60))
    view = answer(tile)
    assert isinstance(view, View)
    assert view.is_near
    assert view.quality.width_px == pytest.approx(2 * there(seen(tile)[0].quality).width_px, rel=0.1)


def test_somebody_else_at_the_same_place_is_another_face() -> None:
    assert (
        answer(tile_of(Painted(RED, 300, 180, 60)), tile_of(Painted(BLUE, 300, 180, 60), room=2)) is Fate.ANOTHER_FACE
    )


def test_the_same_face_elsewhere_is_another_face() -> None:
    assert answer(tile_of(Painted(RED, 300, 180, 60)), tile_of(Painted(RED, 316, 180, 60))) is Fate.ANOTHER_FACE


def test_a_close_up_without_a_face_counts_for_nothing() -> None:
    assert answer(tile_of(Painted(GREEN, 300, 180, 60)), tile_of()) is Fate.NO_FACE
    face, luma = seen(tile_of(Painted(RED, 300, 180, 60)))
    bare = replace(face, landmarks_xy=None)
    assert look_near(CloseUp(Region(0, 0, 1, 1), 1.0, b""), bare, luma, PaintedFaceMesher(), RULES) is Fate.NO_FACE


@pytest.mark.parametrize("data", [b"", b"RIFF", b"\xff\xd8\xff", bytes(2000)])
def test_what_is_no_picture_is_unreadable(data: bytes) -> None:
    face, luma = seen(tile_of(Painted(RED, 300, 180, 60)))
    assert look_near(CloseUp(Region(0, 0, 1, 1), 1.0, data), face, luma, PaintedFaceMesher(), RULES) is Fate.UNREADABLE


def test_a_larger_picture_than_allowed_is_unreadable() -> None:
    tile = tile_of(Painted(RED, 300, 180, 60))
    assert answer(tile, region=Region(0.0, 0.0, 1.0, 1.0)) is Fate.UNREADABLE


def test_likeness_is_one_for_a_face_and_itself_and_low_for_noise() -> None:
    rng = np.random.default_rng(3)
    points = seen(tile_of(Painted(RED, 300, 180, 60)))[0].landmarks_xy
    one, other = (rng.integers(0, 255, (360, 640), dtype=np.uint8) for _ in range(2))
    assert likeness(one, there(points), one, there(points)) == pytest.approx(1)
    assert abs(likeness(one, there(points), other, there(points))) < 0.5
    assert bounding_box(there(points)).shape == (4,)


def test_a_flat_picture_is_like_nothing() -> None:
    points = there(seen(tile_of(Painted(RED, 300, 180, 60)))[0].landmarks_xy)
    flat = np.zeros((360, 640), np.uint8)
    assert likeness(flat, points, flat, points) == 0
