"""When does somebody speak, and when does the candidate's mouth move? Common to the signals that compare both.

Reads the window; knows no limit of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FrameFacts
from candor.domain.sound import SoundFacts
from candor.domain.window import Window
from candor.maths.synchrony import GRID_HZ, on_grid

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MouthAndVoice:
    """Both on one grid of 25 Hz. Weights are 1 where a value is known."""

    times_s: F64
    mouth: F64
    """Lip drop, inter-eye distances."""
    mouth_weights: F64
    level_db: F64
    sound_weights: F64
    speech: F64
    """Voice activity, 0 to 1."""
    mouth_fps: float
    """Pictures of a visible mouth per second."""

    def spoken(self, threshold: float, around_s: float) -> F64:
        """Return 1 where somebody speaks, or does within `around_s`; 0 elsewhere."""
        speaks = (self.speech >= threshold) & (self.sound_weights > 0)
        reach = round(around_s * GRID_HZ)
        near = np.convolve(speaks, np.ones(2 * reach + 1), "same")[: len(speaks)] > 0.5
        return (near & (self.sound_weights > 0)).astype(np.float64)


def last_sounds(sounds: Sequence[SoundFacts], since_s: float) -> list[SoundFacts]:
    """Return the sounds of `since_s` and later."""
    return [facts for facts in sounds if facts.captured_at_s >= since_s]


def why_unheard(reason: str, window: Window, seconds: float) -> str:
    """Return `reason`, or "sound_lost" where sound of the last `seconds` was lost: nobody knows what was in it."""
    was_lost = any(lost.noticed_at_s >= window.now_s - seconds for lost in window.sound_lost)
    return "sound_lost" if was_lost and reason in {"no_sound", "nobody_speaks"} else reason


def mouth_and_voice(
    frames: Sequence[FrameFacts], sounds: Sequence[SoundFacts], *, max_turn_deg: float, max_gap_s: float
) -> MouthAndVoice | None:
    """Return mouth and voice over the time that both cover; None when that is less than a second.

    Args:
        frames: oldest first.
        sounds: oldest first.
        max_turn_deg: a head turned further does not show its mouth.
        max_gap_s: pictures, or hops of sound, further apart leave a gap.
    """
    seen = [(f.captured_at_s, f.candidate.lip_drop) for f in frames if shows_mouth(f, max_turn_deg) and f.candidate]
    seen_s = np.array([at_s for at_s, _ in seen])
    heard_s = np.array([facts.captured_at_s for facts in sounds])
    if len(seen_s) < 2 or len(heard_s) < 2:
        return None
    start_s, end_s = max(seen_s[0], heard_s[0]), min(seen_s[-1], heard_s[-1])
    if end_s - start_s < 1.0:
        return None
    grid_s = np.arange(start_s, end_s, 1 / GRID_HZ)
    mouth, mouth_weights = on_grid(seen_s, np.array([drop or 0.0 for _, drop in seen]), grid_s, max_gap_s)
    level_db, sound_weights = on_grid(heard_s, np.array([s.level_db for s in sounds]), grid_s, max_gap_s)
    speech, _ = on_grid(heard_s, np.array([s.speech for s in sounds]), grid_s, max_gap_s)
    n_pictures = int(((seen_s >= start_s) & (seen_s <= end_s)).sum())
    seconds = max(mouth_weights.sum() / GRID_HZ, 1 / GRID_HZ)
    return MouthAndVoice(grid_s, mouth, mouth_weights, level_db, sound_weights, speech, n_pictures / seconds)


def shows_mouth(frame: FrameFacts, max_turn_deg: float) -> bool:
    """Return whether the candidate's mouth can be seen in a frame."""
    face = frame.candidate
    if face is None or face.lip_drop is None or face.pose is None:
        return False
    return abs(face.pose.yaw_deg) <= max_turn_deg
