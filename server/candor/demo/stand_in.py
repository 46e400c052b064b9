"""Who sits down in the candidate's place? The portrait reshaped and recoloured until it is another person's face.

Made by code from the public-domain portrait, so that the demo needs no second real person. Whether the embedder regards
the result as somebody else is measured in tests/demo/test_stand_in.py, not assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.demo.pixels import F32, RGB, blurred, grid, looked_up, looked_up_rgb, mirrored, mirrored_rgb
from candor.demo.portrait import Portrait


@dataclass(frozen=True, slots=True)
class Bump:
    """A part of the face that moves: a Gaussian around (u, v), and how points in it move, in face widths.

    u runs from the middle of the face to the right, v from the eye line down; both sides of the face move alike,
    mirrored. `spread_u` and `spread_v` move points away from the middle of the bump, in shares of their distance.
    """

    u: float
    v: float
    radius_u: float
    radius_v: float
    du: float = 0.0
    dv: float = 0.0
    spread_u: float = 0.0
    spread_v: float = 0.0


SHAPE: Final = (
    Bump(u=0.24, v=0.00, radius_u=0.14, radius_v=0.11, du=-0.030, dv=0.020, spread_u=-0.15, spread_v=-0.28),  # eyes
    Bump(u=0.25, v=-0.16, radius_u=0.20, radius_v=0.07, dv=0.045),  # brows
    Bump(u=0.00, v=0.26, radius_u=0.16, radius_v=0.16, dv=0.050, spread_u=0.42),  # nose
    Bump(u=0.00, v=0.50, radius_u=0.22, radius_v=0.09, dv=0.030, spread_u=-0.26, spread_v=0.45),  # mouth
    Bump(u=0.42, v=0.48, radius_u=0.18, radius_v=0.25, du=0.070),  # jaw
    Bump(u=0.00, v=0.80, radius_u=0.30, radius_v=0.16, dv=0.035, spread_u=0.30),  # chin
)
"""Closer, smaller eyes, low brows, a longer and wider nose, a narrow full mouth, a broad jaw."""
SKIN_GAIN_RGB: Final = (0.74, 0.62, 0.52)
HAIR_GAIN_RGB: Final = (0.27, 0.24, 0.25)
OUTER_LIP: Final = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
"""Indices into the face mesh, once around."""
WALL_RGB: Final = ((122.0, 138.0, 146.0), (86.0, 98.0, 108.0))
"""Another room: a painted wall, light at the upper left."""


def make_stand_in(portrait: Portrait) -> Portrait:
    """Return another person in another room, made from the portrait."""
    rgb = _recoloured(portrait)
    map_x, map_y = _inverse_shape(portrait)
    rgb = looked_up_rgb(rgb, map_x, map_y)
    alpha = looked_up(portrait.head_alpha, map_x, map_y)
    depth = looked_up(portrait.depth_px, map_x, map_y)
    landmarks = portrait.landmarks_xyz.copy()
    landmarks[:, :2] += shape_shift(portrait, landmarks[:, 0], landmarks[:, 1])
    room, rgb = _in_another_room(portrait, rgb, alpha)
    return _mirrored(Portrait(rgb, alpha, room, landmarks, depth))


def shape_shift(portrait: Portrait, x: F32, y: F32) -> F32:
    """Return by how many px points of the portrait move to become the other face: (..., 2) for (...) x and y."""
    u, v = _face_axes(portrait, x, y)
    (cos, sin), width = _eye_axis(portrait), portrait.face_width_px
    du, dv = np.zeros_like(u), np.zeros_like(v)
    for bump in SHAPE:
        for side in (1.0, -1.0) if bump.u else (1.0,):
            from_u, from_v = side * u - bump.u, v - bump.v
            weight = np.exp(-0.5 * ((from_u / bump.radius_u) ** 2 + (from_v / bump.radius_v) ** 2))
            du += side * weight * (bump.du + bump.spread_u * from_u)
            dv += weight * (bump.dv + bump.spread_v * from_v)
    return np.stack([(du * cos - dv * sin) * width, (du * sin + dv * cos) * width], axis=-1).astype(np.float32)


def _inverse_shape(portrait: Portrait) -> tuple[F32, F32]:
    """Return the maps for cv2.remap of the reshaped face, by fixed-point iteration."""
    y, x = grid(slice(0, portrait.rgb.shape[0]), slice(0, portrait.rgb.shape[1]))
    from_x, from_y = x, y
    for _ in range(8):
        shift = shape_shift(portrait, from_x, from_y)
        from_x, from_y = x - shift[..., 0], y - shift[..., 1]
    return from_x, from_y


def _face_axes(portrait: Portrait, x: F32, y: F32) -> tuple[F32, F32]:
    """Return points in face widths: u from the middle of the face to the right, v from the eye line down."""
    points, width = portrait.landmarks_xyz[:, :2], portrait.face_width_px
    eyes = points[[33, 133, 362, 263]].mean(axis=0)
    cos, sin = _eye_axis(portrait)
    u = ((x - eyes[0]) * cos + (y - eyes[1]) * sin) / width
    v = (-(x - eyes[0]) * sin + (y - eyes[1]) * cos) / width
    return u.astype(np.float32), v.astype(np.float32)


def _eye_axis(portrait: Portrait) -> tuple[float, float]:
    axis = portrait.landmarks_xyz[263, :2] - portrait.landmarks_xyz[33, :2]
    cos, sin = (float(value) for value in axis / np.linalg.norm(axis))
    return cos, sin


def _recoloured(portrait: Portrait) -> RGB:
    """Return the portrait with a high forehead, darker skin, almost black hair and a full beard."""
    height, width = portrait.rgb.shape[:2]
    y, x = grid(slice(0, height), slice(0, width))
    u, v = _face_axes(portrait, x, y)
    rgb, bare = _bare_forehead(portrait.rgb.astype(np.float32), u, v)
    skin = np.maximum(_skin(portrait, v), bare)[..., None]
    white = _white(portrait, u, v)[..., None]
    gain = np.array(SKIN_GAIN_RGB, np.float32) * skin + np.array(HAIR_GAIN_RGB, np.float32) * (1.0 - skin)
    gain = gain + (0.92 - gain) * white * 0.6
    hairy = _beard(portrait, u, v)[..., None] * (1.0 - white)
    head = portrait.head_alpha[..., None]
    dark = rgb * gain * (1.0 - hairy) + (_stubble(rgb.shape) + 0.12 * rgb * gain) * hairy
    return np.clip(dark * head + rgb * (1.0 - head), 0, 255).astype(np.uint8)


def _bare_forehead(rgb: NDArray[np.float32], u: F32, v: F32) -> tuple[NDArray[np.float32], F32]:
    """Take the fringe away: skin of the forehead's own colour, shaded towards its edges, under a higher hairline."""
    inside = (u / 0.47) ** 2 + ((v + 0.20) / 0.36) ** 2
    bare = np.clip((1.05 - inside) / 0.18, 0.0, 1.0) * np.clip((-0.075 - v) / 0.04, 0.0, 1.0)
    sample = rgb[(np.abs(u) < 0.07) & (v > -0.10) & (v < 0.02)]
    shade = 1.04 - 0.22 * (u / 0.5) ** 2 + 0.05 * np.clip(-v - 0.2, 0, 1)
    grain = blurred(np.random.default_rng(3).normal(0.0, 9.0, u.shape), 1.0)
    skin = np.median(sample, axis=0) * shade[..., None] + grain[..., None]
    bare = blurred(bare, 2.0)
    return (rgb * (1.0 - bare[..., None]) + skin * bare[..., None]).astype(np.float32), bare


def _skin(portrait: Portrait, v: F32) -> F32:
    """Return where skin is, 0 to 1: the mesh's face, and the neck by its colour."""
    luma = cv2.cvtColor(portrait.rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    hue = cv2.cvtColor(portrait.rgb, cv2.COLOR_RGB2HSV)[..., 0].astype(np.float32)
    by_colour = np.clip((luma - 112.0) / 25.0, 0, 1) * np.clip((24.0 - hue) / 4.0, 0, 1)
    skin = np.maximum(_face(portrait) * np.clip((v + 0.16) / 0.05, 0, 1), by_colour * (v > 0.25))
    return blurred(skin, 2.5)


def _white(portrait: Portrait, u: F32, v: F32) -> F32:
    """Return where teeth and the white of the eyes are, 0 to 1."""
    luma = cv2.cvtColor(portrait.rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    saturation = cv2.cvtColor(portrait.rgb, cv2.COLOR_RGB2HSV)[..., 1].astype(np.float32)
    is_near = ((np.abs(v) < 0.08) & (np.abs(u) < 0.40)) | (_lips(portrait) > 0.5)
    white = np.clip((90.0 - saturation) / 40.0, 0, 1) * np.clip((luma - 140.0) / 60.0, 0, 1) * is_near
    return blurred(white, 0.8)


def _face(portrait: Portrait) -> F32:
    """Return where the mesh's face is, 0 to 1, without its very edge."""
    hull = np.zeros(portrait.rgb.shape[:2], np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(portrait.landmarks_xyz[:, :2].astype(np.int32)), 1)
    return blurred(cv2.erode(hull, np.ones((3, 3), np.uint8)), 2.0)


def _lips(portrait: Portrait) -> F32:
    mask = np.zeros(portrait.rgb.shape[:2], np.uint8)
    cv2.fillPoly(mask, [portrait.landmarks_xyz[list(OUTER_LIP), :2].astype(np.int32)], 1)
    return mask.astype(np.float32)


def _beard(portrait: Portrait, u: F32, v: F32) -> F32:
    """Return how much beard grows where, 0 to 1: jaw, chin, upper lip and brows; not on the lips."""
    jaw = np.clip((v - (0.36 - 0.9 * np.clip(np.abs(u) - 0.33, 0, None))) / 0.10, 0, 1)
    jaw = jaw * np.clip((np.abs(u) + 0.75 * np.clip(v - 0.36, 0, None) - 0.30) / 0.08, 0, 1)
    chin = np.clip((v - 0.60) / 0.05, 0, 1)
    lip = np.exp(-0.5 * (((np.abs(u) - 0.09) / 0.11) ** 2 + ((v - 0.395 - 0.25 * np.abs(u)) / 0.030) ** 2)) * 1.4
    brow_y = np.interp(np.abs(u), (0.05, 0.16, 0.33), (-0.110, -0.150, -0.105)).astype(np.float32)
    brow = np.exp(-0.5 * ((v - brow_y) / 0.017) ** 2) * np.clip((np.abs(u) - 0.04) / 0.03, 0, 1)
    brow = brow * np.clip((0.36 - np.abs(u)) / 0.04, 0, 1)
    mouth = blurred(cv2.dilate(_lips(portrait), np.ones((3, 3), np.uint8)), 1.0)
    grown = np.maximum(np.maximum(jaw, chin), lip) * (1.0 - mouth) * _face(portrait)
    return blurred(np.clip(np.maximum(0.86 * grown, 0.9 * brow), 0, 1), 1.2)


def _stubble(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return the colour of short dark hair, (H, W, 3), grey levels."""
    grain = np.random.default_rng(4).normal(0.0, 17.0, (shape[0], shape[1], 1)).astype(np.float32)
    return np.array((26.0, 20.0, 17.0), np.float32) + blurred(grain, 0.9)[..., None]


def _in_another_room(portrait: Portrait, rgb: RGB, alpha: F32) -> tuple[RGB, RGB]:
    """Return the room without and with the person: shoulders keep their shape and lose their colour."""
    height, width = alpha.shape
    y, x = grid(slice(0, height), slice(0, width))
    light = np.clip(1.0 - np.hypot(x / width - 0.15, y / height - 0.1) / 1.1, 0.0, 1.0)[..., None]
    wall = np.array(WALL_RGB[0], np.float32) * light + np.array(WALL_RGB[1], np.float32) * (1.0 - light)
    wall = _with_shelf(wall)
    body = _shoulders(portrait)[..., None]
    cloth = cv2.cvtColor(portrait.background, cv2.COLOR_RGB2GRAY).astype(np.float32)[..., None]
    cloth = (22.0 + 0.16 * cloth) * np.array((0.75, 0.85, 1.25), np.float32)
    room = (wall * (1.0 - body) + cloth * body).clip(0, 255).astype(np.uint8)
    mixed = rgb * alpha[..., None] + room * (1.0 - alpha[..., None])
    return room, mixed.astype(np.uint8)


def _shoulders(portrait: Portrait) -> F32:
    """Return a soft mask of a sloping pair of shoulders under the head, (H, W) 0 to 1."""
    height, width = portrait.rgb.shape[:2]
    centre_x, face = float(portrait.centre_xy[0]), portrait.face_width_px
    chin_y = float(portrait.landmarks_xyz[:, 1].max())
    x = np.arange(width, dtype=np.float32)
    away = np.abs(x - centre_x) / face
    top = chin_y - 0.02 * face + 0.30 * face * np.clip(away - 0.30, 0, None) ** 1.2
    mask = np.asarray((np.arange(height)[:, None] > top[None, :]) & (away < 1.45)[None, :], dtype=np.float32)
    return blurred(mask, 1.5)


def _with_shelf(wall: NDArray[np.float32]) -> NDArray[np.float32]:
    """Draw a shelf with books, out of focus."""
    rng = np.random.default_rng(5)
    room = wall.copy()
    cv2.rectangle(room, (452, 96), (639, 104), (74.0, 58.0, 46.0), -1)
    left = 462
    while left < 632:
        thick, tall = int(rng.integers(9, 20)), int(rng.integers(44, 74))
        colour = tuple(float(v) for v in rng.uniform(40, 150, 3))
        cv2.rectangle(room, (left, 96 - tall), (left + thick, 96), colour, -1)
        left += thick + 1
    return blurred(room, 2.5)


def _mirrored(portrait: Portrait) -> Portrait:
    """Return the person seen in a mirror, so that hair and light fall the other way; mesh points keep their numbers."""
    width = portrait.rgb.shape[1]
    landmarks = portrait.landmarks_xyz.copy()
    landmarks[:, 0] = width - 1 - landmarks[:, 0]
    return Portrait(
        rgb=mirrored_rgb(portrait.rgb),
        head_alpha=mirrored(portrait.head_alpha),
        background=mirrored_rgb(portrait.background),
        landmarks_xyz=landmarks,
        depth_px=mirrored(portrait.depth_px),
    )
