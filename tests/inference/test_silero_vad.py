"""The voice activity network: no speech in noise, tones and silence; the memory makes blocks join."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.silero_vad import CONTEXT, MODEL_ID, WINDOW, SileroVad
from candor.inference.store import ModelStore


@pytest.fixture(scope="module")
def vad(store: ModelStore) -> SileroVad:
    return SileroVad(store.read(MODEL_ID))


def padded(sound: np.ndarray) -> np.ndarray:
    whole = sound[: len(sound) // WINDOW * WINDOW]
    return np.concatenate([np.zeros(CONTEXT, np.float32), whole.astype(np.float32)])


def test_noise_a_tone_and_silence_are_no_speech(vad: SileroVad) -> None:
    time_s = np.arange(32000) / 16000
    noise = 0.1 * np.random.default_rng(1).normal(size=32000)
    for sound in (np.zeros(32000), noise, 0.3 * np.sin(2 * np.pi * 440 * time_s)):
        speech, _ = vad.speech(padded(sound), None)
        assert speech.shape == (62,)
        assert np.median(speech) < 0.2


def test_blocks_give_what_the_whole_gives(vad: SileroVad) -> None:
    sound = padded(0.1 * np.random.default_rng(2).normal(size=20 * WINDOW))
    whole, _ = vad.speech(sound, None)
    memory, parts = None, []
    for first in range(0, 20, 4):
        part, memory = vad.speech(sound[first * WINDOW : CONTEXT + (first + 4) * WINDOW], memory)
        parts.append(part)

    np.testing.assert_allclose(np.concatenate(parts), whole, atol=1e-5)


def test_nothing_gives_nothing_and_keeps_the_memory(vad: SileroVad) -> None:
    memory = np.ones((2, 1, 1, 128), np.float32)
    speech, kept = vad.speech(np.zeros(CONTEXT + WINDOW - 1, np.float32), memory)
    assert speech.shape == (0,)
    np.testing.assert_array_equal(kept, memory)


def test_another_network_is_refused(store: ModelStore) -> None:
    with pytest.raises(ModelError):
        SileroVad(b"no network")


@pytest.mark.shared
def test_hears_people_speak(vad: SileroVad, shared: Path) -> None:
    clip = shared / "data" / "calls" / "sadtalker_hdtf__WDA_BobMenendez_000.mp4"
    with av.open(str(clip)) as container:
        resampler = av.AudioResampler("s16", "mono", 16000)
        pieces = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in resampler.resample(f)]
    speech, _ = vad.speech(padded(np.concatenate(pieces) / 32768), None)
    assert (speech > 0.5).mean() > 0.8
