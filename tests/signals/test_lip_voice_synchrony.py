"""Lips and voice: in step, late, another's, too little to compare."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.lip_voice_synchrony import LipVoiceSynchrony
from signals.builders import context
from spoken import conversation, with_loss


def judged(seen: Window) -> Verdict:
    return LipVoiceSynchrony().observe(seen, context())


@pytest.mark.parametrize("fps", [8.0, 12.0, 25.0])
def test_a_mouth_that_moves_with_the_voice_reassures(fps: float) -> None:
    verdict = judged(conversation(30, fps=fps))

    assert isinstance(verdict, Observation)
    assert verdict.code == "lips_match_voice"
    assert verdict.llr < 0
    assert abs(int(verdict.details["lag_ms"])) <= 40
    assert float(verdict.details["above_chance"]) > 4


@pytest.mark.parametrize("lag_s", [-0.3, 0.15, 0.6])
def test_the_lag_is_found_within_forty_milliseconds(lag_s: float) -> None:
    verdict = judged(conversation(30, lag_s=lag_s))

    assert isinstance(verdict, Observation)
    assert int(verdict.details["lag_ms"]) == pytest.approx(1000 * lag_s, abs=40)


def test_a_voice_that_comes_later_and_later_is_told() -> None:
    early, late = conversation(30, lag_s=0.0), conversation(30, lag_s=0.32)
    drifting = Window(early.frames, (*early.sounds[: len(early.sounds) // 2], *late.sounds[len(late.sounds) // 2 :]))
    verdict = judged(drifting)

    assert isinstance(verdict, Observation)
    assert int(verdict.details["lag_change_ms"]) == pytest.approx(320, abs=60)


@pytest.mark.parametrize("voice", [2, 3, 4])
def test_another_voice_speaks_against_it(voice: int) -> None:
    verdict = judged(conversation(30, voice=voice, fps=12))

    assert isinstance(verdict, Observation)
    assert verdict.code == "lips_do_not_match_voice"
    assert verdict.llr > 0


@pytest.mark.parametrize("voice", [2, 3, 4])
def test_with_few_pictures_another_voice_is_only_unclear(voice: int) -> None:
    verdict = judged(conversation(30, voice=voice, fps=8))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr) == ("lips_and_voice_unclear", 0.0)


def test_a_still_mouth_is_no_match() -> None:
    verdict = judged(conversation(30, mouth=None, fps=12))

    assert isinstance(verdict, Observation)
    assert verdict.llr > 0


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (Window([]), "no_sound"),
        (conversation(30, voice=None), "no_sound"),
        (conversation(30, speech=0.1), "nobody_speaks"),
        (with_loss(conversation(30, speech=0.1)), "sound_lost"),
        (with_loss(conversation(30, voice=None)), "sound_lost"),
        (with_loss(conversation(30, speech=0.1), before_s=40), "nobody_speaks"),
        (with_loss(conversation(30, fps=3.0)), "too_few_pictures"),
        (conversation(30, quiet_until_s=25), "nobody_speaks"),
        (conversation(5), "nobody_speaks"),
        (conversation(30, yaw_deg=60), "mouth_not_seen"),
        (conversation(30, fps=4.0), "too_few_pictures"),
    ],
)
def test_too_little_to_compare_is_said(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_sound_that_stopped_long_ago_is_no_sound() -> None:
    seen = conversation(30)
    verdict = judged(replace(seen, sounds=seen.sounds[: len(seen.sounds) // 2]))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_sound"
