"""A2: what if a recorded stretch is played again and again? Forward, to and fro, and with a seam that is faded over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from candor.evaluation.loops import Repeat, repeated
from candor.evaluation.recipes.clip import RGB, Clip, NotPossibleError, Props

_SHORTEST_S = 2.0


@dataclass(frozen=True, slots=True)
class Loop:
    """A2: one stretch, over and over."""

    name: str = "a2_loop"
    how: Repeat = Repeat.FORWARD
    loop_s: float = 4.0
    """Of one showing (to and fro: there and back); as long as the clip allows when that is shorter."""
    showings: float = 3.5
    fade_s: float = 0.0
    """Over which the end of a forward loop fades into its beginning."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        rate, fade = clip.rate_fps, round(self.fade_s * clip.rate_fps)
        half = 2 if self.how is Repeat.PING_PONG else 1
        stretch = min(round(self.loop_s * rate / half), len(clip.frames) - fade)
        if stretch * half < _SHORTEST_S * rate:
            raise NotPossibleError("too short")
        latest = len(clip.frames) - fade - stretch
        start = int(rng.integers(0, latest + 1))
        piece = clip.frames[start : start + stretch + fade]
        if fade:
            piece = faded(piece, fade)
        total = round(self.showings * stretch * half)
        once_s = stretch * half / rate
        frames = repeated(piece, 0, stretch, total, self.how)
        return replace(clip, frames=frames, sound=None, attack_from_s=once_s if half == 1 else once_s / 2)


def faded(piece: Sequence[RGB], fade: int) -> list[RGB]:
    """Return the piece without its last `fade` frames: they are blended into its first ones."""
    stretch = len(piece) - fade
    if fade < 1 or stretch <= fade:
        raise NotPossibleError("too short for a soft seam")
    head: list[RGB] = []
    for i in range(fade):
        share = (i + 1) / (fade + 1)
        mixed = cv2.addWeighted(piece[i], share, piece[stretch + i], 1 - share, 0)
        head.append(np.asarray(mixed, dtype=np.uint8))
    return [*head, *piece[fade:stretch]]
