"""A4: what if a printed photo is held into the camera? Flat as in held_photos.py, or bent in the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from candor.evaluation.held_photos import held_photo
from candor.evaluation.recipes.clip import F32, F64, RGB, Clip, Props, as_rgb, sensor_noise, smooth_noise
from candor.evaluation.recipes.faces import polygon
from candor.evaluation.recipes.piecewise import warp_between

_WALL: Final = (120, 110, 100)
_FOCAL: Final = 1.2
"""Focal length of a usual webcam in picture widths."""
_ROWS, _COLUMNS = 7, 17
"""Points of a sheet that are followed when it bends."""
_INK_BLACK, _INK_RANGE = 22.0, 0.86
"""A print is never black, nor as bright as the paper around it."""


@dataclass(frozen=True, slots=True)
class HeldPhoto:
    """A4: a print that is turned like a head."""

    name: str = "a4_held_photo"
    seconds: float = 12.0
    turn_deg: float = 35.0
    bend: float = 0.0
    """Half the angle, in rad, over which the sheet curves round an upright axis; 0 is flat."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        photo = printed(clip.frames[len(clip.frames) // 3])
        if not self.bend:
            frames = held_photo(photo, self.turn_deg, self.seconds, clip.rate_fps, rng)
        else:
            frames = self._bent(photo, clip.rate_fps, rng)
        return Clip([sensor_noise(rgb, 0.04, 1.0, rng) for rgb in frames], clip.rate_fps)

    def _bent(self, photo: RGB, rate_fps: float, rng: np.random.Generator) -> list[RGB]:
        height, width = photo.shape[:2]
        count = round(self.seconds * rate_fps)
        ways = smooth_noise(count, rate_fps, 1.0, rng, 3)
        frames: list[RGB] = []
        for i in range(count):
            yaw = np.deg2rad(self.turn_deg) * np.sin(2 * np.pi * i / count)
            bend = self.bend * (1 + 0.25 * ways[i, 0])
            seen = sheet_points(width, height, float(bend), float(yaw), ways[i, 1:] * 0.004 * width)
            frames.append(_laid(photo, seen))
        return frames


def printed(rgb: RGB) -> RGB:
    """Return a picture as ink on paper: raised blacks, less contrast, a little dull."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.float32)[..., None]
    dull = 0.88 * rgb.astype(np.float32) + 0.12 * grey
    return as_rgb(_INK_BLACK + _INK_RANGE * dull)


def sheet_points(width: int, height: int, bend: float, yaw: float, shift_xy: F64) -> F32:
    """Return where the points of a bent sheet are seen: (rows * columns, 2) px, in the order of `_paper`.

    Args:
        width: of the picture, which is also on the sheet, px.
        height: px.
        bend: half the angle of the cylinder, rad, above 0.
        yaw: turn about the upright axis, rad.
        shift_xy: (2,) px.
    """
    paper = _paper(width, height)
    across = (paper[:, 0] / width - 0.5) * 2
    x = width / 2 * np.sin(across * bend) / bend
    z = width / 2 * (np.cos(across * bend) - np.cos(bend)) / bend
    depth = 1.18 * _FOCAL * width
    turned_x, turned_z = x * np.cos(yaw) - z * np.sin(yaw), x * np.sin(yaw) + z * np.cos(yaw)
    scale = _FOCAL * width / (depth - turned_z)
    seen = np.stack([turned_x * scale + width / 2, (paper[:, 1] - height / 2) * scale + height / 2], axis=1)
    return (seen + shift_xy).astype(np.float32)


def _paper(width: int, height: int) -> F32:
    rows, columns = np.linspace(0, height - 1, _ROWS), np.linspace(0, width - 1, _COLUMNS)
    return np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2).astype(np.float32)


def _laid(photo: RGB, seen_xy: F32) -> RGB:
    height, width = photo.shape[:2]
    canvas: RGB = np.full_like(photo, _WALL)
    warp = warp_between(_paper(width, height), seen_xy, (width, height))
    rows = seen_xy.reshape(_ROWS, _COLUMNS, 2)
    outline = np.concatenate([rows[0], rows[1:, -1], rows[-1, -2::-1], rows[-2:0:-1, 0]])
    share = polygon(outline, canvas.shape)[warp.box][..., None]
    canvas[warp.box] = as_rgb(warp.of(photo) * share + canvas[warp.box] * (1 - share))
    return canvas
