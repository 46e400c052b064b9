"""The speaker encoder: made voices apart by pitch and throat, unit length, loudness does not matter."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from candor.errors import ModelError
from candor.inference.store import ModelStore
from candor.inference.voice_encoder import MODEL_ID, VoiceEncoder


@pytest.fixture(scope="module")
def encoder(store: ModelStore) -> VoiceEncoder:
    return VoiceEncoder(store.read(MODEL_ID))


def buzz(pitch_hz: float, throat: float, seed: int, seconds: float = 2.4) -> np.ndarray:
    """A voice without words: harmonics under three formants that a longer or shorter throat shifts."""
    rng, at_s = np.random.default_rng(seed), np.arange(round(16000 * seconds)) / 16000
    wobble = 1 + 0.05 * np.sin(2 * np.pi * 0.7 * at_s + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch_hz * wobble) / 16000
    sound = np.zeros(len(at_s))
    for harmonic in range(1, int(4000 / pitch_hz)):
        peaks = sum(1 / (1 + ((harmonic * pitch_hz - f * throat) / 100) ** 2) for f in (600, 1300, 2500))
        sound += (0.02 + peaks) / harmonic**0.5 * np.sin(harmonic * phase)
    loudness = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * at_s + rng.uniform(0, 6))
    return (0.1 * loudness * sound / np.abs(sound).max()).astype(np.float32)


def test_one_voice_is_more_alike_than_two(encoder: VoiceEncoder) -> None:
    low, again, high = (encoder.embed(buzz(*who)) for who in ((110, 0.95, 1), (112, 0.95, 2), (220, 1.2, 3)))

    assert low.shape == (256,)
    assert np.linalg.norm(low) == pytest.approx(1.0, abs=1e-5)
    assert low @ again > low @ high + 0.1


def test_a_quiet_voice_is_the_same_voice(encoder: VoiceEncoder) -> None:
    loud, quiet = (encoder.embed((gain * buzz(140, 1.0, 4)).astype(np.float32)) for gain in (0.2, 0.02))

    assert loud @ quiet > 0.99


def test_silence_and_the_shortest_stretch_are_embedded_without_error(encoder: VoiceEncoder) -> None:
    n = round(16000 * encoder.seconds)
    for sound in (np.zeros(n, np.float32), buzz(140, 1.0, 5)[:n]):
        assert np.isfinite(encoder.embed(sound)).all()


def test_another_file_is_refused() -> None:
    with pytest.raises(ModelError) as caught:
        VoiceEncoder(b"no checkpoint")
    assert caught.value.code == "torch_format"


@pytest.mark.shared
def test_tells_two_speakers_apart(encoder: VoiceEncoder, shared: Path) -> None:
    def halves(name: str) -> list[np.ndarray]:
        with av.open(str(shared / "data" / "calls" / name)) as container:
            resampler = av.AudioResampler("s16", "mono", 16000)
            pieces = [p.to_ndarray()[0] for f in container.decode(audio=0) for p in resampler.resample(f)]
        sound = np.concatenate(pieces).astype(np.float32) / np.float32(32768)
        middle = len(sound) // 2
        return [encoder.embed(half.astype(np.float32)) for half in (sound[:middle], sound[middle:])]

    one = halves("sadtalker_hdtf__WDA_AlexandriaOcasioCortez_000.mp4")
    two = halves("sadtalker_hdtf__WDA_BobMenendez_000.mp4")

    assert min(one[0] @ one[1], two[0] @ two[1]) > max(a @ b for a in one for b in two) + 0.1
