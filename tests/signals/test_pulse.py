"""A pulse is information: shown where it stands out, and nothing where it does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.pulse import PulseReading
from signals.builders import context, face, frame

RNG = np.random.default_rng(6)


def watched(seconds: float = 20.0, fps: float = 15.0, *, beat: float = 0.004, noise: float = 0.02) -> Verdict:
    def look(at_s: float) -> tuple[float, float, float]:
        wave = beat * np.sin(2 * np.pi * 1.2 * at_s) * np.array([0.33, 0.77, 0.53])
        red, green, blue = np.array([180.0, 130.0, 110.0]) * (1 + wave) + RNG.normal(0, noise, 3)
        return float(red), float(green), float(blue)

    times = [i / fps for i in range(int(seconds * fps))]
    return PulseReading().observe(Window([frame(t, replace(face(), skin_rgb=look(t))) for t in times]), context())


def test_a_clear_pulse_is_told_and_is_no_evidence() -> None:
    verdict = watched()

    assert isinstance(verdict, Observation)
    assert verdict.details["bpm"] == pytest.approx(72, abs=2)
    assert verdict.llr == 0.0


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (watched(noise=5.0), "pulse_unclear"),
        (watched(5.0), "too_short"),
        (watched(fps=5.0), "too_few_pulse_pictures"),
        (PulseReading().observe(Window([frame(0.0, face())]), context()), "no_face"),
    ],
)
def test_everything_else_is_an_abstention(verdict: Verdict, reason: str) -> None:
    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
