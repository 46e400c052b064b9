"""Which mean colours have skin and background in this frame? Read only while a coded light is shown.

After the mesh, before the window; read by signals/light_reading.py. A patch is a small upright box: cheap, and the mean
of some hundred pixels survives compression.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FrameFacts, LightFacts
from candor.domain.light import LightShow
from candor.maths.geometry import bounding_box

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

_INNER: Final = (151, 50, 280, 5, 199)
"""Mesh points: forehead, picture-left cheek, picture-right cheek, bridge of the nose, chin."""
_FOREHEAD_TOP, _CHIN_TIP, _LEFT_SIDE, _RIGHT_SIDE = 10, 152, 234, 454
_LEFT_EYE, _RIGHT_EYE = 33, 263
# Sizes and distances in distances between the outer corners of the eyes; boxes stay on skin up to 20 degrees of roll.
_INNER_HALF: Final = 0.12
_OUTER_HALF: Final = 0.09
_BELOW_CHIN: Final = 0.3
_BESIDE: Final = 0.12
_BACK_X: Final = 0.14
"""Share of the width that each background patch takes."""
_BACK_Y: Final = (0.04, 0.45)
_CLEARANCE: Final = 0.6
"""The background begins this far from the face, in widths of the face: hair and shoulders are no background."""
_STRIDE: Final = 3
"""Every third pixel of the background is enough."""
_BEFORE_S: Final = 2.0
_AFTER_S: Final = 4.0
"""Read from this long before the first colour until this long after the last: calls are late by up to some seconds."""


def with_light(facts: FrameFacts, rgb: RGB, show: LightShow | None) -> FrameFacts:
    """Return the facts of a frame with its mean colours, while a coded light is shown and a face is meshed."""
    if show is None or facts.candidate is None or facts.candidate.landmarks_xy is None:
        return facts
    if not show.starts_at_s - _BEFORE_S <= facts.captured_at_s <= show.ends_at_s + _AFTER_S:
        return facts
    return replace(facts, light=light_facts(rgb, facts.candidate.landmarks_xy))


def light_facts(rgb: RGB, landmarks_xy: F32) -> LightFacts:
    """Return the mean colours of a frame.

    Args:
        rgb: (H, W, 3) upright.
        landmarks_xy: (468, 2) px, of the candidate's face.
    """
    unit_px = float(np.linalg.norm(landmarks_xy[_RIGHT_EYE] - landmarks_xy[_LEFT_EYE]))
    inner = [_mean(rgb, landmarks_xy[point], _INNER_HALF * unit_px) for point in _INNER]
    outer = [_mean(rgb, centre, _OUTER_HALF * unit_px) for centre in _outer_centres(landmarks_xy, unit_px)]
    return LightFacts(np.stack(inner), np.stack(outer), np.stack(_background(rgb, landmarks_xy)))


def _outer_centres(landmarks_xy: F32, unit_px: float) -> tuple[F32, F32, F32]:
    down = landmarks_xy[_CHIN_TIP] - landmarks_xy[_FOREHEAD_TOP]
    across = landmarks_xy[_RIGHT_SIDE] - landmarks_xy[_LEFT_SIDE]
    down, across = (v / max(float(np.linalg.norm(v)), 1e-6) for v in (down, across))
    return (
        landmarks_xy[_CHIN_TIP] + _BELOW_CHIN * unit_px * down,
        landmarks_xy[_LEFT_SIDE] - _BESIDE * unit_px * across,
        landmarks_xy[_RIGHT_SIDE] + _BESIDE * unit_px * across,
    )


def _mean(rgb: RGB, centre_xy: F32, half_px: float) -> F32:
    """Return the mean colour of a box, NaN unless all of it lies in the picture."""
    half = max(1, round(half_px))
    x, y = round(float(centre_xy[0])), round(float(centre_xy[1]))
    height, width = rgb.shape[:2]
    if x < half or y < half or x + half >= width or y + half >= height:
        return np.full(3, np.nan, dtype=np.float32)
    return rgb[y - half : y + half + 1, x - half : x + half + 1].reshape(-1, 3).mean(axis=0, dtype=np.float32)


def _background(rgb: RGB, landmarks_xy: F32) -> tuple[F32, F32]:
    height, width = rgb.shape[:2]
    x1, _, x2, _ = (float(v) for v in bounding_box(landmarks_xy))
    clearance = _CLEARANCE * (x2 - x1)
    rows = slice(int(_BACK_Y[0] * height), int(_BACK_Y[1] * height), _STRIDE)
    edge = int(_BACK_X * width)
    sides = (
        (slice(0, edge, _STRIDE), edge <= x1 - clearance),
        (slice(width - edge, width, _STRIDE), width - edge >= x2 + clearance),
    )
    empty = np.full(3, np.nan, dtype=np.float32)
    left, right = (
        rgb[rows, columns].reshape(-1, 3).mean(axis=0, dtype=np.float32) if is_free and edge else empty
        for columns, is_free in sides
    )
    return left, right
