"""A4: what if a printed photo is held into the camera? Flat or bent in the hand, turned or waved, whole or with holes.

A plane (or a cylinder) before a pinhole camera, moved by a hand that turns it like a head and trembles. Paper, glare
and the dots of a print are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from candor.evaluation.recipes.clip import F32, F64, RGB, Clip, Props, as_rgb, sensor_noise, smooth_noise
from candor.evaluation.recipes.cut_outs import with_living_holes
from candor.evaluation.recipes.faces import polygon
from candor.evaluation.recipes.piecewise import warp_between

_WALL: Final = (120, 110, 100)
_FOCAL: Final = 1.2
"""Focal length of a usual webcam in picture widths: a field of view of 45 degrees."""
_ROWS, _COLUMNS = 7, 17
"""Points of a sheet that are followed when it bends."""
_INK_BLACK, _INK_RANGE = 22.0, 0.86
"""A print is never black, nor as bright as the paper around it."""


@dataclass(frozen=True, slots=True)
class HeldPhoto:
    """A4: a print that is turned like a head: to one side, back, to the other, back."""

    name: str = "a4_held_photo"
    seconds: float = 10.0
    turn_deg: float = 35.0
    tilt_deg: float = 6.0
    """Forwards and backwards, twice as often."""
    sway: float = 0.0
    """How far it goes to and fro beside the turn, picture widths."""
    bend: float = 0.0
    """Half the angle, in rad, over which the sheet curves round an upright axis; 0 is flat."""
    has_holes: bool = False
    """Eyes and mouth are cut out, and somebody else's are behind."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        photo = clip.frames[len(clip.frames) // 3]
        count = round(self.seconds * clip.rate_fps)
        sheets: Sequence[RGB] = [printed(photo)] * count
        if self.has_holes:
            sheets = with_living_holes(photo, sheets[0], props, count)
        frames = self._bent(sheets, clip.rate_fps, rng) if self.bend else self._flat(sheets, rng)
        return Clip([sensor_noise(rgb, 0.04, 1.0, rng) for rgb in frames], clip.rate_fps)

    def _flat(self, sheets: Sequence[RGB], rng: np.random.Generator) -> Iterator[RGB]:
        height, width = sheets[0].shape[:2]
        for sheet, view in zip(sheets, self._views(width, height, len(sheets), rng), strict=True):
            moved = cv2.warpPerspective(sheet, view, (width, height), borderValue=_WALL)
            yield np.asarray(moved, dtype=np.uint8)

    def _views(self, width: int, height: int, count: int, rng: np.random.Generator) -> Iterator[F64]:
        """Yield the homography of each picture, from the sheet, which fills the picture when held straight."""
        camera = np.array([[_FOCAL * width, 0, width / 2], [0, _FOCAL * width, height / 2], [0, 0, 1.0]])
        tremble = np.stack([np.convolve(rng.normal(0, 1, count + 4), np.ones(5) / 5, "valid") for _ in range(3)])
        middle = np.array([0, 0, 1.0])
        for i in range(count):
            yaw = self.turn_deg * np.sin(2 * np.pi * i / count)
            pitch = self.tilt_deg * np.sin(4 * np.pi * i / count) + tremble[0, i]
            rotation = _rotation(yaw, pitch, 2 * tremble[1, i])
            aside = self.sway / _FOCAL * np.sin(6 * np.pi * i / count) + 0.01 * tremble[2, i]
            shift = middle + np.array([aside, 0.4 * aside, 0.15]) - rotation @ middle
            yield camera @ (rotation + np.outer(shift, middle)) @ np.linalg.inv(camera)

    def _bent(self, sheets: Sequence[RGB], rate_fps: float, rng: np.random.Generator) -> Iterator[RGB]:
        height, width = sheets[0].shape[:2]
        count = len(sheets)
        ways = smooth_noise(count, rate_fps, 1.0, rng, 3)
        for i, sheet in enumerate(sheets):
            yaw = np.deg2rad(self.turn_deg) * np.sin(2 * np.pi * i / count)
            bend = self.bend * (1 + 0.25 * ways[i, 0])
            yield _laid(sheet, sheet_points(width, height, float(bend), float(yaw), ways[i, 1:] * 0.004 * width))


def waved(photo: HeldPhoto, name: str) -> HeldPhoto:
    """Return the recipe of a print that is waved about rather than turned like a head."""
    return replace(photo, name=name, turn_deg=20.0, tilt_deg=14.0, sway=0.05)


def _rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> F64:
    turned: F64 = np.eye(3)
    for axis, angle_deg in zip(np.eye(3), (pitch_deg, yaw_deg, roll_deg), strict=True):
        turned = turned @ np.asarray(cv2.Rodrigues(axis * np.deg2rad(angle_deg))[0], dtype=np.float64)
    return turned


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
