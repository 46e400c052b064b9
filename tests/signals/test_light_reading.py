"""How a light check is measured, and when it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.ids import SignalName
from candor.domain.light import LightPhase
from candor.domain.window import Window
from candor.signals.light_reading import LightReading, read_light
from signals.builders import CALIBRATIONS, face, frame
from signals.light_builders import START_S, lit_window, show

CALIBRATION = CALIBRATIONS[SignalName("coded_light")]
END_S = show().ends_at_s


def read(window, light) -> LightReading:
    reading = read_light(window, light, CALIBRATION)
    assert isinstance(reading, LightReading)
    return reading


def test_gains_and_lag_are_measured_on_each_surface() -> None:
    reading = read(lit_window(show(), inner=0.02, outer=0.01, back=0.002, lag_s=0.8), show())

    assert reading.inner.fit.p < 0.001
    assert reading.inner.lag_s == pytest.approx(0.8, abs=0.1)
    assert reading.inner.gain.value == pytest.approx(0.02, rel=0.1)
    assert reading.outer.gain.value == pytest.approx(0.01, rel=0.15)
    assert reading.back.gain.value == pytest.approx(0.002, abs=0.001)


def test_a_face_that_does_not_answer_has_no_gain_where_the_skin_around_it_answers() -> None:
    reading = read(lit_window(show(), inner=0.0, outer=0.02), show())

    assert reading.inner.fit.p > 0.001
    assert abs(reading.inner_at_outer.value) < 3 * reading.inner_at_outer.error


def test_a_painted_background_is_still_and_a_hidden_one_unseen() -> None:
    light = show()
    frames = lit_window(light).frames
    painted = [replace(f, light=replace(f.light, back_rgb=f.light.back_rgb * 0 + 90)) if f.light else f for f in frames]

    assert read(Window(painted), light).back.is_still
    assert not read(lit_window(light), light).back.is_still
    assert read(lit_window(light, back=None), light).back.seen == 0


@pytest.mark.parametrize(
    ("phase", "after_s", "reason"),
    [
        (LightPhase.RUNNING, -10.0, "light_running"),
        (LightPhase.SHOWN, 1.0, "light_running"),
        (LightPhase.RUNNING, 3.5, "light_running"),
        (LightPhase.RUNNING, 9.0, "light_stopped"),
        (LightPhase.STOPPED, 3.5, "light_stopped"),
        (LightPhase.SKIPPED, -10.0, "light_skipped"),
        (LightPhase.SKIPPED, 9.0, "light_skipped"),
        (LightPhase.SHOWN, 9.0, "light_over"),
    ],
)
def test_there_is_one_moment_to_judge(phase: LightPhase, after_s: float, reason: str) -> None:
    light = show(phase=phase)

    assert read_light(lit_window(light, until_s=END_S + after_s), light, CALIBRATION) == reason


def test_without_a_check_there_is_nothing_to_read() -> None:
    assert read_light(lit_window(show()), None, CALIBRATION) == "no_light"


def test_another_face_half_way_spoils_the_check() -> None:
    light = show()
    frames = [replace(f, candidate=face(2)) if f.captured_at_s > START_S + 10 else f for f in lit_window(light).frames]

    assert read_light(Window(frames), light, CALIBRATION) == "light_face_changed"


def test_too_few_pictures_spoil_the_check() -> None:
    assert read_light(lit_window(show(), fps=2.0), show(), CALIBRATION) == "light_few_pictures"


def test_a_face_out_of_view_for_long_spoils_the_check() -> None:
    light = show()
    frames = [
        frame(f.captured_at_s) if START_S < f.captured_at_s < START_S + 12 else f for f in lit_window(light).frames
    ]

    assert read_light(Window(frames), light, CALIBRATION) == "light_face_unseen"


def test_a_face_away_for_a_moment_does_not() -> None:
    light = show()
    frames = [
        frame(f.captured_at_s) if START_S + 3 < f.captured_at_s < START_S + 6 else f for f in lit_window(light).frames
    ]

    assert read(Window(frames), light).inner.fit.p < 0.001


def test_others_are_drawn_anew_for_every_code() -> None:
    window = lit_window(show(1), inner=0.0)

    chances = {read(window, show(seed)).inner.fit.p for seed in range(1, 6)}

    assert len(chances) > 3
