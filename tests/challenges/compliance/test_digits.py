"""Digits need speech and moving lips; which digits they were only the interviewer can tell."""

from __future__ import annotations

import math

import pytest

from candor.challenges.compliance.digits import judge_digits
from candor.challenges.compliance.stretch import Finding, stretch_of
from candor.domain.checks import CheckKind
from candor.domain.window import Window
from challenges.builders import RULES, heard, running, seen
from signals.builders import face


def found(window: Window) -> Finding:
    return judge_digits(stretch_of(running(CheckKind.SAY_DIGITS), window, RULES.baseline_s), RULES)


def talking(since_s: float):
    return face(mouth=0.1 + (0.08 * abs(math.sin(9 * since_s)) if 3 < since_s < 5.5 else 0))


def voice(since_s: float) -> float:
    return 0.9 if 3 < since_s < 5.5 else 0.05


def test_speech_with_moving_lips_is_put_to_the_interviewer_when_it_ends() -> None:
    assert not found(heard(seen(talking, 8.0), voice)).asks_interviewer
    finding = found(heard(seen(talking, 11.0), voice))

    assert finding.asks_interviewer
    assert not finding.is_done
    assert finding.details["speech_s"] == pytest.approx(2.5, abs=0.2)


def test_a_voice_without_lips_or_lips_without_a_voice_are_not_digits_said() -> None:
    still = found(heard(seen(lambda _: face(), 24.5), voice))
    mute = found(heard(seen(talking, 24.5), lambda _: 0.05))

    assert not still.asks_interviewer
    assert not mute.asks_interviewer
    assert still.is_judged
    assert mute.is_judged


def test_without_sound_the_interviewer_is_asked_after_a_while() -> None:
    assert not found(seen(talking, 10.0)).asks_interviewer
    late = found(seen(talking, 15.0))

    assert late.asks_interviewer
    assert not late.is_judged
