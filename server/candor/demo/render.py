"""What does the camera see at this instant? Portrait and moment go in, a webcam picture comes out."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.demo.acting import Moment
from candor.demo.pixels import RGB, looked_up, looked_up_rgb
from candor.demo.portrait import Portrait
from candor.demo.warp import close_lids, move_jaw, turn_maps

JAW_OPEN_SHARE: Final = 0.085
JAW_CLOSE_SHARE: Final = 0.045
"""Of the face width: widest opening, and how far the lower lip rises over the teeth."""
NOISE_LEVELS: Final = 1.8
"""Standard deviation of the camera's noise, grey levels."""
EXPOSURE_SWING: Final = 0.012
NOISE_TILE_PX: Final = 1024


class Camera:
    """A webcam with sensor noise and an exposure that drifts a little."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        field = rng.normal(0.0, NOISE_LEVELS, (NOISE_TILE_PX, NOISE_TILE_PX, 1))
        self._noise = (field + rng.normal(0.0, 0.5, (NOISE_TILE_PX, NOISE_TILE_PX, 3))).astype(np.float32)
        self._rng = rng

    def shoot(self, scene: NDArray[np.float32], at_s: float) -> RGB:
        """Return what the sensor gives of an (H, W, 3) scene of 0 to 255."""
        height, width = scene.shape[:2]
        y, x = self._rng.integers(0, (NOISE_TILE_PX - height, NOISE_TILE_PX - width))
        gain = 1.0 + EXPOSURE_SWING * np.sin(0.61 * at_s) * np.sin(0.23 * at_s + 1.0)
        seen = scene * np.float32(gain) + self._noise[y : y + height, x : x + width]
        return np.clip(seen, 0.0, 255.0).astype(np.uint8)


def draw(portrait: Portrait, moment: Moment) -> NDArray[np.float32]:
    """Return the (H, W, 3) float32 scene, 0 to 255: head moved, background still."""
    share = JAW_OPEN_SHARE if moment.jaw > 0 else JAW_CLOSE_SHARE
    face = close_lids(portrait.rgb, portrait.landmarks_xyz, moment.lid_closure)
    face = move_jaw(face, portrait.landmarks_xyz, moment.jaw * share * portrait.face_width_px)
    box = portrait.head_box
    x, y = turn_maps(portrait, moment.pose, moment.shift_xy, box)
    head = looked_up_rgb(face, x, y).astype(np.float32)
    alpha = looked_up(portrait.head_alpha, x, y)[..., None]
    scene = portrait.background.astype(np.float32)
    scene[box] += (head - scene[box]) * alpha
    return scene
