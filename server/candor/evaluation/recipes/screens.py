"""A5: what if a video is shown on a screen and filmed? Subpixels, perspective, lens, Bayer grid, screen light.

The raster of a screen is periodic, so what the lens leaves of it at each pixel of the sensor is a short Fourier series
with the blur's transfer as weights: aliasing (moire) comes out as it does in a camera, without drawing every subpixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from candor.evaluation.recipes.clip import F32, F64, RGB, Clip, Props, as_rgb, sensor_noise, smooth_noise

_SUBPIXEL: Final = (0.0, 1 / 3, 2 / 3)
"""Where the stripe of red, green and blue lies within a pixel of the screen, in pixels."""
_STRIPE, _ROW = 0.28, 0.86
"""Part of a pixel's width and height that lights up."""
_HARMONICS_X, _HARMONICS_Y = 3, 2
_WALL: Final = (96, 92, 88)
_BEZEL: Final = (14, 14, 16)


@dataclass(frozen=True, slots=True)
class _Place:
    """A screen at one place in front of the camera."""

    homography: F64
    """From the film to the picture."""
    raster: F32
    """(H, W, 3): what the lens leaves of the subpixels, mean 1."""
    screen: F32
    """(H, W): 1 where it lights."""
    bezel: F32
    """(H, W): 1 on the screen and on its border."""


@dataclass(frozen=True, slots=True)
class ScreenReplay:
    """A5: a recording of the person on a monitor or a phone in front of the camera."""

    name: str = "a5_screen_replay"
    screen_px: float = 1.6
    """Pixels of the screen for each pixel of the camera."""
    fills: float = 0.9
    """Width of the screen in picture widths; above 1 no border is in sight."""
    blur_px: float = 0.45
    """Deviation of the lens, px of the camera."""
    hand_px: float = 0.0
    """Deviation of a shaking hand, px; 0: the screen stands on a table."""
    gamma: float = 1.15
    glare: float = 14.0
    """Light of the room on the glass, grey levels."""
    white: tuple[float, float, float] = (0.93, 1.0, 1.07)
    """Colour of the screen's white."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        height, width = clip.frames[0].shape[:2]
        corners = self._corners(width, height, rng)
        shake = smooth_noise(len(clip.frames), clip.rate_fps, 4.0, rng, 2) * self.hand_px
        band_hz, band_start, band = (float(rng.uniform(*span)) for span in ((0.2, 2.0), (0.0, 1.0), (0.01, 0.04)))
        rows: F64 = np.linspace(0.0, 1.0, height)
        still = self._place(corners, width, height)
        frames: list[RGB] = []
        for i, rgb in enumerate(clip.frames):
            place = still if not self.hand_px else self._place(corners + shake[i], width, height)
            light = 1 + band * np.sin(2 * np.pi * (band_hz * i / clip.rate_fps + rows + band_start))
            seen = self._seen(rgb, place, light.astype(np.float32))
            frames.append(sensor_noise(mosaicked(seen), 0.05, 1.2, rng))
        return Clip(frames, clip.rate_fps, clip.sound)

    def _corners(self, width: int, height: int, rng: np.random.Generator) -> F64:
        """Return the corners of the lit part in the picture, a little askew."""
        half = np.array([width, height]) * self.fills / 2
        straight = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half + np.array([width, height]) / 2
        return straight + rng.normal(0, 0.012 * width, (4, 2))

    def _place(self, corners: F64, width: int, height: int) -> _Place:
        film = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
        homography = np.asarray(cv2.getPerspectiveTransform(film, corners.astype(np.float32)), dtype=np.float64)
        back = np.linalg.inv(homography)
        x, y = np.meshgrid(np.arange(width, dtype=np.float64), np.arange(height, dtype=np.float64))
        w = back[2, 0] * x + back[2, 1] * y + back[2, 2]
        u = (back[0, 0] * x + back[0, 1] * y + back[0, 2]) / w
        v = (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / w
        # Pixels of the screen per pixel of the film: the film fills the screen.
        dense = self.screen_px * self.fills
        grid = raster(u * dense, v * dense, self.screen_px * self.blur_px)
        return _Place(homography, grid, _drawn(corners, width, height), _drawn(_grown(corners), width, height))

    def _seen(self, rgb: RGB, place: _Place, light: F32) -> F32:
        height, width = rgb.shape[:2]
        flat = cv2.warpPerspective(rgb, place.homography, (width, height), flags=cv2.INTER_LINEAR)
        lit = 255 * (flat.astype(np.float32) / 255) ** self.gamma * np.array(self.white, np.float32)
        lit = lit * place.raster * light[:, None, None] + self.glare
        around = np.where(place.bezel[..., None] > 0.5, np.array(_BEZEL, np.float32), np.array(_WALL, np.float32))
        screen = place.screen[..., None]
        return np.asarray(cv2.GaussianBlur(lit * screen + around * (1 - screen), (0, 0), self.blur_px), np.float32)


def raster(u: F64, v: F64, blur: float) -> F32:
    """Return (H, W, 3) how bright each channel of a lit screen is at each pixel of the sensor; mean about 1.

    Args:
        u: (H, W) place across the screen, pixels of the screen.
        v: (H, W) place down the screen.
        blur: deviation of the lens, pixels of the screen.
    """
    rows = np.ones_like(u)
    for k in range(1, _HARMONICS_Y + 1):
        rows += 2 * np.sinc(k * _ROW) * _passed(k, blur) * np.cos(2 * np.pi * k * v)
    channels: list[F64] = []
    for place in _SUBPIXEL:
        columns = np.ones_like(u)
        for k in range(1, _HARMONICS_X + 1):
            columns += 2 * np.sinc(k * _STRIPE) * _passed(k, blur) * np.cos(2 * np.pi * k * (u - place))
        channels.append(columns * rows)
    return np.stack(channels, axis=-1).astype(np.float32)


def _passed(cycles: float, blur: float) -> float:
    """Return what a Gaussian lens leaves of a wave of so many cycles a pixel."""
    return float(np.exp(-2 * (np.pi * cycles * blur) ** 2))


def mosaicked(seen: F32) -> RGB:
    """Return a picture as a sensor with a Bayer grid (RGGB) and a bilinear demosaic sees it."""
    rgb = as_rgb(seen)
    bayer = rgb[..., 1].copy()
    bayer[0::2, 0::2] = rgb[0::2, 0::2, 0]
    bayer[1::2, 1::2] = rgb[1::2, 1::2, 2]
    return np.asarray(cv2.cvtColor(bayer, cv2.COLOR_BayerRGGB2RGB), dtype=np.uint8)


def _grown(corners: F64) -> F64:
    centre = corners.mean(axis=0)
    return centre + (corners - centre) * 1.05


def _drawn(corners: F64, width: int, height: int) -> F32:
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, np.rint(corners * 8).astype(np.int32), 255, cv2.LINE_AA, 3)
    return (mask / 255).astype(np.float32)
