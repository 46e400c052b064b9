"""Odd pictures are told and are no evidence: cheap cameras and poor networks make them, too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from candor.domain.facts import FrameFacts, PictureFacts
from candor.domain.observations import Abstention, Observation
from candor.domain.window import Window
from candor.signals.frame_cadence import FrameCadence, bar_share
from signals.builders import context, face, frame

LIT = np.full((18, 32), 120, dtype=np.uint8)


def shown(number: int, grid: np.ndarray = LIT) -> FrameFacts:
    return frame(number / 10, face(), shown=PictureFacts(number, 0, grid))


def observed(frames: list[FrameFacts]) -> Observation | Abstention:
    return FrameCadence().observe(Window(frames), context())


def test_a_camera_is_even() -> None:
    verdict = observed([shown(i) for i in range(60)])

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.score, verdict.llr) == ("cadence_even", 0.0, 0.0)


def test_repeats_bars_and_many_sizes_are_odd_and_no_evidence() -> None:
    barred = LIT.copy()
    barred[:, :4] = barred[:, -4:] = 0
    repeated = [replace(shown(i), picture=shown(i // 2).picture) for i in range(60)]
    resized = [replace(shown(i), size_px=(320 + i // 20 * 160, 180)) for i in range(60)]

    for frames in (repeated, [shown(i, barred) for i in range(60)], resized):
        verdict = observed(frames)
        assert isinstance(verdict, Observation)
        assert (verdict.code, verdict.llr) == ("cadence_odd", 0.0)


def test_too_few_or_frozen_pictures_are_not_judged() -> None:
    early, frozen = (
        observed([shown(i) for i in range(5)]),
        observed([replace(shown(0), captured_at_s=i / 10) for i in range(60)]),
    )

    assert isinstance(early, Abstention)
    assert isinstance(frozen, Abstention)
    assert (early.reason, frozen.reason) == ("too_short", "no_new_pictures")


def test_a_dark_picture_and_one_dark_side_are_no_bars() -> None:
    one_side = LIT.copy()
    one_side[:, :6] = 0

    assert bar_share(np.zeros_like(LIT), 24) == 0.0
    assert bar_share(one_side, 24) == 0.0
    assert bar_share(LIT, 24) == 0.0
