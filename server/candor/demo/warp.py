"""Where does a pixel of the moved head come from? Inverse maps for lids, jaw and the turn of the head.

Pure functions between demo/acting.py, which says how the person moves, and demo/render.py, which draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from candor.demo.pixels import F32, RGB, blurred, grid, looked_up, looked_up_rgb, resized
from candor.demo.portrait import (
    CHIN,
    LEFT_LOWER_LID,
    LEFT_UPPER_LID,
    LOWER_LIP_INNER,
    RIGHT_LOWER_LID,
    RIGHT_UPPER_LID,
    UPPER_LIP_INNER,
    Portrait,
)
from candor.domain.facts import HeadPose

MOUTH_INSIDE_RGB: Final = (62.0, 24.0, 26.0)
STEP_PX: Final = 4
"""Head turns are smooth: their map is computed on every fourth pixel and interpolated."""
FIXED_POINT_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Curve:
    """A line across the face, one y for each x."""

    x: F32
    y: F32

    def at(self, x: F32) -> F32:
        """Return y at each x; the ends go on level."""
        return np.interp(x, self.x, self.y).astype(np.float32)


def curve(landmarks_xyz: F32, indices: tuple[int, ...]) -> Curve:
    """Return mesh points as a curve from left to right."""
    points = landmarks_xyz[list(indices), :2]
    order = np.argsort(points[:, 0])
    return Curve(points[order, 0], points[order, 1])


def close_lids(rgb: RGB, landmarks_xyz: F32, closure: float) -> RGB:
    """Return the picture with both upper lids drawn down.

    Args:
        rgb: (H, W, 3).
        landmarks_xyz: (468, 3) px, of this picture.
        closure: 0 open, 1 closed.
    """
    if closure <= 0.01:
        return rgb
    moved = rgb.copy()
    for upper, lower in ((LEFT_UPPER_LID, LEFT_LOWER_LID), (RIGHT_UPPER_LID, RIGHT_LOWER_LID)):
        _close_lid(rgb, moved, curve(landmarks_xyz, upper), curve(landmarks_xyz, lower), closure)
    return moved


def _close_lid(rgb: RGB, moved: RGB, upper: Curve, lower: Curve, closure: float) -> None:
    """Stretch the skin above the upper lid over the eye; what the lid covers is hidden, not squeezed."""
    width = float(upper.x[-1] - upper.x[0])
    skin = 0.42 * width
    left, right = int(upper.x[0]) - 1, int(upper.x[-1]) + 2
    top, bottom = int(upper.y.min() - skin) - 1, int(lower.y.max()) + 3
    y, x = grid(slice(top, bottom), slice(left, right))
    lid_y, low_y = upper.at(x), np.maximum(lower.at(x), upper.at(x))
    lid_y, low_y = lid_y - 0.5, low_y + 0.5
    new_y = lid_y + closure * (low_y - lid_y)
    start = lid_y - skin
    stretched = start + (y - start) * skin / (skin + new_y - lid_y)
    source_y = np.asarray(np.where((y > start) & (y <= new_y), stretched, y), dtype=np.float32)
    moved[top:bottom, left:right] = looked_up_rgb(rgb, x, source_y)


def move_jaw(rgb: RGB, landmarks_xyz: F32, opening_px: float) -> RGB:
    """Return the picture with the lower lip and the chin moved.

    Args:
        rgb: (H, W, 3).
        landmarks_xyz: (468, 3) px, of this picture.
        opening_px: down by this much; negative closes the lips over the teeth.
    """
    if abs(opening_px) < 0.2:
        return rgb
    lip, upper = curve(landmarks_xyz, LOWER_LIP_INNER), curve(landmarks_xyz, UPPER_LIP_INNER)
    chin_y, face_width = float(landmarks_xyz[CHIN, 1]), float(np.ptp(landmarks_xyz[:, 0]))
    left, right = int(lip.x[0] - 0.25 * face_width), int(lip.x[-1] + 0.25 * face_width)
    top, bottom = int(upper.y.min()) - 2, min(int(chin_y + 0.35 * face_width), rgb.shape[0])
    y, x = grid(slice(top, bottom), slice(left, right))
    lip_y = lip.at(x)
    shift = _jaw_shift(x, y, lip, chin_y, opening_px)
    shift = _jaw_shift(x, y - shift, lip, chin_y, opening_px)
    gap = opening_px * _across(x, lip)
    below = y >= lip_y + gap
    source_y = np.asarray(np.where(below, y - shift, y), dtype=np.float32)
    part = looked_up_rgb(rgb, x, source_y).astype(np.float32)
    inside = ((y > lip_y) & ~below & (gap > 0)).astype(np.float32)
    inside = blurred(inside, 0.8)[..., None]
    moved = rgb.copy()
    moved[top:bottom, left:right] = part * (1.0 - inside) + np.array(MOUTH_INSIDE_RGB, np.float32) * inside
    return moved


def _across(x: F32, lip: Curve) -> F32:
    """Return 1 in the middle of the mouth, 0 at its corners and beyond."""
    half = (lip.x[-1] - lip.x[0]) / 2
    return np.clip(1.0 - ((x - (lip.x[0] + half)) / half) ** 2, 0.0, 1.0).astype(np.float32)


def _jaw_shift(x: F32, y: F32, lip: Curve, chin_y: float, opening_px: float) -> F32:
    """Return how far each point below the lip moves down: the lip as the mouth opens, the chin as a whole."""
    middle, half = (lip.x[-1] + lip.x[0]) / 2, (lip.x[-1] - lip.x[0]) / 2
    lip_y = lip.at(x)
    as_chin = np.exp(-0.5 * ((x - middle) / (1.3 * half)) ** 2)
    towards_chin = np.clip((y - lip_y) / max(0.8 * (chin_y - float(lip.y.max())), 1.0), 0.0, 1.0)
    shape = _across(x, lip) * (1.0 - towards_chin) + as_chin * towards_chin
    fades = np.clip(1.0 - (y - chin_y) / (0.9 * half), 0.0, 1.0)
    return (opening_px * shape * fades).astype(np.float32)


def turn_maps(
    portrait: Portrait, pose: HeadPose, shift_xy: tuple[float, float], box: tuple[slice, slice]
) -> tuple[F32, F32]:
    """Return the x and y maps for cv2.remap of a turned head, of the part `box` of the picture.

    Args:
        portrait: gives depth and where the head ends.
        pose: by how much the head turns away from the portrait, signs as domain.facts.HeadPose.
        shift_xy: by how much the head moves in the picture, px.
        box: rows and columns that are wanted.

    The map from the still to the moved picture is known; its inverse is found by fixed-point iteration, which converges
    because a head turns smoothly.
    """
    moved_x, moved_y = _displacement(portrait, pose, shift_xy)
    y, x = grid(slice(0, moved_x.shape[0]), slice(0, moved_x.shape[1]))
    from_x, from_y = x, y
    for _ in range(FIXED_POINT_ROUNDS):
        dx = looked_up(moved_x, from_x, from_y)
        dy = looked_up(moved_y, from_x, from_y)
        from_x, from_y = x - dx / STEP_PX, y - dy / STEP_PX
    size = (portrait.rgb.shape[1], portrait.rgb.shape[0])
    full_y, full_x = grid(*box)
    delta_x = resized((from_x - x) * STEP_PX, size)[box]
    delta_y = resized((from_y - y) * STEP_PX, size)[box]
    return full_x + delta_x, full_y + delta_y


def _displacement(portrait: Portrait, pose: HeadPose, shift_xy: tuple[float, float]) -> tuple[F32, F32]:
    """Return by how many px each (fourth) pixel of the still head moves."""
    depth = portrait.depth_px[::STEP_PX, ::STEP_PX]
    centre, width = portrait.centre_xy, portrait.face_width_px
    y, x = grid(slice(0, portrait.rgb.shape[0], STEP_PX), slice(0, portrait.rgb.shape[1], STEP_PX))
    chin_y = float(portrait.landmarks_xyz[CHIN, 1])
    x0, y0 = x - float(centre[0]), y - (float(centre[1]) + 0.35 * width)
    yaw, pitch, roll = (np.radians(angle) for angle in (pose.yaw_deg, pose.pitch_deg, pose.roll_deg))
    x1, z1 = x0 * np.cos(yaw) + depth * np.sin(yaw), depth * np.cos(yaw) - x0 * np.sin(yaw)
    y1 = y0 * np.cos(pitch) - z1 * np.sin(pitch)
    x2, y2 = x1 * np.cos(roll) - y1 * np.sin(roll), x1 * np.sin(roll) + y1 * np.cos(roll)
    fades = np.clip(1.0 - (y - chin_y) / (0.32 * width), 0.0, 1.0)
    weight = fades * fades * (3.0 - 2.0 * fades)
    return (
        (weight * (x2 - x0 + shift_xy[0])).astype(np.float32),
        (weight * (y2 - y0 + shift_xy[1])).astype(np.float32),
    )
