"""How did skin and background follow a coded light? The measurement that coded_light and coded_light_consistency share.

Not a signal: it reads the frames of a light check that is over and fits the code to three series of colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.light import LightPhase, LightShow
from candor.domain.window import Window
from candor.maths.light_code import draw_codes
from candor.maths.light_response import high_passed, mean_of, steadiest, warmth, without
from candor.maths.permutation import CodeFit, Gain, chip_means, fit_code, gain_of
from candor.signals.calibration import SignalCalibration

F64 = NDArray[np.float64]

_INNER_NEEDED: Final = 3
"""Of five patches: beards, glasses and shadows may spoil some."""
_NO_POSE: Final = (np.nan,) * 6


@dataclass(frozen=True, slots=True)
class Surface:
    """How one kind of surface followed the code."""

    fit: CodeFit
    gain: Gain
    """At the lag of the fit; of the background at that of the inner face, so that none is picked for being large."""
    lag_s: float
    """Of its own best fit."""
    seen: float
    """Share of the colours of the code that it was seen in."""
    is_still: bool
    """It did not change at all: painted, not filmed."""


@dataclass(frozen=True, slots=True)
class LightReading:
    """A light check, measured. Gains are of log(R / B)."""

    inner: Surface
    outer: Surface
    back: Surface
    inner_at_outer: Gain
    """How the inner face followed at the lag of the outer skin: 0 but for noise when it does not answer."""


def read_light(window: Window, show: LightShow | None, calibration: SignalCalibration) -> LightReading | str:
    """Return the measurement of the newest light check, or the reason why there is none.

    Reasons: no_light, light_skipped, light_stopped, light_running, light_over (judged before), light_face_changed,
    light_few_pictures, light_face_unseen.
    """
    waiting = _not_now(window, show, calibration)
    if waiting or show is None:
        return waiting
    frames = [f for f in window.frames if f.captured_at_s >= show.starts_at_s]
    if len({f.candidate.track for f in frames if f.candidate is not None}) > 1:
        return "light_face_changed"
    if len(frames) < calibration.limit("min_fps") * (show.ends_at_s - show.starts_at_s):
        return "light_few_pictures"
    reading = _measured(frames, show, calibration)
    return reading if reading.inner.seen >= calibration.limit("min_seen") else "light_face_unseen"


def _not_now(window: Window, show: LightShow | None, calibration: SignalCalibration) -> str:
    """Return why it is not the moment to judge; empty when it is: once, with all frames still whole in the window."""
    if show is None:
        return "no_light"
    over_s = window.now_s - show.ends_at_s - calibration.limit("max_lag_s")
    if over_s > calibration.limit("judged_for_s"):
        return "light_over" if show.phase is LightPhase.SHOWN else f"light_{_SKIPPED.get(show.phase, 'stopped')}"
    if show.phase in _SKIPPED:
        return f"light_{_SKIPPED[show.phase]}"
    return "light_running" if over_s < 0 or show.phase is LightPhase.RUNNING else ""


_SKIPPED: Final = {LightPhase.SKIPPED: "skipped", LightPhase.STOPPED: "stopped"}


def _measured(frames: Sequence[FrameFacts], show: LightShow, calibration: SignalCalibration) -> LightReading:
    at_s = np.array([f.captured_at_s for f in frames])
    width_s = calibration.limit("pose_drift_s")
    pose = high_passed(at_s, np.array([_pose(f.candidate) for f in frames]), width_s)
    lags_s = np.arange(0, calibration.limit("max_lag_s") + 1e-6, calibration.limit("lag_step_s"))
    starts_s = show.starts_at_s + lags_s[:, None] + np.arange(len(show.code)) * show.chip_s
    codes, width = _codes(show, int(calibration.limit("codes"))), calibration.limit("drift_chips")

    def means_of(series: F64) -> F64:
        clean = without(high_passed(at_s, series[:, None], width_s)[:, 0], pose)
        return chip_means(at_s, clean, starts_s, show.chip_s)

    def surface(series: F64, means: F64, lag: int | None = None) -> Surface:
        fit = fit_code(means, codes, width)
        row = means[fit.lag if lag is None else lag]
        is_still = bool(np.isfinite(series).any() and np.nanstd(series) < calibration.limit("still_below"))
        gain = gain_of(row, codes[0], width)
        return Surface(fit, gain, float(lags_s[fit.lag]), float(np.isfinite(row).mean()), is_still)

    inner_series, outer_series, back_series = _series(frames, calibration)
    inner_means = means_of(inner_series)
    inner = surface(inner_series, inner_means)
    outer = surface(outer_series, means_of(outer_series))
    back = surface(back_series, means_of(back_series), inner.fit.lag)
    return LightReading(inner, outer, back, gain_of(inner_means[outer.fit.lag], codes[0], width))


def _series(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> tuple[F64, F64, F64]:
    """Return the warmth of inner face, outer skin and background in each frame, NaN where not seen."""
    lights = [f.light for f in frames]
    limits = calibration.limit("darkest"), calibration.limit("brightest")

    def patches(rgbs: list[NDArray[np.float32] | None], count: int) -> F64:
        empty = np.full((count, 3), np.nan, dtype=np.float32)
        return warmth(np.stack([empty if rgb is None else rgb for rgb in rgbs]), *limits)

    inner = patches([None if light is None else light.inner_rgb for light in lights], 5)
    outer = patches([None if light is None else light.outer_rgb for light in lights], 3)
    back = patches([None if light is None else light.back_rgb for light in lights], 2)
    return mean_of(inner, _INNER_NEEDED), mean_of(outer, 1), steadiest(back)


def _pose(face: FaceFacts | None) -> tuple[float, ...]:
    """Return direction, place and size of the head: what else changes how skin is lit."""
    if face is None or face.pose is None or face.quality is None:
        return _NO_POSE
    x, y = float(face.box_xyxy[0]), float(face.box_xyxy[1])
    return face.pose.yaw_deg, face.pose.pitch_deg, face.pose.roll_deg, x, y, face.quality.width_px


def _codes(show: LightShow, others: int) -> NDArray[np.int8]:
    """Return the true code and others drawn alike; which others nobody can know beforehand, for the code seeds them."""
    true = np.where(np.array(show.code) > 0, 1, -1).astype(np.int8)
    seed = int("".join(str(chip) for chip in show.code) or "0", 2)
    return np.vstack([true, draw_codes(np.random.default_rng((seed, 1)), others, len(true), show.max_run)])
