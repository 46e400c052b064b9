"""A made pulse is found at its rate; noise is not clear; nothing is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.maths.pulse import pulse_rate


def skin(bpm: float, seconds: float = 15.0, fps: float = 15.0, noise: float = 0.02) -> tuple[np.ndarray, np.ndarray]:
    """Return times and colours of skin whose blood flows by `bpm`: green most, then blue, then red."""
    rng = np.random.default_rng(1)
    times_s = np.arange(0, seconds, 1 / fps) + rng.uniform(0, 0.02, int(seconds * fps))
    beat = np.sin(2 * np.pi * bpm / 60 * times_s)
    light = 1 + 0.02 * np.sin(2 * np.pi * 0.2 * times_s)
    colours = np.array([180.0, 130.0, 110.0]) * (1 + 0.004 * np.outer(beat, [0.33, 0.77, 0.53])) * light[:, None]
    return times_s, colours + rng.normal(0, noise, colours.shape)


def test_a_pulse_of_72_a_minute_is_72_a_minute() -> None:
    found = pulse_rate(*skin(72))

    assert found is not None
    assert found.bpm == pytest.approx(72, abs=2)
    assert found.snr_db > 3


@given(st.floats(50, 150))
@settings(max_examples=15, deadline=None)
def test_every_usual_rate_is_found(bpm: float) -> None:
    found = pulse_rate(*skin(bpm))

    assert found is not None
    assert found.bpm == pytest.approx(bpm, abs=3)


def test_noise_has_no_clear_pulse() -> None:
    found = pulse_rate(*skin(72, noise=5.0))

    assert found is not None
    assert found.snr_db < 0


def test_too_short_constant_or_black_skin_gives_nothing() -> None:
    times_s, colours = skin(72)

    assert pulse_rate(times_s[:30], colours[:30]) is None
    assert pulse_rate(times_s, np.full_like(colours, 120.0)) is None
    assert pulse_rate(times_s, np.zeros_like(colours)) is None
    assert pulse_rate(times_s[:1], colours[:1]) is None
