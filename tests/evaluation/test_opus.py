"""Opus keeps length and timing of a voice, and loses its detail."""

import numpy as np

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.opus import through_opus


def test_a_sound_comes_out_as_long_and_at_its_time() -> None:
    at_s = np.arange(2 * SOUND_RATE_HZ) / SOUND_RATE_HZ
    loud = (at_s % 0.5 < 0.25) * 8000 * np.sin(2 * np.pi * 300 * at_s)
    sound = loud.astype(np.int16)

    heard = through_opus(sound, 24)

    assert heard.dtype == np.int16
    assert len(heard) == len(sound)
    both = [np.abs(one.astype(float)).reshape(-1, 160).mean(axis=1) for one in (sound, heard)]
    lags = range(-10, 11)
    best = max(lags, key=lambda k: float(np.corrcoef(both[0][20:-20], np.roll(both[1], -k)[20:-20])[0, 1]))
    assert abs(best) <= 1
    assert (heard != sound).any()


def test_an_empty_sound_stays_empty() -> None:
    assert len(through_opus(np.zeros(0, np.int16), 24)) == 0
