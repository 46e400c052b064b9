"""How would a recorded person have looked in the light of a screen? Renders the response of a scene to a coded light.

Made, not recorded: nobody has filmed real answers to our codes. What is modelled is physics that textbooks agree on:
a screen as a flat Lambertian source, shading by the angle between skin and screen, less light on the body and much less
on the wall behind, light that adds in linear RGB to that of the room, a camera that corrects exposure and white balance
with delay, and 8 bits. Whatever is rendered goes through a real-time encoder afterwards (loops.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay  # pyright: ignore[reportMissingTypeStubs]

from candor.domain.light import LightPlan, LightShow
from candor.maths.light_code import linear_rgb

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_OVAL: Final = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
_STEPS: Final = 4096
"""Of the table that turns linear light back into sRGB."""
_LEAST_SHADE: Final = 0.15
"""A screen is wide: skin that faces away from its middle still gets some of its light."""
_BODY_SHARE: Final = 0.5


class Answer(StrEnum):
    """Who answers to the light."""

    LIVE = "live face"
    NOBODY = "recording, no answer"
    TINT = "whole picture tinted alike"
    SWAP = "face swap that keeps its own light"
    OLD_CODE = "answer to an older code"
    LATE = "live face relayed 4 s late"


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk with a screen, in metres, cd/m2 and lux."""

    ambient_lux: float
    """On the face, from the room: 150 a living room, 300 to 500 an office, 1000 and more by a window."""
    screen_m: tuple[float, float] = (0.31, 0.174)
    """Width and height: a laptop of 14 inches."""
    screen_nits: float = 200.0
    """Of white."""
    face_m: float = 0.55
    wall_m: float = 1.8
    """From the screen to what is seen behind the person."""
    shown_share: float = 1.0
    """Of the screen's area: less for a tab that the interviewer shares."""


@dataclass(frozen=True, slots=True)
class Camera:
    """How a webcam corrects itself: first-order lags towards the same mean brightness, and towards grey."""

    exposure_s: float = 0.7
    white_s: float = 4.0
    white_share: float = 0.5
    """Share of a colour cast that white balance takes out in the end."""
    late_s: float = 0.1
    """Screen and camera together."""


def screen_lux(size_m: tuple[float, float], nits: float, distance_m: float) -> float:
    """Return the illuminance in front of the middle of a white screen.

    Source: configuration factor of a rectangle seen from a parallel element on its axis (Howell, C-11, four quarters).
    """
    x, y = (side / 2 / distance_m for side in size_m)
    one, two = np.hypot(1, x), np.hypot(1, y)
    quarter = (x / one * np.arctan(y / one) + y / two * np.arctan(x / two)) / (2 * np.pi)
    return float(np.pi * nits * 4 * quarter)


def light_share(landmarks_xyz: F32, shape: tuple[int, int], wall: float) -> F32:
    """Return (H, W) how much of the screen's light on the face reaches each pixel.

    Args:
        landmarks_xyz: (468, 3) px; z smaller is nearer.
        shape: (height, width).
        wall: share that reaches what is behind the person.
    """
    height, width = shape
    face_px = float(np.ptp(landmarks_xyz[:, 0]))
    centre = landmarks_xyz[list(_OVAL), :2].mean(axis=0)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    # Head with hair: an ellipse; body: a bell that widens downwards from the chin.
    head = ((x - centre[0]) / (0.78 * face_px)) ** 2 + ((y - centre[1]) / (1.0 * face_px)) ** 2 < 1
    below = (y - centre[1]) / face_px
    body = (below > 0.5) & (np.abs(x - centre[0]) < face_px * np.clip(0.45 + 1.6 * (below - 0.6), 0.45, 1.7))
    share = np.where(head | body, np.float32(_BODY_SHARE), np.float32(wall)).astype(np.float32)
    shading = np.zeros(shape, dtype=np.float32)
    for triangle, shade in zip(_triangles(landmarks_xyz), _shades(landmarks_xyz), strict=True):
        cv2.fillConvexPoly(shading, np.rint(landmarks_xyz[triangle, :2]).astype(np.int32), float(shade))
    share = np.where(shading > 0, shading, share)
    return np.asarray(cv2.GaussianBlur(share, (0, 0), max(1.0, 0.02 * face_px)), dtype=np.float32)


def _triangles(landmarks_xyz: F32) -> NDArray[np.int32]:
    return np.asarray(Delaunay(landmarks_xyz[:, :2]).simplices, dtype=np.int32)


def _shades(landmarks_xyz: F32) -> F64:
    """Return for each triangle the cosine between its normal and the direction to the screen."""
    corner = landmarks_xyz[_triangles(landmarks_xyz)].astype(np.float64)
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    return np.maximum(np.abs(normal[:, 2]), _LEAST_SHADE)


def colour_at(at_s: F64, plan: LightPlan, code: Sequence[int], starts_at_s: float) -> F64:
    """Return (T, 3) linear RGB of the page: middle colour, then the code with its fades, then the middle colour."""
    warm, cool = np.array(plan.warm_rgb, float), np.array(plan.cool_rgb, float)
    middle = (warm + cool) / 2
    stops = [middle, *(warm if chip else cool for chip in code), middle]
    place = (at_s - starts_at_s) / plan.chip_s
    index = np.clip(np.floor(place).astype(int) + 1, 0, len(stops) - 1)
    faded = np.clip((place - np.floor(place)) * plan.chip_s / max(plan.fade_s, 1e-6), 0, 1)
    faded = np.where((place < 0) | (place >= len(code) + 1), 1.0, faded)
    before = np.array(stops)[np.maximum(index - 1, 0)]
    return linear_rgb(before + faded[:, None] * (np.array(stops)[index] - before))


def rendered(
    frames: Sequence[RGB], shares: Sequence[F32], light: F64, scene: Scene, camera: Camera, rate_fps: float
) -> list[RGB]:
    """Return what the camera sends of a scene in changing light.

    Args:
        frames: (H, W, 3) in the light of the room alone.
        shares: (H, W) each, of `light_share`.
        light: (T, 3) linear RGB of the page at each frame, 1 is white.
        scene: how strong the light is against the room's.
        camera: how it corrects itself.
        rate_fps: frames per second.
    """
    to_linear, to_srgb = linear_rgb(np.arange(256, dtype=np.float64)).astype(np.float32), _srgb_table()
    strength = screen_lux(scene.screen_m, scene.screen_nits, scene.face_m) * scene.shown_share / scene.ambient_lux
    correction, sent = np.ones(3), list[RGB]()
    for rgb, share, colour in zip(frames, shares, light, strict=True):
        before = to_linear[rgb]
        after = before * (1 + share[..., None] * (strength * colour).astype(np.float32))
        target = _wanted(before[::8, ::8], after[::8, ::8], camera)
        if sent:
            pace = 1 - np.exp(-1 / (rate_fps * np.array([camera.exposure_s, camera.white_s])))
            level, tint = np.exp(np.log(correction).mean()), np.exp(np.log(target).mean())
            level = level * (tint / level) ** pace[0]
            cast = correction / np.exp(np.log(correction).mean())
            cast = cast * (target / tint / cast) ** pace[1]
            correction = level * cast
        else:
            correction = target
        value = np.clip(after * correction.astype(np.float32) * (_STEPS - 1), 0, _STEPS - 1)
        sent.append(to_srgb[value.astype(np.int32)])
    return sent


def _wanted(before: F32, after: F32, camera: Camera) -> F64:
    """Return the gain of each channel that the camera is heading for."""
    old, new = (seen.reshape(-1, 3).mean(axis=0, dtype=np.float64) + 1e-6 for seen in (before, after))
    exposure = float(old.mean() / new.mean())
    cast = (new / new.mean()) / (old / old.mean())
    return exposure * cast**-camera.white_share


def _srgb_table() -> RGB:
    linear = np.arange(_STEPS) / (_STEPS - 1)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(255 * srgb).astype(np.uint8)


def answered(
    frames: Sequence[RGB],
    shares: Sequence[F32],
    answer: Answer,
    plan: LightPlan,
    show: LightShow,
    old_code: Sequence[int],
    scene: Scene,
    rate_fps: float,
) -> list[RGB]:
    """Return the frames as this kind of answer sends them; `old_code` is what OLD_CODE answers to."""
    camera = Camera()
    late_s = 4.0 if answer is Answer.LATE else camera.late_s
    at_s = np.arange(len(frames)) / rate_fps - late_s
    code = old_code if answer is Answer.OLD_CODE else show.code
    light = colour_at(at_s, plan, code, show.starts_at_s)
    match answer:
        case Answer.NOBODY:
            return list(frames)
        case Answer.TINT:
            shares = [np.ones_like(share) for share in shares]
        case Answer.SWAP:
            lit = rendered(frames, shares, light, scene, camera, rate_fps)
            still = rendered(frames, shares, np.tile(light.mean(axis=0), (len(light), 1)), scene, camera, rate_fps)
            inside = [_inside(share) for share in shares]
            return [
                np.rint(one * (1 - m) + other * m).astype(np.uint8)
                for one, other, m in zip(lit, still, inside, strict=True)
            ]
        case _:
            pass
    return rendered(frames, shares, light, scene, camera, rate_fps)


def _inside(share: F32) -> F32:
    """Return (H, W, 1): 1 where the face mesh shaded the picture, soft at its edge."""
    mesh = (np.abs(share - _BODY_SHARE) > 1e-3) & (share > _LEAST_SHADE - 1e-3)
    solid = cv2.morphologyEx(mesh.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), dtype=np.uint8))
    return np.asarray(cv2.GaussianBlur(solid.astype(np.float32), (0, 0), 2.0), dtype=np.float32)[..., None]
