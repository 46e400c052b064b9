"""Drawn hands: the open one has five fingers, the pointing one a tip to point with; both can be turned and mirrored."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from candor.evaluation.rendered_hand import DrawnHand, open_hand, pointing_hand

SKIN = np.array([200.0, 150.0, 130.0])
BEYOND = np.array([0.0, 12.0])


def drawn(make: Callable[..., DrawnHand], seed: int = 1) -> DrawnHand:
    return make(100, SKIN, np.random.default_rng(seed))


def at(hand: DrawnHand, xy: np.ndarray) -> float:
    x, y = np.rint(xy).astype(int)
    return float(hand.share[y, x])


def fingers_in_row(hand: DrawnHand, y: int) -> int:
    return int((np.diff((hand.share[y] > 0.5).astype(int)) == 1).sum())


def test_an_open_hand_spreads_its_fingers_and_a_pointing_one_shows_one() -> None:
    assert fingers_in_row(drawn(open_hand), 75) >= 3
    assert fingers_in_row(drawn(pointing_hand), 75) == 1


def test_beyond_the_tip_of_the_index_there_is_nothing() -> None:
    hand = drawn(pointing_hand)

    assert at(hand, hand.anchor_xy) > 0.5
    assert at(hand, hand.anchor_xy - BEYOND) == 0
    assert at(hand, hand.anchor_xy + BEYOND) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("degrees", [-60.0, 30.0, 150.0])
def test_the_tip_stays_the_tip_when_the_hand_is_turned_or_mirrored(degrees: float) -> None:
    hand = drawn(pointing_hand)

    for other in (hand.turned(degrees), hand.mirrored(), hand.mirrored().turned(degrees)):
        assert at(other, other.anchor_xy) > 0.3
        assert other.share.sum() == pytest.approx(hand.share.sum(), rel=0.1)


def test_only_an_arm_reaches_below_the_hand() -> None:
    bare, whole = (open_hand(100, SKIN, np.random.default_rng(1), has_arm=has) for has in (False, True))

    assert bare.share[185].sum() == 0
    assert whole.share[185].sum() > 10


def test_the_hand_has_the_colour_of_the_skin() -> None:
    hand = drawn(open_hand)
    mean = hand.picture[hand.share > 0.9].mean(axis=0)

    assert np.abs(mean / SKIN - (mean / SKIN).mean()).max() < 0.1


def test_the_same_generator_draws_the_same_hand_and_another_another() -> None:
    assert np.array_equal(drawn(open_hand).picture, drawn(open_hand).picture)
    assert not np.array_equal(drawn(open_hand).picture, drawn(open_hand, 2).picture)
