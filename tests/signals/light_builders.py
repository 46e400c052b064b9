"""A light check made by hand: frames whose colours follow a code as told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from candor.domain.facts import FrameFacts, LightFacts
from candor.domain.light import LightId, LightPhase, LightShow
from candor.domain.window import Window
from candor.maths.light_code import draw_codes
from signals.builders import context, face, frame

CHIPS, CHIP_S, MAX_RUN, START_S = 40, 0.6, 3, 5.0


def show(seed: int = 1, phase: LightPhase = LightPhase.SHOWN) -> LightShow:
    (code,) = draw_codes(np.random.default_rng(seed), 1, CHIPS, MAX_RUN)
    return LightShow(LightId("light-1"), tuple(int(c > 0) for c in code), START_S, CHIP_S, MAX_RUN, phase)


def lit_context(light: LightShow | None):
    return replace(context(), light=light)


def colour_of(light: LightShow, at_s: float) -> float:
    """1 for warm, -1 for cool, 0 before and after."""
    chip = int(np.floor((at_s - light.starts_at_s) / light.chip_s + 1e-9))
    return (2 * light.code[chip] - 1) if 0 <= chip < len(light.code) else 0.0


def lit_window(
    light: LightShow,
    *,
    inner: float = 0.02,
    outer: float | None = 0.01,
    back: float | None = 0.001,
    lag_s: float = 0.5,
    noise: float = 0.004,
    back_noise: float | None = None,
    until_s: float = START_S + CHIPS * CHIP_S + 4.0,
    fps: float = 8.0,
    seed: int = 7,
) -> Window:
    """Frames in which surfaces follow the code by so much (of log(R / B)), with noise."""
    rng = np.random.default_rng(seed)
    frames: list[FrameFacts] = []
    for i in range(int(until_s * fps) + 1):
        at_s = i / fps
        colour = colour_of(light, at_s - lag_s)

        def patches(count: int, gain: float | None, own: float = noise, colour: float = colour) -> np.ndarray:
            if gain is None:
                return np.full((count, 3), np.nan, dtype=np.float32)
            logs = gain * colour + rng.normal(0, own, count)
            half = np.exp(logs / 2)
            return np.stack([150 * half, np.full(count, 120.0), 100 / half], axis=1).astype(np.float32)

        facts = LightFacts(patches(5, inner), patches(3, outer), patches(2, back, back_noise or noise))
        person = face(yaw_deg=float(rng.normal(0, 2)))
        frames.append(replace(frame(at_s, person), light=facts if at_s >= light.starts_at_s - 2 else None))
    return Window(frames)
