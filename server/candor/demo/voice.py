"""What does the demo person sound like? A voice without words, made of harmonics, that opens and closes with the jaw.

Vowels by their formants, one per syllable, a little breath between them: enough for a speech detector to hear somebody
speak, and for lips and loudness to go together. Nobody's voice: nothing in it was recorded.
Source: formants of American English vowels, Peterson and Barney 1952 (rounded); additive synthesis.
"""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.demo.acting import Performance
from candor.domain.sound import SOUND_RATE_HZ

F64 = NDArray[np.float64]

JAW_HZ: Final = 100
"""Steps of jaw, vowel and pitch; between them everything moves smoothly."""
PITCH_HZ: Final = 150.0
HIGHEST_HZ: Final = 4000.0
VOWELS_HZ: Final = (
    (730.0, 1090.0, 2440.0),
    (530.0, 1840.0, 2480.0),
    (300.0, 2240.0, 3000.0),
    (570.0, 840.0, 2410.0),
    (320.0, 870.0, 2240.0),
    (660.0, 1720.0, 2410.0),
)
"""First three formants."""
WIDTHS_HZ: Final = (90.0, 110.0, 170.0)
WEIGHTS: Final = (1.0, 0.6, 0.35)
GLIDE_S: Final = 0.09
BREATH: Final = 0.08
PEAK: Final = 0.6


def jaw_of(performance: Performance, seconds: float) -> F64:
    """Return how far the jaw is open, 0 to 1, JAW_HZ times a second."""
    return np.array([max(0.0, performance.at(step / JAW_HZ).jaw) for step in range(round(seconds * JAW_HZ))])


def voice(jaw: F64, seed: int, pitch_hz: float = PITCH_HZ) -> F64:
    """Return the sound of a moving jaw, SOUND_RATE_HZ, -1 to 1.

    Args:
        jaw: (N,) 0 closed to 1 open, JAW_HZ.
        seed: of vowels, pitch and breath.
        pitch_hz: of the voice.
    """
    rng = np.random.default_rng(seed)
    n = len(jaw) * SOUND_RATE_HZ // JAW_HZ
    formants = _formants(jaw, rng)
    pitch = _each_sample(pitch_hz * _intonation(len(jaw), rng), n)
    phase = 2 * np.pi * np.cumsum(pitch) / SOUND_RATE_HZ
    sound = np.zeros(n)
    for harmonic in range(1, int(HIGHEST_HZ / pitch_hz)):
        loudness = _each_sample(_resonance(harmonic * pitch_hz, formants) / harmonic**0.6, n)
        sound += loudness * np.sin(harmonic * phase + rng.uniform(0, 2 * np.pi))
    sound *= _each_sample(jaw, n) ** 1.5
    breath = np.diff(rng.normal(size=n + 1)) * _each_sample(_between_syllables(jaw), n)
    mixed = sound / max(float(np.abs(sound).max()), 1e-9) + BREATH * breath
    return PEAK * mixed / max(float(np.abs(mixed).max()), 1e-9) if jaw.any() else np.zeros(n)


def write_voice(path: Path, performance: Performance, seconds: float, seed: int) -> None:
    """Write the voice of a performance as a WAV file."""
    samples = (voice(jaw_of(performance, seconds), seed) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE_HZ)
        file.writeframes(samples.tobytes())


def _formants(jaw: F64, rng: np.random.Generator) -> F64:
    """Return (N, 3): a new vowel from each closing of the jaw on, with a glide."""
    closes = (jaw[1:-1] < jaw[:-2]) & (jaw[1:-1] <= jaw[2:])
    syllable = np.concatenate([[0], np.cumsum(closes), [0]])[: len(jaw)]
    vowels = np.array(VOWELS_HZ)[rng.integers(len(VOWELS_HZ), size=int(syllable.max(initial=0)) + 1)]
    return np.stack([_smooth(column) for column in vowels[syllable].T], axis=1)


def _smooth(values: F64) -> F64:
    n = round(GLIDE_S * JAW_HZ)
    return np.convolve(np.pad(values, n // 2, "edge"), np.ones(n) / n, "valid")[: len(values)]


def _intonation(n: int, rng: np.random.Generator) -> F64:
    """Return the pitch over time, about 1: it moves from second to second and trembles a little."""
    knots = 1 + 0.15 * rng.normal(size=n // JAW_HZ + 3)
    slow = np.interp(np.arange(n), np.arange(len(knots)) * JAW_HZ, knots)
    return np.clip(slow * (1 + 0.015 * rng.normal(size=n)), 0.6, 1.6)


def _resonance(frequency_hz: float, formants: F64) -> F64:
    loudness = np.full(len(formants), 0.01)
    for weight, width_hz, centre_hz in zip(WEIGHTS, WIDTHS_HZ, formants.T, strict=True):
        loudness += weight / (1 + ((frequency_hz - centre_hz) / width_hz) ** 2)
    return loudness


def _between_syllables(jaw: F64) -> F64:
    """Return how much breath there is: while the jaw is nearly closed, in the middle of talking."""
    n = round(0.4 * JAW_HZ)
    talks = np.convolve(jaw, np.ones(n) / n, "same")[: len(jaw)] > 0.15
    return np.clip(0.35 - jaw, 0, 1) * talks


def _each_sample(values: F64, n: int) -> F64:
    return np.interp(np.arange(n) / SOUND_RATE_HZ, np.arange(len(values)) / JAW_HZ, values)
