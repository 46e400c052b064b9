"""Weights point from honest faces to swaps; what is missing, and what tells nothing, weighs nothing."""

from __future__ import annotations

import numpy as np

from candor.evaluation.check_weights import fitted_limits

RNG = np.random.default_rng(1)
HONEST = [
    {"rise": float(v), "noise": float(n)} for v, n in zip(RNG.normal(0, 1, 60), RNG.normal(0, 1, 60), strict=True)
]
SWAPPED = [
    {"rise": float(v), "noise": float(n)} for v, n in zip(RNG.normal(2, 1, 20), RNG.normal(0, 1, 20), strict=True)
]
NAMES = ("rise", "noise")


def score(limits: dict[str, float], one: dict[str, float]) -> float:
    own = [limits[f"turn_{n}_weight"] * (one[n] - limits[f"turn_{n}_centre"]) for n in NAMES if np.isfinite(one[n])]
    return limits["turn_bias"] + sum(own)


def test_swaps_score_higher_and_noise_weighs_little() -> None:
    limits = fitted_limits("turn", NAMES, HONEST, SWAPPED)

    assert limits["turn_rise_weight"] > 0.8
    assert abs(limits["turn_noise_weight"]) < 0.3 * limits["turn_rise_weight"]
    assert np.mean([score(limits, one) for one in SWAPPED]) > 0.5
    assert np.mean([score(limits, one) for one in HONEST]) < -0.5


def test_more_of_a_kind_do_not_move_the_middle() -> None:
    few, many = fitted_limits("turn", NAMES, HONEST, SWAPPED), fitted_limits("turn", NAMES, HONEST * 3, SWAPPED)

    assert abs(score(few, HONEST[0]) - score(many, HONEST[0])) < 0.5


def test_what_was_not_measured_stands_in_the_middle() -> None:
    holes = [{**one, "noise": np.nan} for one in HONEST[:30]]

    assert all(np.isfinite(v) for v in fitted_limits("turn", NAMES, [*HONEST, *holes], SWAPPED).values())
