"""A1 and A3: what if a picture stands still? A frozen frame, and an injected still with made movement and noise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from candor.evaluation.loops import Repeat, repeated
from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError, Props, sensor_noise, smooth_noise

_MIRROR: Final = cv2.BORDER_REFLECT_101


@dataclass(frozen=True, slots=True)
class FrozenFrame:
    """A1: live for a moment, then one frame for ever, as a driver hands out the same buffer."""

    name: str = "a1_frozen_frame"
    lead_s: float = 2.0
    seconds: float = 15.0
    """Of the whole."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        lead = min(round(self.lead_s * clip.rate_fps), len(clip.frames) - 2)
        if lead < 1:
            raise NotPossibleError("too short")
        frames = repeated(clip.frames, lead, 2, round(self.seconds * clip.rate_fps), Repeat.FREEZE)
        return replace(clip, frames=frames, attack_from_s=lead / clip.rate_fps)


@dataclass(frozen=True, slots=True)
class InjectedStill:
    """A3: a photo fed into the call, moved a little and with fresh sensor noise, so that no two frames are equal."""

    name: str = "a3_injected_still"
    seconds: float = 15.0
    zoom: float = 0.06
    """Largest part of the picture that the slow zoom takes away."""
    shift: float = 0.01
    """Deviation of the wandering, in picture widths."""
    roll_deg: float = 0.7
    noise_gain: float = 0.06
    noise_read: float = 1.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        photo = clip.frames[len(clip.frames) // 3]
        count = round(self.seconds * clip.rate_fps)
        ways = smooth_noise(count, clip.rate_fps, 0.6, rng, 4)
        frames = [
            sensor_noise(self._moved(photo, ways[i]), self.noise_gain, self.noise_read, rng) for i in range(count)
        ]
        return Clip(frames, clip.rate_fps)

    def _moved(self, photo: RGB, way: np.ndarray[tuple[int], np.dtype[np.float64]]) -> RGB:
        height, width = photo.shape[:2]
        scale = 1 + self.zoom * (0.6 + 0.2 * float(way[0]))
        affine = cv2.getRotationMatrix2D((width / 2, height / 2), self.roll_deg * float(way[1]), max(scale, 1.0))
        affine[:, 2] += width * self.shift * way[2:4]
        return np.asarray(cv2.warpAffine(photo, affine, (width, height), borderMode=_MIRROR), dtype=np.uint8)
