"""A draw is the same again for its seed, avoids what it must, reaches everything, and follows no pattern."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.challenges.catalogue import CATALOGUE
from candor.challenges.draw import draw
from candor.domain.checks import CheckKind
from candor.errors import UsageError
from challenges.builders import RULES

SEED = "00112233445566778899aabbccddeeff"
seeds = st.binary(min_size=16, max_size=16).map(bytes.hex)
kinds = st.sampled_from(CheckKind)


def series(seed: str, n: int) -> list[CheckKind]:
    drawn: list[CheckKind] = []
    for number in range(1, n + 1):
        drawn.append(draw(seed, number, RULES, last=drawn[-1] if drawn else None).check.kind)
    return drawn


@settings(deadline=None, max_examples=50)
@given(seeds, st.integers(1, 500), st.none() | kinds, st.sets(kinds, max_size=6))
def test_the_same_seed_gives_the_same_check_and_respects_what_cannot_be_done(seed, number, last, cannot) -> None:
    drawn = draw(seed, number, RULES, last=last, cannot=cannot)

    assert drawn == draw(seed, number, RULES, last=last, cannot=cannot)
    assert drawn.check.kind not in cannot
    assert drawn.check.side in CATALOGUE[drawn.check.kind].sides
    assert bool(drawn.check.digits) == (drawn.check.kind is CheckKind.SAY_DIGITS)
    assert RULES.wait_min_s <= drawn.wait_s <= RULES.wait_max_s


@settings(deadline=None, max_examples=50)
@given(seeds)
def test_no_kind_comes_twice_in_a_row(seed: str) -> None:
    drawn = series(seed, 40)

    assert all(a is not b for a, b in pairwise(drawn))


def test_the_only_kind_left_is_asked_for_again() -> None:
    cannot = [kind for kind in CheckKind if kind is not CheckKind.LOOK_UP]

    assert draw(SEED, 2, RULES, last=CheckKind.LOOK_UP, cannot=cannot).check.kind is CheckKind.LOOK_UP


def test_when_nothing_is_left_that_is_said() -> None:
    with pytest.raises(UsageError) as raised:
        draw(SEED, 1, RULES, cannot=list(CheckKind))

    assert raised.value.code == "no_check_left"


@pytest.mark.parametrize("seed", ["", "xyz", "00", "é" * 32])
def test_a_seed_that_is_none_is_refused(seed: str) -> None:
    with pytest.raises(UsageError, match="hexadecimal"):
        draw(seed, 1, RULES)


def test_over_many_interviews_all_kinds_and_sides_come_up_alike() -> None:
    """1,400 first draws: each kind 200 times, give or take 4.5 standard deviations."""
    drawn = [draw(f"{i:032x}", 1, RULES) for i in range(1400)]
    counts = Counter(d.check.kind for d in drawn)
    sides = Counter(d.check.side for d in drawn if d.check.kind is CheckKind.TURN_HEAD)

    assert all(140 <= counts[kind] <= 260 for kind in CheckKind)
    assert min(sides.values()) > 60
    assert len({d.check.digits for d in drawn}) > 150
    assert len({d.wait_s for d in drawn}) > 500


def test_what_the_interviewer_asks_for_still_has_a_side_nobody_could_know() -> None:
    sides = {draw(f"{i:032x}", 1, RULES, kind=CheckKind.COVER_EYE).check.side for i in range(40)}

    assert sides == set(CATALOGUE[CheckKind.COVER_EYE].sides)


def test_a_pause_of_one_length_is_allowed() -> None:
    fixed = replace(RULES, wait_min_s=1.0, wait_max_s=1.0)

    assert draw(SEED, 1, fixed).wait_s == 1.0
