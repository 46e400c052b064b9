"""The demo voice: as loud as the jaw is open, the same for the same seed, and speech to the speech detector."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from candor.demo.acting import Performance
from candor.demo.voice import JAW_HZ, jaw_of, voice, write_voice
from candor.inference.default_set import load_default_models
from candor.settings import Settings

JAW = jaw_of(Performance(31, 10.0), 10.0)


def test_loudness_follows_the_jaw() -> None:
    sound = voice(JAW, 1)
    level = np.sqrt(np.square(sound.reshape(len(JAW), -1)).mean(axis=1))

    assert len(sound) == len(JAW) * 160
    assert np.corrcoef(level, JAW)[0, 1] > 0.75
    assert np.abs(sound).max() == pytest.approx(0.6)


def test_the_same_seed_gives_the_same_voice() -> None:
    np.testing.assert_array_equal(voice(JAW, 4), voice(JAW, 4))
    assert not np.array_equal(voice(JAW, 4), voice(JAW, 5))


def test_a_closed_mouth_is_silent() -> None:
    assert not voice(np.zeros(JAW_HZ), 1).any()


def test_it_is_written_as_a_plain_file(tmp_path: Path) -> None:
    write_voice(tmp_path / "voice.wav", Performance(31, 2.0), 2.0, 1)
    with wave.open(str(tmp_path / "voice.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16000, 1, 32000)


def test_the_speech_detector_hears_somebody_speak(settings_with_models: Settings) -> None:
    detector = load_default_models(settings_with_models).speech
    sound = voice(JAW, 1).astype(np.float32)
    windows = np.concatenate([np.zeros(64, np.float32), sound[: len(sound) // 512 * 512]])
    speech, _ = detector.speech(windows, None)

    assert (speech > 0.5).mean() > 0.5
