"""A10: how does a picture answer to coloured light? A live face, a relay that tints everything, and no answer at all.

Pixel functions: the coded-light page plays a colour at each moment, and these say what the camera then sees. Light is
added in proportion to what a surface reflects, in linear light (sRGB gamma 2.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from candor.evaluation.recipes.clip import F32, RGB, Clip, NotPossibleError, Props, as_rgb, meshes_of
from candor.evaluation.recipes.faces import face_width, oval_mask

_GAMMA: Final = 2.2

ColourAt = Callable[[float], tuple[float, float, float]]
"""The colour of the page, each channel from 0 to 1, at a moment in seconds."""


def lit(rgb: RGB, light: tuple[float, float, float], strength: F32 | float) -> RGB:
    """Return the picture with light of the page added.

    Args:
        rgb: (H, W, 3).
        light: colour of the page, each channel 0 to 1.
        strength: light of the page over light of the room: a number, or (H, W) for each pixel.
    """
    linear = (rgb.astype(np.float32) / 255) ** _GAMMA
    share = np.asarray(strength, np.float32)
    share = share[..., None] if share.ndim else share
    return as_rgb(255 * np.minimum(linear * (1 + share * np.array(light, np.float32)), 1.0) ** (1 / _GAMMA))


def face_share(mesh_xy: F32, shape: tuple[int, ...]) -> F32:
    """Return (H, W) how much of the page's light reaches each pixel of a live scene: face 1, body less, wall little.

    Distance to the screen decides: the body falls off downwards, the wall behind gets about a tenth.
    """
    height, width = shape[:2]
    centre, wide = mesh_xy.mean(axis=0), face_width(mesh_xy)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    body = np.exp(-(((x - centre[0]) / (1.3 * wide)) ** 2)) * np.clip((y - centre[1]) / wide, 0, 1) * 0.5
    inside = oval_mask(mesh_xy, shape, 1.02)
    return np.maximum(np.maximum(inside, body), 0.1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """A live face in the light of the page: not an attack, the honest side of A10."""

    name: str = "light_live"
    colour_at: ColourAt = lambda _: (0.0, 0.0, 0.0)
    strength: float = 0.15
    lag_s: float = 0.12

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        meshes = meshes_of(clip.frames, props.mesh_of)
        frames = [
            lit(rgb, self.colour_at(i / clip.rate_fps - self.lag_s), self.strength * face_share(mesh, rgb.shape))
            for i, (rgb, mesh) in enumerate(zip(clip.frames, meshes, strict=True))
        ]
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class SwapAnswer:
    """A10 with a swap: neck, body and wall answer, the pasted face does not (it is drawn from a photo)."""

    name: str = "a10_face_does_not_answer"
    colour_at: ColourAt = lambda _: (0.0, 0.0, 0.0)
    strength: float = 0.15
    lag_s: float = 0.12

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        meshes = meshes_of(clip.frames, props.mesh_of)
        frames: list[RGB] = []
        for i, (rgb, mesh) in enumerate(zip(clip.frames, meshes, strict=True)):
            share = face_share(mesh, rgb.shape) * (1 - oval_mask(mesh, rgb.shape, 0.94))
            frames.append(lit(rgb, self.colour_at(i / clip.rate_fps - self.lag_s), self.strength * share))
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class UniformTint:
    """A10: an attacker's software multiplies the whole picture by the colour that it sees on the page."""

    name: str = "a10_uniform_tint"
    colour_at: ColourAt = lambda _: (0.0, 0.0, 0.0)
    strength: float = 0.15
    lag_s: float = 0.2

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        frames = [
            lit(rgb, self.colour_at(i / clip.rate_fps - self.lag_s), self.strength) for i, rgb in enumerate(clip.frames)
        ]
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A10: a recording, or any feed that knows nothing of the page."""

    name: str = "a10_no_answer"

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        if not clip.frames:
            raise NotPossibleError("no pictures")
        return clip
