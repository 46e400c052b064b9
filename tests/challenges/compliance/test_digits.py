"""Digits that were heard need moving lips to be done; all other speech is put to the interviewer."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from candor.challenges.compliance.digits import judge_digits
from candor.challenges.compliance.stretch import Finding, stretch_of
from candor.domain.checks import CheckKind
from candor.domain.sound import SpokenDigits
from candor.domain.window import Window
from challenges.builders import ASKED_AT_S, RULES, heard, running, seen
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


def said(window: Window, digits: str = "4071", since_s: float = 6.0) -> Window:
    return replace(window, spoken=SpokenDigits(digits, ASKED_AT_S + since_s))


def test_digits_that_were_heard_with_moving_lips_are_done() -> None:
    finding = found(said(heard(seen(talking, 11.0), voice)))

    assert finding.is_done
    assert finding.details["heard"] == 1


def test_digits_that_were_heard_from_lips_that_stand_still_are_not_done() -> None:
    finding = found(said(heard(seen(lambda _: face(), 11.0), voice)))

    assert not finding.is_done
    assert not finding.asks_interviewer


@pytest.mark.parametrize(("digits", "since_s"), [("4072", 6.0), ("4071", -1.0)])
def test_digits_of_another_check_do_not_count(digits: str, since_s: float) -> None:
    finding = found(said(heard(seen(talking, 11.0), voice), digits, since_s))

    assert not finding.is_done
    assert finding.asks_interviewer
