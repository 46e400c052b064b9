"""Does the face answer to the secret light?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.observations import Abstention, Observation
from candor.domain.window import Window
from candor.signals.coded_light import CodedLight
from signals.light_builders import lit_context, lit_window, show

SIGNAL = CodedLight()


def observed(window, light) -> Observation:
    verdict = SIGNAL.observe(window, lit_context(light))
    assert isinstance(verdict, Observation), verdict
    return verdict


def test_a_face_that_follows_the_code_answers() -> None:
    found = observed(lit_window(show()), show())

    assert found.code == "light_answered"
    assert found.llr <= -2
    assert float(found.details["one_in"]) >= 1000
    assert found.details["lag_s"] == pytest.approx(0.5, abs=0.1)
    assert found.score > 0.7


def test_a_face_that_follows_another_code_does_not_answer() -> None:
    found = observed(lit_window(show(2), noise=0.002), show(1))

    assert found.code == "light_not_answered"
    assert found.llr > 1


def test_answers_are_told_by_chance_at_the_rate_that_the_limit_allows() -> None:
    window = lit_window(show(1), inner=0.0, back=0.0, noise=0.003)

    codes = [verdict_code(window, seed) for seed in range(300)]

    assert codes.count("light_answered") <= 3  # one in a thousand is allowed; more than 3 of 300 has odds of 1 in 4,000


def verdict_code(window, seed: int) -> str:
    verdict = SIGNAL.observe(window, lit_context(show(seed)))
    return verdict.code if isinstance(verdict, Observation) else verdict.reason


def test_a_picture_that_is_tinted_as_a_whole_is_told_apart() -> None:
    found = observed(lit_window(show(), inner=0.02, outer=0.02, back=0.02), show())

    assert found.code == "light_tints_everything"
    assert found.llr > 2
    assert found.details["background_percent"] == pytest.approx(100, abs=15)


@pytest.mark.parametrize("back", [0.002, -0.004])
def test_a_wall_that_answers_a_little_is_no_tint(back: float) -> None:
    assert observed(lit_window(show(), back=back), show()).code == "light_answered"


def test_a_restless_background_that_may_have_answered_leaves_it_open() -> None:
    verdict = SIGNAL.observe(lit_window(show(), back=0.04, back_noise=0.12), lit_context(show()))
    still_open = SIGNAL.observe(lit_window(show(), back=-0.02, back_noise=0.12), lit_context(show()))

    assert verdict == Abstention(SIGNAL.name, SIGNAL.question, verdict.at_s, "light_background_unclear")
    assert isinstance(still_open, Observation)
    assert still_open.code == "light_answered"


def test_without_a_background_an_answer_counts_for_less() -> None:
    alone, compared = observed(lit_window(show(), back=None), show()), observed(lit_window(show()), show())

    assert alone.code == "light_answered"
    assert alone.details["background_percent"] == -1
    assert compared.llr < alone.llr < 0


def test_silence_in_noise_that_would_hide_an_answer_says_nothing() -> None:
    verdict = SIGNAL.observe(lit_window(show(2), inner=0.0, noise=0.15), lit_context(show(1)))

    assert verdict == Abstention(SIGNAL.name, SIGNAL.question, verdict.at_s, "light_too_weak")


def test_an_answer_in_noise_counts_all_the_same() -> None:
    assert observed(lit_window(show(), inner=0.15, noise=0.15), show()).code == "light_answered"


def test_how_dark_the_skin_is_does_not_matter() -> None:
    light = show()
    frames = lit_window(light).frames
    dark = [np.asarray(f.light.inner_rgb) * 0.3 for f in frames if f.light]

    assert min(float(rgb.min()) for rgb in dark) > 20
    assert observed(lit_window(light), light).score == pytest.approx(
        observed(_scaled(frames, 0.3), light).score, abs=0.01
    )


def _scaled(frames, factor: float):
    return Window(
        [replace(f, light=replace(f.light, inner_rgb=f.light.inner_rgb * factor)) if f.light else f for f in frames]
    )


def test_nothing_is_said_without_a_check() -> None:
    verdict = SIGNAL.observe(lit_window(show()), lit_context(None))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_light"
