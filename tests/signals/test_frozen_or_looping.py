"""Frozen or looping: pictures that stand still, stretches that were shown before, and honest calls."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.frozen_or_looping import FrozenOrLooping
from signals.builders import context, face, frame, lively, noisy, picture, window


def _verdict(seen: Window) -> Verdict:
    return FrozenOrLooping().observe(seen, context())


def _played(seconds: float, source_s) -> Window:
    """Frames whose content is that of the source time, through a noisy encoder."""
    rng = np.random.default_rng(4)
    return window(seconds, lambda t: noisy(lively(source_s(t)), rng, t))


def _observed(seen: Window) -> Observation:
    verdict = _verdict(seen)
    assert isinstance(verdict, Observation)
    return verdict


@pytest.mark.parametrize("loop_s", [4.0, 7.3, 20.0, 60.0])
def test_a_loop_is_found_within_one_loop_and_eight_seconds(loop_s: float) -> None:
    verdict = _observed(_played(loop_s + 5, lambda t: t % loop_s))

    assert (verdict.code, verdict.llr > 2.5) == ("video_repeats", True)
    assert abs(float(verdict.details["lag_s"]) - loop_s) < 0.3


def test_a_repetition_that_goes_on_becomes_hard_evidence() -> None:
    assert _observed(_played(19, lambda t: t % 10)).llr > 4.3


@pytest.mark.parametrize("half_s", [5.0, 12.0])
def test_a_video_run_to_and_fro_is_found(half_s: float) -> None:
    verdict = _observed(_played(half_s + 4.8, lambda t: t if t < half_s else 2 * half_s - t))

    assert verdict.code == "video_reverses"
    assert abs(float(verdict.details["turn_at_s"]) - half_s) < 0.5


@pytest.mark.parametrize("seed", range(4))
def test_a_lively_person_never_repeats(seed: int) -> None:
    rng = np.random.default_rng(seed)
    seen = window(60, lambda t: noisy(lively(t, seed + 1), rng, t))

    verdict = _observed(seen)

    assert (verdict.code, verdict.llr < 0) == ("picture_moves", True)


def test_a_still_picture_that_keeps_arriving_is_frozen() -> None:
    still = lively(3.0)

    byte_equal = window(8, lambda t: frame(t, still.candidate, shown=still.picture))
    re_encoded = window(8, lambda t: noisy(still, np.random.default_rng(1 if t < 4 else 2), t))

    assert _observed(byte_equal).code == "picture_frozen"
    assert _observed(re_encoded).code == "picture_frozen"


def test_a_network_without_new_pictures_is_no_finding() -> None:
    seen = Window([lively(t / 10) for t in range(120) if not 85 < t < 112])

    verdict = _verdict(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_new_pictures"


def test_somebody_who_listens_without_moving_is_not_compared() -> None:
    seen = window(12, lambda t: frame(t, face(openness=0.3 if t % 3 > 0.2 else 0.1), shown=picture(100, round(t * 10))))

    verdict = _verdict(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_motion"


def test_a_picture_without_a_face_is_never_called_frozen() -> None:
    seen = window(12, lambda t: frame(t, None, shown=picture(100, 7)))

    verdict = _verdict(seen)

    assert isinstance(verdict, Abstention)


@pytest.mark.parametrize("seconds", [0.0, 3.0, 6.5])
def test_abstains_when_there_is_too_little_to_look_back_on(seconds: float) -> None:
    verdict = _verdict(window(seconds, lively))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "too_short"
