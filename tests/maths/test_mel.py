"""Mel bands: a tone lands in its band, the scale is Slaney's, the energy is there whatever the length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.mel import hz_to_mel, mel_spectrogram, mel_to_hz


def spectrum(sound: np.ndarray) -> np.ndarray:
    return mel_spectrogram(sound.astype(np.float32), 16000, window=400, hop=160, bands=40)


def tone(frequency_hz: float, seconds: float = 0.5) -> np.ndarray:
    return np.sin(2 * np.pi * frequency_hz * np.arange(round(16000 * seconds)) / 16000)


def test_the_scale_is_linear_to_one_kilohertz_and_logarithmic_above() -> None:
    assert hz_to_mel(np.array([0.0, 1000.0, 6400.0])).tolist() == pytest.approx([0.0, 15.0, 42.0])


@given(st.floats(0, 8000))
def test_mels_and_back(hz: float) -> None:
    assert float(mel_to_hz(hz_to_mel(np.array(hz)))) == pytest.approx(hz, abs=1e-6)


@pytest.mark.parametrize("frequency_hz", [200, 440, 1000, 2500, 5000])
def test_a_tone_is_strongest_in_the_band_that_holds_it(frequency_hz: float) -> None:
    centres_hz = mel_to_hz(np.linspace(0, float(hz_to_mel(np.array(8000.0))), 42))[1:-1]
    strongest = int(spectrum(tone(frequency_hz))[20].argmax())

    assert abs(strongest - int(np.abs(centres_hz - frequency_hz).argmin())) <= 1


@pytest.mark.parametrize("n", [201, 400, 16000, 16001])
def test_a_frame_every_hop(n: int) -> None:
    assert spectrum(np.zeros(n)).shape == (1 + n // 160, 40)
    assert not spectrum(np.zeros(n)).any()


def test_twice_as_loud_is_four_times_the_power() -> None:
    np.testing.assert_allclose(spectrum(2 * tone(500)), 4 * spectrum(tone(500)), rtol=1e-4, atol=1e-6)
