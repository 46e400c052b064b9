"""Codes of two colours, and what may be shown to anybody."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.maths.light_code import count_codes, draw_codes, is_photosensitivity_safe, relative_luminance

WHITE, BLACK, RED, GREY = (255, 255, 255), (0, 0, 0), (255, 0, 0), (60, 60, 60)


def _longest_run(code) -> int:
    return max(len(list(run)) for _, run in groupby(code))


def _every_code(length: int, max_run: int) -> list[tuple[int, ...]]:
    return [c for c in product((-1, 1), repeat=length) if sum(c) == 0 and _longest_run(c) <= max_run]


def _blinking(first, second, seconds: float, step_s: float) -> np.ndarray:
    return np.array([first if i % 2 else second for i in range(int(seconds / step_s))], dtype=np.uint8)


@pytest.mark.parametrize(("length", "max_run"), [(2, 1), (6, 2), (8, 1), (10, 3), (12, 2)])
def test_codes_are_counted_as_by_listing_them(length: int, max_run: int) -> None:
    assert count_codes(length, max_run) == len(_every_code(length, max_run))


def test_every_code_is_drawn_equally_often() -> None:
    codes = _every_code(8, 3)
    drawn = draw_codes(np.random.default_rng(1), 60_000, 8, 3)

    seen = {tuple(code): n for code, n in zip(*np.unique(drawn, axis=0, return_counts=True), strict=True)}

    assert set(seen) == set(codes)
    expected = 60_000 / len(codes)
    chi_squared = sum((n - expected) ** 2 / expected for n in seen.values())
    assert chi_squared < len(codes) + 4 * np.sqrt(2 * len(codes))


@given(st.integers(1, 20).map(lambda n: 2 * n), st.integers(1, 5), st.integers(0, 2**32))
def test_a_code_is_balanced_and_never_stays_long(length: int, max_run: int, seed: int) -> None:
    (code,) = draw_codes(np.random.default_rng(seed), 1, length, max_run)

    assert code.sum() == 0
    assert _longest_run(code) <= max_run


@pytest.mark.parametrize(("length", "max_run"), [(7, 2), (0, 2), (8, 0)])
def test_a_law_that_has_no_codes_is_refused(length: int, max_run: int) -> None:
    with pytest.raises(ValueError, match="even"):
        count_codes(length, max_run)


def test_white_has_the_luminance_of_one() -> None:
    assert relative_luminance(np.array(WHITE, dtype=np.uint8)) == pytest.approx(1)
    assert relative_luminance(np.array((0, 255, 0), dtype=np.uint8)) == pytest.approx(0.7152)


@pytest.mark.parametrize(
    ("first", "second", "step_s", "is_safe"),
    [
        (WHITE, BLACK, 0.1, False),  # five flashes a second
        (WHITE, BLACK, 0.4, True),  # one and a quarter
        (WHITE, BLACK, 0.15, False),
        (RED, GREY, 0.12, False),
        (WHITE, (250, 250, 250), 0.05, True),  # hardly a change
        ((255, 214, 176), (176, 229, 255), 0.05, True),  # equal luminance, no saturated red
        ((255, 255, 255), (225, 225, 225), 0.1, False),  # by the broadcast limit alone
    ],
)
def test_flashes_are_counted_by_the_standards(first, second, step_s: float, is_safe: bool) -> None:
    assert is_photosensitivity_safe(_blinking(first, second, 3.0, step_s), step_s, screen_cd=150.0) is is_safe


def test_a_red_that_blinks_without_a_change_of_luminance_counts() -> None:
    grey = next(g for g in range(256) if relative_luminance(np.array((g, g, g), dtype=np.uint8)) >= 0.2126)

    assert not is_photosensitivity_safe(_blinking(RED, (grey, grey, grey), 3.0, 0.1), 0.1)


def test_a_slow_fade_counts_once_however_fine_its_steps() -> None:
    up = np.linspace(0, 255, 25)
    ramp = np.concatenate([up, up[::-1]])
    colours = np.repeat(np.tile(ramp, 6)[:, None], 3, axis=1).astype(np.uint8)

    assert is_photosensitivity_safe(colours, 0.04)
    assert not is_photosensitivity_safe(colours, 0.004)


def test_nothing_shown_is_safe() -> None:
    assert is_photosensitivity_safe(np.zeros((0, 3), dtype=np.uint8), 0.1)
