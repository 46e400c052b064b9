"""Hands are looked for while a check with a hand runs, and at no other time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from candor.domain.checks import WITH_HAND, Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.ports import Hand
from candor.domain.window import Window
from candor.pipeline.check_facts import running_check, with_check_facts
from challenges.builders import RULES, meshed
from painted_faces import painted_analysers
from signals.builders import frame

PICTURE = np.zeros((36, 64, 3), np.uint8)


class OneHand:
    """Sees a hand where it saw one before, or at the origin; remembers how often it was asked."""

    def __init__(self) -> None:
        self.looks = 0

    def find(self, rgb: np.ndarray, before: Sequence[Hand] = ()) -> tuple[Hand, ...]:
        self.looks += 1
        start = before[0].landmarks_xy if before else np.zeros((21, 2), np.float32)
        return (Hand(start + 1, 0.9),)


def status(kind: CheckKind, phase: CheckPhase = CheckPhase.RUNNING) -> CheckStatus:
    return CheckStatus(Check(CheckId("check-1"), kind), phase, 0.0)


@pytest.mark.parametrize("kind", CheckKind)
def test_only_checks_with_a_hand_look_for_one(kind: CheckKind) -> None:
    analysers = replace(painted_analysers(), hands=OneHand())

    facts = with_check_facts(frame(1.0), Window([]), PICTURE, status(kind), analysers, RULES)

    assert (facts.hands is not None) == (kind in WITH_HAND)


def test_no_check_no_look() -> None:
    hands = OneHand()
    analysers = replace(painted_analysers(), hands=hands)

    assert with_check_facts(frame(1.0), Window([]), PICTURE, None, analysers, RULES).hands is None
    assert hands.looks == 0


def test_a_hand_is_followed_from_the_frame_before() -> None:
    analysers = replace(painted_analysers(), hands=OneHand())
    check = status(CheckKind.COVER_EYE)

    first = with_check_facts(frame(1.0), Window([]), PICTURE, check, analysers, RULES)
    second = with_check_facts(frame(1.1), Window([first]), PICTURE, check, analysers, RULES)

    assert second.hands is not None
    assert second.hands[0].landmarks_xy[0].tolist() == [2, 2]


@pytest.mark.parametrize(("hidden_s", "is_known"), [(0.5, True), (5.0, False)])
def test_a_face_that_the_hand_hides_stays_where_it_was_for_a_moment(hidden_s: float, is_known: bool) -> None:
    analysers = replace(painted_analysers(), hands=OneHand())
    before = Window([frame(1.0, meshed()), frame(0.99 + hidden_s)])

    facts = with_check_facts(frame(1.0 + hidden_s), before, PICTURE, status(CheckKind.COVER_EYE), analysers, RULES)

    assert facts.hands is not None
    assert (facts.hands[0].on_face is not None) == is_known


def test_the_check_that_runs_is_the_newest_that_is_not_over() -> None:
    over, now = status(CheckKind.LOOK_UP, CheckPhase.DONE), status(CheckKind.LEAN_IN)

    assert running_check((over, now)) is now
    assert running_check((over,)) is None
    assert running_check(()) is None
