"""Every signal keeps the protocol, and its calibration is complete."""

from __future__ import annotations

import pytest

from candor.domain.observations import Abstention
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals import ALL_SIGNALS
from candor.signals.protocol import Signal
from signals.builders import CALIBRATIONS, context, face, frame


def test_every_signal_has_a_name_of_its_own_and_a_pace() -> None:
    names = [signal.name for signal in ALL_SIGNALS]

    assert len(set(names)) == len(names)
    assert set(names) == set(CALIBRATIONS)
    assert all(0 < signal.period_s <= 10 for signal in ALL_SIGNALS)


@pytest.mark.parametrize("signal", ALL_SIGNALS, ids=lambda signal: signal.name)
def test_every_signal_abstains_on_the_first_frame(signal: Signal) -> None:
    verdict = signal.observe(Window([frame(0.0, face())]), context())

    assert isinstance(verdict, Abstention)
    assert (verdict.signal, verdict.question) == (signal.name, signal.question)
    assert signal.question in Question
    assert signal.family in Family
