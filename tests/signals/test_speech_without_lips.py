"""A voice over a still mouth, a voice with its mouth, echoes and frozen pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.speech_without_lips import SpeechWithoutLips
from signals.builders import context
from spoken import conversation, with_loss


def judged(seen: Window) -> Verdict:
    return SpeechWithoutLips().observe(seen, context())


def test_a_loud_voice_over_a_still_mouth_is_told_with_its_seconds() -> None:
    verdict = judged(conversation(10, mouth=None))

    assert isinstance(verdict, Observation)
    assert verdict.code == "voice_without_lips"
    assert verdict.llr > 1.5
    assert float(verdict.details["seconds"]) == pytest.approx(10, abs=1)


def test_two_seconds_of_it_say_little() -> None:
    verdict = judged(conversation(20, mouth=None, quiet_until_s=17.5))

    assert isinstance(verdict, Observation)
    assert 0 < verdict.llr < 1


@pytest.mark.parametrize("voice", [1, 2])
def test_a_mouth_that_moves_is_nothing_against_anybody(voice: int) -> None:
    verdict = judged(conversation(20, voice=voice))

    assert isinstance(verdict, Observation)
    assert verdict.code == "lips_move_with_speech"
    assert verdict.llr <= 0


def test_a_voice_much_quieter_than_the_calls_own_is_an_echo() -> None:
    speaking, still = conversation(10), conversation(20, mouth=None)
    echo = tuple(replace(s, level_db=s.level_db - 25) for s in still.sounds if s.captured_at_s > 10)
    frames = [f for f in speaking.frames if f.captured_at_s <= 10] + [f for f in still.frames if f.captured_at_s > 10]
    verdict = judged(Window(frames, (*speaking.sounds, *echo)))

    assert isinstance(verdict, Observation)
    assert verdict.code == "lips_move_with_speech"


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (conversation(20, voice=None), "no_sound"),
        (conversation(20, speech=0.1), "nobody_speaks"),
        (with_loss(conversation(20, speech=0.1)), "sound_lost"),
        (with_loss(conversation(20, voice=None)), "sound_lost"),
        (conversation(20, yaw_deg=60), "mouth_not_seen"),
        (conversation(20, fps=4.0), "too_few_pictures"),
        (conversation(20, mouth=None, jitter=0.0), "picture_stands_still"),
    ],
)
def test_what_cannot_be_judged_is_said(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
