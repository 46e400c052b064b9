"""The light that an installation shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.challenges.light_plan import draw_light, is_gentle, load_light_plan, worst_case
from candor.errors import ConfigurationError
from candor.maths.light_code import count_codes, is_photosensitivity_safe, linear_rgb, relative_luminance

MODELS = Path(__file__).resolve().parents[2] / "models"
PLAN = load_light_plan(MODELS)


def test_both_colours_are_equally_bright_and_far_from_saturated_red() -> None:
    warm, cool = (np.array(colour, dtype=np.uint8) for colour in (PLAN.warm_rgb, PLAN.cool_rgb))

    assert abs(relative_luminance(warm) - relative_luminance(cool)) < 0.001
    for colour in (warm, cool):
        linear = linear_rgb(colour)
        assert linear[0] / linear.sum() < 0.5  # WCAG calls 0.8 saturated
        assert 1 - colour.min() / colour.max() < 0.35


def test_colours_change_less_than_three_times_a_second_and_every_sequence_is_safe() -> None:
    assert 1 / PLAN.chip_s < 3
    assert is_gentle(PLAN)
    assert is_photosensitivity_safe(worst_case(PLAN), 0.02, screen_cd=1000.0)


def test_a_check_lasts_less_than_half_a_minute_and_its_code_cannot_be_guessed() -> None:
    assert PLAN.settle_s + PLAN.seconds + 3.0 <= 30.0
    assert 31 <= PLAN.chips <= 63
    assert count_codes(PLAN.chips, PLAN.max_run) > 2**32


def test_a_seed_gives_one_code_and_other_seeds_give_others() -> None:
    codes = {draw_light(seed, PLAN) for seed in range(200)}

    assert draw_light(2**127 + 5, PLAN) == draw_light(2**127 + 5, PLAN)
    assert len(codes) == 200
    assert all(sum(code) == PLAN.chips // 2 for code in codes)


@pytest.mark.parametrize(
    "change",
    [
        {"chip_s": 0.3},
        {"warm_rgb": (255, 0, 0), "chip_s": 0.1},
        {"warm_rgb": (255, 255, 255), "cool_rgb": (0, 0, 0), "chip_s": 0.15},
        {"fade_s": 1.0},
        {"fade_s": -0.1},
    ],
)
def test_a_restless_plan_is_not_gentle(change: dict) -> None:
    assert not is_gentle(replace(PLAN, **change))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("chips = 40", 'chips = "many"', "bad_calibration"),
        ("[plan]", "[other]", "bad_calibration"),
        ("[255, 214, 176]", "[255, 214]", "bad_calibration"),
        ("[255, 214, 176]", "[255, 214, 900]", "bad_calibration"),
        ("chips = 40", "chips = 41", "bad_calibration"),
        ("chip_s = 0.6", "chip_s = 0.2", "unsafe_light"),
    ],
)
def test_a_damaged_or_unsafe_file_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    (tmp_path / "calibration").mkdir()
    text = (MODELS / "calibration" / "light.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "calibration" / "light.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError) as raised:
        load_light_plan(tmp_path)

    assert raised.value.code == code


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="restore"):
        load_light_plan(tmp_path)
