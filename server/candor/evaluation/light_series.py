"""Who passes a light check, on many recordings? Lays answers on the colours that were read from real, encoded pictures.

Cheaper than light_trials.py, which renders every pixel: noise of camera, codec and head are those of the recording,
the answer itself is made. Its size is that of rendered pixels after VP8 at 600 kbit/s: 4.7 of log(R / B) over the lux
of the room, before a laptop of 14 inches and 200 cd/m2 (8 checks, 3 clips of calls). Skin around the face answers half
as much, the wall a twentieth; whatever tints everything answers alike everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FrameFacts
from candor.domain.light import LightId, LightPhase, LightPlan, LightShow
from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.light_response import Answer
from candor.evaluation.light_trials import (
    ANALYSIS_FPS,
    LONGEST_PX,
    Sessions,
    Trial,
    drawn_show,
    facts_of,
    judged,
    to_and_fro,
)
from candor.evaluation.loops import decoded
from candor.pipeline.recording import Crop

F32 = NDArray[np.float32]

GAIN_LUX: Final = 4.7
OUTER_SHARE: Final = 0.5
WALL_SHARE: Final = 0.05
LATE_S: Final = 0.25
LIVE_LUX: Final = (150.0, 300.0, 500.0, 1000.0, 2000.0)
TINT_LUX: Final = (150.0, 300.0, 500.0)
CODES_PER_CLIP: Final = 60
LONGEST_S: Final = 12.5
SECONDS: Final = 29.5


def light_series(
    recordings: Sequence[LabelledRecording], sessions: Sessions, plan: LightPlan, seed: int
) -> Iterator[Trial]:
    """Judge every recording with answers in each light, tinted as a whole, and bare under many codes."""
    for number, recording in enumerate(recordings):
        facts = _to_and_fro(recording, sessions, plan)
        rng = np.random.default_rng((seed, number))
        for answer, levels in ((Answer.LIVE, LIVE_LUX), (Answer.TINT, TINT_LUX)):
            for lux in levels:
                show = drawn_show(rng, plan)
                wall = 1.0 if answer is Answer.TINT else WALL_SHARE
                outer = 1.0 if answer is Answer.TINT else OUTER_SHARE
                lit = laid_on(facts, show, GAIN_LUX / lux, outer, wall)
                yield judged(recording, answer, lux, lit, show, sessions)
        for _ in range(CODES_PER_CLIP):
            yield judged(recording, Answer.NOBODY, 0.0, facts, drawn_show(rng, plan), sessions)


def laid_on(facts: Sequence[FrameFacts], show: LightShow, gain: float, outer: float, wall: float) -> list[FrameFacts]:
    """Return facts whose colours follow a code.

    Args:
        facts: as read from the recording.
        show: the code; its colours fade as the page fades them.
        gain: of the inner face, in log(R / B).
        outer: of the skin around it, as a share of that.
        wall: of the background, likewise.
    """
    lit: list[FrameFacts] = []
    for frame in facts:
        if frame.light is None:
            lit.append(frame)
            continue
        colour = gain * _colour(frame.captured_at_s - LATE_S - show.starts_at_s, show)
        shone = replace(
            frame.light,
            inner_rgb=_warmed(frame.light.inner_rgb, colour),
            outer_rgb=_warmed(frame.light.outer_rgb, outer * colour),
            back_rgb=_warmed(frame.light.back_rgb, wall * colour),
        )
        lit.append(replace(frame, light=shone))
    return lit


def _warmed(rgb: F32, warmer: float) -> F32:
    half = np.exp(warmer / 2)
    return (rgb * np.array([half, 1.0, 1 / half])).astype(np.float32)


def _colour(since_s: float, show: LightShow, fade_s: float = 0.15) -> float:
    """Return 1 for warm, -1 for cool, between them while one fades into the other, 0 before and after."""
    place = since_s / show.chip_s
    chip, count = int(np.floor(place)), len(show.code)

    def at(index: int) -> float:
        return 2.0 * show.code[index] - 1.0 if 0 <= index < count else 0.0

    faded = min(1.0, (place - chip) * show.chip_s / fade_s)
    return at(chip - 1) + (at(chip) - at(chip - 1)) * faded


def _to_and_fro(recording: LabelledRecording, sessions: Sessions, plan: LightPlan) -> list[FrameFacts]:
    """Return the facts of a recording, played forwards and backwards for as long as a check lasts."""
    crop = Crop(*recording.crop) if recording.crop else None
    frames = decoded(recording.file, ANALYSIS_FPS, LONGEST_PX, crop)[: int(LONGEST_S * ANALYSIS_FPS)]
    always = LightShow(LightId("all"), (1, 0) * (plan.chips // 2), -1.0, plan.chip_s, plan.max_run, LightPhase.SHOWN)
    facts = facts_of(frames, always, sessions, ANALYSIS_FPS)
    places = to_and_fro(len(facts), int(ANALYSIS_FPS * SECONDS))
    return [replace(facts[place], captured_at_s=i / ANALYSIS_FPS) for i, place in enumerate(places)]
