"""A hand passes over the face, presses the cheek asked for, covers the one eye; other hands do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.challenges.compliance.hand import judge_hand
from candor.challenges.compliance.stretch import Finding, stretch_of
from candor.domain.checks import CheckKind, Side
from candor.domain.facts import HandFacts
from candor.domain.window import Window
from challenges.builders import CENTRE, RULES, hand_at, meshed, pointing_at, running, shown

NONE: tuple[HandFacts, ...] = ()
FACE = meshed().landmarks_xy
assert FACE is not None
LEFT_EYE, RIGHT_EYE = FACE[[33, 133]].mean(axis=0), FACE[[362, 263]].mean(axis=0)
LEFT_CHEEK, RIGHT_CHEEK = FACE[[205, 50]].mean(axis=0), FACE[[425, 280]].mean(axis=0)


def found(kind: CheckKind, window: Window, side: Side = Side.NONE) -> Finding:
    return judge_hand(stretch_of(running(kind, side), window, RULES.baseline_s), RULES)


def passing(since_s: float, seconds: float = 3.0) -> tuple[HandFacts, ...]:
    """From above the face to below it in 3 s, from second 1 on."""
    way = (since_s - 1) / seconds
    return (hand_at(CENTRE[0], CENTRE[1] - 120 + 240 * way),) if 0 <= way <= 1 else NONE


def test_a_hand_that_passes_slowly_over_the_face_is_done_when_it_is_gone() -> None:
    half_way = found(CheckKind.HAND_OVER_FACE, shown(passing, 6.5))
    finding = found(CheckKind.HAND_OVER_FACE, shown(passing, 9.0))

    assert not half_way.is_done
    assert finding.is_done
    assert float(finding.details["cover_percent"]) > 40
    assert finding.details["reaction_s"] == pytest.approx(1.2, abs=0.4)


def test_a_hand_that_the_model_loses_in_the_middle_is_judged_by_its_ends_and_the_face_it_hid() -> None:
    def ends(since_s: float) -> tuple[HandFacts, ...]:
        return NONE if 2.0 < since_s < 3.2 else passing(since_s)

    assert found(CheckKind.HAND_OVER_FACE, shown(ends, 9.0, lambda t: None if 2.2 < t < 2.8 else meshed())).is_done


def test_it_is_done_although_the_hand_hides_the_face_from_the_mesh() -> None:
    window = shown(passing, 9.0, lambda t: None if 1.5 < t < 3.5 else meshed())

    assert found(CheckKind.HAND_OVER_FACE, window).is_done


@pytest.mark.parametrize(
    "hands",
    [
        lambda _: NONE,
        lambda t: passing(t, 0.5),  # too fast
        lambda t: (hand_at(CENTRE[0], CENTRE[1] + 60),) if 1 < t < 4 else NONE,  # rests on the chin
        lambda t: (hand_at(CENTRE[0] + 250, CENTRE[1] - 120 + 80 * t),),  # beside the face
    ],
)
def test_other_hands_are_no_pass_over_the_face(hands) -> None:
    finding = found(CheckKind.HAND_OVER_FACE, shown(hands, 24.5))

    assert not finding.is_done
    assert finding.is_judged


def test_a_face_that_was_hidden_by_what_was_not_found_cannot_be_judged() -> None:
    window = shown(lambda _: NONE, 24.5, lambda t: None if 2 < t < 6 else meshed())

    assert not found(CheckKind.HAND_OVER_FACE, window).is_judged


def test_without_a_hand_model_nothing_can_be_told() -> None:
    window = shown(lambda _: NONE, 24.5)
    blind = Window([replace(f, hands=None) for f in window.frames])

    assert not found(CheckKind.HAND_OVER_FACE, blind).is_judged


@pytest.mark.parametrize(("side", "done"), [(Side.LEFT, True), (Side.RIGHT, False)])
def test_a_finger_on_the_cheek_counts_on_the_side_asked_for(side: Side, done: bool) -> None:
    window = shown(lambda t: (pointing_at(*LEFT_CHEEK),) if 2 < t < 3 else NONE, 8.0)

    assert found(CheckKind.PRESS_CHEEK, window, side).is_done == done


@pytest.mark.parametrize(("side", "done"), [(Side.RIGHT, True), (Side.LEFT, False)])
def test_a_hand_over_one_eye_counts_for_that_eye(side: Side, done: bool) -> None:
    x, y = RIGHT_EYE
    window = shown(lambda t: (hand_at(x + 35, y, 90),) if 2 < t < 4.5 else NONE, 9.0)

    assert found(CheckKind.COVER_EYE, window, side).is_done == done


def test_a_hand_over_both_eyes_covers_no_single_one() -> None:
    between = (LEFT_EYE + RIGHT_EYE) / 2
    window = shown(lambda t: (hand_at(float(between[0]), float(between[1]), 200),) if 2 < t < 4.5 else NONE, 9.0)

    assert not found(CheckKind.COVER_EYE, window, Side.RIGHT).is_done
