"""From blocks of sound to facts: times, levels, gaps, wrong clocks, bounded memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.sound import SoundBlock, SoundHeard
from candor.pipeline.rules import load_pipeline_rules
from candor.pipeline.sound import HOP_S, Ear
from spoken import LoudIsSpeech, block, voice

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models/calibration/quality.toml").sound


def ear() -> Ear:
    return Ear(LoudIsSpeech(), RULES)


def speak(listener: Ear, seconds: float, start_s: float = 0.0, *, loudness: float = 0.2, offset_s: float = 0.0) -> None:
    for number in range(round(seconds / 0.2)):
        at_s = start_s + number * 0.2
        listener.hear(block(number, at_s, voice(0.2, loudness, number)), offset_s, at_s + offset_s)


def test_every_hop_of_thirty_two_milliseconds_has_level_and_speech() -> None:
    listener = ear()
    speak(listener, 2.0)
    facts = listener.facts

    assert len(facts) == 62
    assert facts[0].captured_at_s == pytest.approx(HOP_S / 2)
    assert np.diff([f.captured_at_s for f in facts]) == pytest.approx([HOP_S] * 61)
    assert all(f.speech == 1.0 for f in facts)
    assert all(-30 < f.level_db < -15 for f in facts)


def test_the_time_is_that_of_the_frames() -> None:
    listener = ear()
    speak(listener, 1.0, start_s=500.0, offset_s=-497.0)

    assert listener.facts[0].captured_at_s == pytest.approx(3.0 + HOP_S / 2)


def test_a_clock_that_wavers_leaves_no_gap_and_a_pause_leaves_one() -> None:
    listener = ear()
    for number in range(20):
        at_s = number * 0.2 + 0.01 * (number % 3)
        listener.hear(block(number, at_s, voice(0.2)), 0.0, at_s)
    assert len(listener.facts) == 125
    listener.hear(block(20, 9.0, voice(0.2)), 0.0, 9.0)

    assert listener.facts[-1].captured_at_s > 9.0
    assert listener.lost == ()


def test_blocks_that_are_missing_in_the_numbers_are_lost_and_told_once() -> None:
    listener = ear()
    speak(listener, 2.0)
    listener.hear(block(15, 3.0, voice(0.2)), 0.0, 3.1)

    assert [(lost.noticed_at_s, lost.seconds) for lost in listener.lost] == [(3.1, pytest.approx(1.0))]
    assert listener.newly_lost_s() == pytest.approx(1.0)
    assert listener.newly_lost_s() == 0.0


def test_a_source_that_paused_while_one_block_was_lost_has_not_lost_the_pause() -> None:
    listener = ear()
    speak(listener, 1.0)
    listener.hear(block(6, 60.0, voice(0.2)), 0.0, 60.0)

    assert listener.newly_lost_s() <= 1.0


def test_a_new_connection_that_counts_from_its_beginning_has_lost_nothing() -> None:
    listener = ear()
    speak(listener, 2.0)
    listener.hear(block(0, 3.0, voice(0.2)), 0.0, 3.0)

    assert listener.newly_lost_s() == 0.0


def test_what_comes_too_late_to_be_heard_is_lost() -> None:
    listener = ear()
    speak(listener, 1.0)
    for number in range(5, 10):
        listener.hear(block(number, number * 0.2, voice(0.2)), 0.0, 60.0)

    assert listener.newly_lost_s() == pytest.approx(1.0)
    assert len(listener.lost) == 5


def test_what_was_lost_long_ago_is_forgotten_but_was_counted() -> None:
    listener = Ear(LoudIsSpeech(), replace(RULES, keep_s=5.0))
    for number in range(0, 200, 2):
        listener.hear(block(number, number * 0.2, voice(0.2)), 0.0, number * 0.2)

    assert len(listener.lost) <= 14
    assert listener.newly_lost_s() == pytest.approx(99 * 0.2)


def test_what_was_heard_lately_is_told() -> None:
    listener = ear()
    assert listener.heard(0.0) is SoundHeard.NONE
    speak(listener, 1.0)
    assert listener.heard(1.0) is SoundHeard.SPEECH
    speak(listener, 5.0, 1.0, loudness=0.0)
    assert listener.heard(6.0) is SoundHeard.SILENT
    assert listener.heard(60.0) is SoundHeard.NONE


def test_a_block_from_another_time_is_dropped() -> None:
    listener = ear()
    speak(listener, 1.0)
    before = listener.facts
    listener.hear(block(9, 1e9, voice(0.2)), 0.0, 1.0)
    listener.hear(block(9, float("nan"), voice(0.2)), 0.0, 1.0)
    listener.hear(block(10, 0.1, voice(0.2)), 0.0, 1.0)

    assert listener.facts == before


def test_memory_is_bounded() -> None:
    listener = Ear(LoudIsSpeech(), replace(RULES, keep_s=5.0))
    speak(listener, 20.0)

    assert listener.facts[-1].captured_at_s - listener.facts[0].captured_at_s <= 5.0
    assert len(listener._waiting) < 64 + 512


def test_without_a_detector_nothing_is_heard() -> None:
    listener = Ear(None, RULES)
    speak(listener, 1.0)

    assert listener.facts == ()
    assert listener.heard(1.0) is SoundHeard.NONE


@given(st.lists(st.tuples(st.floats(-3, 3), st.binary(max_size=4000)), max_size=20))
def test_whatever_comes_times_rise_and_nothing_breaks(blocks: list[tuple[float, bytes]]) -> None:
    listener, at_s = ear(), 10.0
    for number, (step_s, pcm) in enumerate(blocks):
        at_s += step_s
        listener.hear(SoundBlock(number, at_s, at_s, pcm), 0.0, 10.0)
    times_s = [f.captured_at_s for f in listener.facts]

    assert times_s == sorted(set(times_s))
    assert all(np.isfinite([f.level_db, f.speech]).all() for f in listener.facts)


class Loudness:
    """domain.ports.VoiceEmbedder by how loud it is; remembers how much it was given."""

    seconds = 1.6

    def __init__(self) -> None:
        self.given_s: list[float] = []

    def embed(self, speech: np.ndarray) -> np.ndarray:
        self.given_s.append(len(speech) / 16000)
        return np.array([float(np.abs(speech).mean())], np.float32)


def test_every_stretch_of_speech_long_enough_becomes_a_voice() -> None:
    embedder = Loudness()
    listener = Ear(LoudIsSpeech(), RULES, embedder)
    speak(listener, 10.0)
    speak(listener, 3.0, 10.0, loudness=0.0)
    speak(listener, 2.0, 13.0, loudness=0.4)

    assert [round(v.captured_at_s, 1) for v in listener.voices] == [2.4, 4.8, 7.2, 9.6]
    assert embedder.given_s == pytest.approx([2.4] * 4)
    speak(listener, 1.0, 15.0, loudness=0.4)
    assert len(listener.voices) == 5, "what was said before the pause is not mixed in"
    assert listener.voices[-1].embedding[0] > 1.5 * listener.voices[0].embedding[0]


def test_a_long_call_keeps_its_first_and_its_newest_voices() -> None:
    listener = Ear(LoudIsSpeech(), replace(RULES, keep_voices=6), Loudness())
    speak(listener, 60.0)
    at_s = [v.captured_at_s for v in listener.voices]

    assert len(at_s) == 6
    assert at_s[:3] == pytest.approx([2.4, 4.8, 7.2], abs=0.1)
    assert at_s[-1] > 55
    assert at_s == sorted(at_s)


class Countermeasure:
    """domain.ports.VoiceCountermeasure that scores by loudness."""

    seconds = 4.0375

    def score(self, sound: np.ndarray) -> float:
        return float(np.abs(sound).mean())


def test_a_countermeasure_hears_the_sound_of_the_blocks() -> None:
    assert ear().voice_looks is None
    listener = Ear(LoudIsSpeech(), RULES, None, Countermeasure())
    speak(listener, 4.0)
    assert listener.voice_looks == ()
    speak(listener, 1.0, 4.0)

    assert listener.voice_looks is not None
    (look,) = listener.voice_looks
    assert look.captured_at_s == pytest.approx(4.064)
    assert look.bona_fide_log_odds == pytest.approx(0.1, abs=0.01)
