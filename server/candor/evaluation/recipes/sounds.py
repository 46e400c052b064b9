"""A9: what if the voice is not that of the lips? Another speaker, late, drifting or changed. PCM in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]  # ships none

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.recipes.clip import PCM, Clip, NotPossibleError, Props, donor_of

_FRAME: Final = 512
"""Samples of one piece when the pitch is changed: 32 ms, some periods of a voice."""


@dataclass(frozen=True, slots=True)
class OtherSpeaker:
    """A9: the sound of another recording under these lips."""

    name: str = "a9_other_speaker"

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        own, other = _sound(clip), _sound(donor_of(props))
        return replace(clip, sound=np.resize(other, len(own)))


@dataclass(frozen=True, slots=True)
class LateSound:
    """A9: the sound comes later than the lips, by a constant or by ever more."""

    name: str = "a9_lag_300"
    lag_s: float = 0.3
    drift: float = 0.0
    """Seconds by which the lag grows each second."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        return replace(clip, sound=lagged(_sound(clip), self.lag_s, self.drift))


@dataclass(frozen=True, slots=True)
class ChangedVoice:
    """A9: the same words at the same time in another voice: pitch and formants moved together."""

    name: str = "a9_changed_voice"
    semitones: float = 4.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        return replace(clip, sound=repitched(_sound(clip), self.semitones))


def lagged(sound: PCM, lag_s: float, drift: float = 0.0) -> PCM:
    """Return the sound as long as before, late by `lag_s` plus `drift` times the time; silence where nothing is.

    Args:
        sound: (N,) int16 at SOUND_RATE_HZ.
        lag_s: negative is early.
        drift: seconds a second.
    """
    at = np.arange(len(sound)) / SOUND_RATE_HZ
    from_s = at - lag_s - drift * at
    values = np.interp(from_s, at, sound.astype(np.float64), left=0.0, right=0.0)
    return np.rint(values).astype(np.int16)


def repitched(sound: PCM, semitones: float) -> PCM:
    """Return the sound with its pitch moved and its timing kept: resampled, then overlap-added at the old pace.

    Source: waveform similarity overlap-add, Verhelst and Roelands 1993.
    """
    ratio = 2 ** (semitones / 12)
    moved = np.asarray(resample(sound.astype(np.float64), max(round(len(sound) / ratio), 2)), dtype=np.float64)
    return np.clip(_stretched(moved, len(sound)), -32768, 32767).astype(np.int16)


def _stretched(sound: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    hop, reach, window = _FRAME // 2, _FRAME // 4, np.hanning(_FRAME)
    out, weight = np.zeros(length + _FRAME), np.full(length + _FRAME, 1e-9)
    padded = np.concatenate([np.zeros(reach), sound, np.zeros(2 * _FRAME + reach)])
    natural: NDArray[np.float64] | None = None
    for start in range(0, length, hop):
        wanted = min(round(start * len(sound) / length), len(sound)) + reach
        if natural is not None:
            area = padded[wanted - reach : wanted + reach + _FRAME]
            wanted += int(np.argmax(np.correlate(area, natural, "valid"))) - reach
        piece = padded[wanted : wanted + _FRAME]
        if len(piece) < _FRAME:
            break
        out[start : start + _FRAME] += piece * window
        weight[start : start + _FRAME] += window
        natural = padded[wanted + hop : wanted + hop + _FRAME]
        natural = natural if len(natural) == _FRAME else None
    return (out / weight)[:length]


def mixed(sound: PCM, other: PCM, level_db: float) -> PCM:
    """Return the sound with another under it, `level_db` louder (or quieter) by root mean square."""
    a, b = sound.astype(np.float64), np.resize(other, len(sound)).astype(np.float64)
    own, theirs = np.sqrt((a * a).mean()), np.sqrt((b * b).mean())
    gain = 10 ** (level_db / 20) * own / max(float(theirs), 1e-9)
    return np.clip(np.rint(a + gain * b), -32768, 32767).astype(np.int16)


def _sound(clip: Clip) -> PCM:
    if clip.sound is None or not len(clip.sound):
        raise NotPossibleError("no sound")
    return clip.sound
