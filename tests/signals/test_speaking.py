"""Mouth and voice on one grid: what is seen and heard, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.window import Window
from candor.signals.speaking import last_sounds, mouth_and_voice, shows_mouth
from signals.builders import face, frame
from spoken import conversation


def both_of(window: Window):
    return mouth_and_voice(window.frames, window.sounds, max_turn_deg=35, max_gap_s=0.4)


def test_both_stand_on_one_grid_with_the_rate_of_the_pictures() -> None:
    both = both_of(conversation(10, fps=8))

    assert both is not None
    assert np.diff(both.times_s) == pytest.approx([0.04] * (len(both.times_s) - 1))
    assert len(both.mouth) == len(both.level_db) == len(both.times_s) == pytest.approx(250, abs=3)
    assert both.mouth_fps == pytest.approx(8, abs=0.3)
    assert both.mouth_weights.all()
    assert both.sound_weights.all()


def test_speech_is_spread_over_the_pauses_between_words() -> None:
    both = both_of(conversation(10, quiet_until_s=5.0))

    assert both is not None
    at_s = both.times_s
    assert not both.spoken(0.5, 0.24)[at_s < 4.7].any()
    assert both.spoken(0.5, 0.24)[at_s > 4.85].all()


def test_a_mouth_that_is_turned_away_is_not_seen() -> None:
    assert both_of(conversation(10, yaw_deg=50)) is None
    assert not shows_mouth(frame(0.0), 35)
    assert not shows_mouth(frame(0.0, face()), 35), "a face without lips"


def test_pictures_that_are_missing_leave_a_gap() -> None:
    whole = conversation(10)
    both = both_of(Window([f for f in whole.frames if not 3 < f.captured_at_s < 6], whole.sounds))

    assert both is not None
    inside = (both.times_s > 3.2) & (both.times_s < 5.8)
    assert not both.mouth_weights[inside].any()
    assert both.mouth_fps == pytest.approx(8, abs=0.5)


def test_nothing_heard_or_too_short_is_none() -> None:
    assert both_of(conversation(10, voice=None)) is None
    assert both_of(conversation(0.5)) is None
    assert last_sounds(conversation(2).sounds, 1.0)[0].captured_at_s >= 1.0
