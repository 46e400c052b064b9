"""A8 and A11: what if somebody else is there? Another person from some moment on, or beside the first one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError, Props, donor_of
from candor.evaluation.recipes.sounds import mixed
from candor.evaluation.splices import spliced


@dataclass(frozen=True, slots=True)
class Substitution:
    """A8: a hard cut to another person."""

    name: str = "a8_substitution"
    after_s: float = 5.0
    """At the latest half-way through the clip."""
    seconds: float = 8.0
    """Of the second person."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        second = donor_of(props).first(self.seconds)
        at = min(round(self.after_s * clip.rate_fps), len(clip.frames) // 2)
        if at < 2 * clip.rate_fps:
            raise NotPossibleError("too short")
        frames = spliced(clip.frames[:at], second.frames)
        return Clip(frames, clip.rate_fps, attack_from_s=at / clip.rate_fps)


@dataclass(frozen=True, slots=True)
class SecondFace:
    """A11: another person looks in at one side."""

    name: str = "a11_second_face"
    from_s: float = 2.0
    share: float = 0.42
    """Width of the other's picture, in picture widths."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        other = donor_of(props).frames
        at = min(round(self.from_s * clip.rate_fps), len(clip.frames) // 2)
        is_left = bool(rng.integers(0, 2))
        shown = [self._beside(rgb, other[i % len(other)], is_left=is_left) for i, rgb in enumerate(clip.frames[at:])]
        return replace(clip, frames=[*clip.frames[:at], *shown], attack_from_s=at / clip.rate_fps)

    def _beside(self, rgb: RGB, other: RGB, *, is_left: bool) -> RGB:
        height, width = rgb.shape[:2]
        wide = round(self.share * width)
        tall = min(round(wide * other.shape[0] / other.shape[1]), height)
        small = cv2.resize(other, (wide, tall), interpolation=cv2.INTER_AREA)
        drawn = rgb.copy()
        drawn[height - tall :, :wide] = small if is_left else drawn[height - tall :, :wide]
        if not is_left:
            drawn[height - tall :, width - wide :] = small
        return drawn


@dataclass(frozen=True, slots=True)
class SecondVoice:
    """A11: somebody else speaks as well."""

    name: str = "a11_second_voice"
    level_db: float = -6.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        other = donor_of(props).sound
        if clip.sound is None or other is None:
            raise NotPossibleError("no sound")
        return replace(clip, sound=mixed(clip.sound, other, self.level_db))
