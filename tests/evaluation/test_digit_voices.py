"""Synthetic voices say what they are asked to, reach the other end of Opus, and a missing program is named."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest

from candor.errors import UsageError
from candor.evaluation.digit_voices import VOICES, WORDS, Voice, spoken_digits, through_opus


def test_parts_have_voices_of_their_own_in_both_languages() -> None:
    tuned = {v.name for v in VOICES if v.is_tuned_on}
    reported = {v.name for v in VOICES if not v.is_tuned_on}

    assert not tuned & reported
    for part in (True, False):
        assert {v.words for v in VOICES if v.is_tuned_on is part} == set(WORDS)


def test_a_tone_is_still_there_after_opus() -> None:
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(32_000) / 16_000)).astype(np.int16)
    heard = through_opus(tone)

    assert len(heard) == pytest.approx(32_000, abs=1_600)
    spectrum = np.abs(np.fft.rfft(heard[4_000:20_000].astype(float)))
    assert np.argmax(spectrum) == pytest.approx(440, abs=2)


def test_a_missing_program_is_named() -> None:
    with pytest.raises(UsageError) as error:
        spoken_digits(Voice("no-such-synthesiser", "x", "en", is_tuned_on=False), "4071", np.random.default_rng(1))

    assert "no-such-synthesiser" in error.value.sentence


def test_a_voice_says_digits_between_two_silences() -> None:
    if shutil.which("espeak-ng") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng is not there, and CI must not skip it")
        pytest.skip("espeak-ng is not installed (make voice)")
    pcm = spoken_digits(Voice("espeak-ng", "en-us", "en", is_tuned_on=False), "4071", np.random.default_rng(1))
    level = np.sqrt(np.square(pcm[: len(pcm) // 8000 * 8000].astype(float)).reshape(-1, 8000).mean(axis=1))

    assert len(pcm) > 3 * 16_000
    assert level.max() > 4 * level[0]
