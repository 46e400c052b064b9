"""The level of a band: a tone inside is as loud as it is, one outside is not heard, silence has a floor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.sound_level import FLOOR_DB, band_level_db


def tone(frequency_hz: float, amplitude: float = 1.0) -> np.ndarray:
    samples = np.arange(512 * 4)
    return (amplitude * np.sin(2 * np.pi * frequency_hz * samples / 16000)).astype(np.float32).reshape(4, 512)


def level(hops: np.ndarray) -> float:
    return float(np.median(band_level_db(hops, 16000, 300, 3000)))


@pytest.mark.parametrize("amplitude", [1.0, 0.1, 0.001])
def test_a_sine_inside_the_band_has_its_own_level(amplitude: float) -> None:
    assert level(tone(1000, amplitude)) == pytest.approx(20 * np.log10(amplitude) - 3.0, abs=0.1)


@pytest.mark.parametrize("frequency_hz", [50, 120, 5000, 7900])
def test_what_lies_outside_is_hardly_heard(frequency_hz: float) -> None:
    assert level(tone(frequency_hz)) < -40


def test_silence_has_a_floor() -> None:
    np.testing.assert_array_equal(band_level_db(np.zeros((3, 512), np.float32), 16000, 300, 3000), [FLOOR_DB] * 3)
    assert band_level_db(np.zeros((0, 512), np.float32), 16000, 300, 3000).shape == (0,)


@given(gain_db=st.floats(-60, 0))
def test_a_gain_shifts_the_level(gain_db: float) -> None:
    assert level(tone(700) * 10 ** (gain_db / 20)) == pytest.approx(level(tone(700)) + gain_db, abs=0.01)
