"""The moment that shows a check best is the farthest one; without any it is the middle."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.challenges.compliance.moments import farthest_at_s
from candor.domain.checks import CheckKind, Side
from challenges.builders import ASKED_AT_S, CENTRE, RULES, hand_at, meshed, pointing_at, running, seen, shown
from signals.builders import face

CHEEK = meshed().landmarks_xy
assert CHEEK is not None
LEFT_CHEEK = CHEEK[[205, 50]].mean(axis=0)


def bump(since_s: float) -> float:
    return float(np.clip(1 - abs(since_s - 3), 0, 1))


def test_a_turn_is_best_seen_when_farthest() -> None:
    window = seen(lambda t: face(yaw_deg=40 * bump(t)), 12.0)

    assert farthest_at_s(running(CheckKind.TURN_HEAD, Side.RIGHT), window, RULES) == pytest.approx(ASKED_AT_S + 3)


def test_a_hand_is_best_seen_when_it_covers_most_or_touches() -> None:
    over = shown(lambda t: (hand_at(CENTRE[0] + 60 * abs(t - 2), CENTRE[1]),), 12.0)
    touch = shown(lambda t: (pointing_at(LEFT_CHEEK[0], LEFT_CHEEK[1] + 30 * abs(t - 4)),), 12.0)

    assert farthest_at_s(running(CheckKind.HAND_OVER_FACE), over, RULES) == pytest.approx(ASKED_AT_S + 2, abs=0.3)
    assert farthest_at_s(running(CheckKind.PRESS_CHEEK, Side.LEFT), touch, RULES) == pytest.approx(ASKED_AT_S + 4)


def test_digits_are_best_seen_with_the_mouth_open() -> None:
    window = seen(lambda t: face(mouth=0.3 if 4.9 < t < 5.05 else 0.1), 12.0)

    assert farthest_at_s(running(CheckKind.SAY_DIGITS), window, RULES) == pytest.approx(ASKED_AT_S + 5, abs=0.11)


def test_where_nothing_moved_the_middle_is_shown() -> None:
    still = seen(lambda _: face(), 12.0)
    unseen = seen(lambda _: None, 12.0)

    assert farthest_at_s(running(CheckKind.TURN_HEAD, Side.RIGHT), still, RULES) == 8.0
    assert farthest_at_s(running(CheckKind.HAND_OVER_FACE), replace(unseen), RULES) == 8.0
