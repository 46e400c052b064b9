"""Digits that are said are heard, other speech is played under digits it does not hold, and both are counted apart."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from candor.domain.sound import SoundCodec
from candor.errors import UsageError
from candor.evaluation import digit_trials as trials_of
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.digit_trials import DigitTrial, Hearing, digit_report, digit_trials, hearing_of, sound_of
from candor.evaluation.digit_voices import Voice
from candor.pipeline.rules import load_pipeline_rules
from challenges.builders import RULES
from painted_faces import painted_analysers
from spoken import LoudIsSpeech, SaidOutLoud, spelled, voice

SOUND = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models/calibration/quality.toml").sound
HEARING = Hearing(SaidOutLoud(), LoudIsSpeech(), SOUND, RULES, SoundCodec.PCM)


def said(_: Voice, digits: str, rng: np.random.Generator) -> np.ndarray:
    """Digits of one level each, loud enough for LoudIsSpeech only in between."""
    noise = (voice(0.2, seed=int(rng.integers(100))) * 32767).astype(np.int16)
    pieces = [np.concatenate([np.frombuffer(spelled(d), "<i2")[:1], noise[1:]]) for d in digits]
    return np.concatenate([*pieces, np.zeros(16_000, np.int16)]).astype(np.int16)


def recording(folder: Path, person: str) -> LabelledRecording:
    """Two seconds of grey pictures with noise as sound."""
    path = folder / f"{person}.mkv"
    with av.open(str(path), "w") as container:
        pictures, sound = container.add_stream("mpeg4", 10), container.add_stream("pcm_s16le", 16_000, layout="mono")
        pictures.width, pictures.height = 64, 64
        for _ in range(20):
            grey = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 90, np.uint8))
            container.mux(pictures.encode(grey))
        samples = av.AudioFrame.from_ndarray((voice(2.0) * 9000).astype(np.int16)[None], "s16", "mono")
        samples.sample_rate = 16_000
        container.mux(sound.encode(samples))
        container.mux([*pictures.encode(None), *sound.encode(None)])
    return LabelledRecording(
        path, is_attack=False, species="", person=person, crop=None, reference=None, attack_from_s=0
    )


def test_every_voice_and_every_recording_is_played_and_digits_that_were_said_are_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials_of, "SEQUENCES", 2)
    monkeypatch.setattr(trials_of, "UTTERANCES", 1)
    people = [recording(tmp_path, "d12.mp4"), recording(tmp_path, "somebody else")]
    trials = list(digit_trials(people, HEARING, 1, said))

    other = [t for t in trials if t.kind == "other speech"]
    assert {(t.who, t.part) for t in other} == {("d12.mp4", "tuned"), ("somebody else", "reported")}
    assert len(other) == 4
    assert not any(t.is_heard for t in trials if t.kind == "other speech")
    assert all(t.is_heard for t in trials if t.kind == "digits said")
    assert not any(t.is_heard for t in trials if t.kind == "one digit wrong")


def test_the_sound_of_a_recording_is_read_whole(tmp_path: Path) -> None:
    assert len(sound_of(recording(tmp_path, "somebody"))) == pytest.approx(32_000, abs=3_200)


def test_the_report_counts_each_part_and_names_who_was_heard() -> None:
    trials = [
        DigitTrial("digits said", "reported", "a", 4.0, is_heard=True, looks_s=3.0),
        DigitTrial("digits said", "reported", "b", 4.0, is_heard=False, looks_s=3.0),
        DigitTrial("other speech", "reported", "c", 15.0, is_heard=False, looks_s=9.0),
    ]
    report = digit_report(trials)

    assert "| digits said | reported | 2 | 2 | 8 | 1 |" in report
    assert "| other speech | reported | 1 | 1 | 15 | 0 |" in report
    assert "- digits said, reported, b: 0 of 1" in report
    assert "other speech, reported, c" not in report


def test_without_a_recogniser_there_is_nothing_to_try() -> None:
    with pytest.raises(UsageError):
        hearing_of(painted_analysers(), SOUND, RULES, SoundCodec.OPUS)
