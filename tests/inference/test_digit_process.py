"""Digits are recognised in another process as in this one; one that fails or hangs is an error of one look."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from candor.inference.digit_process import DigitSpotterApart
from inference.test_digit_spotter import said

MODELS = Path(__file__).resolve().parents[2] / "models"


def test_hears_in_its_own_process_what_is_heard_in_this_one(tmp_path: Path) -> None:
    apart, sound = DigitSpotterApart(MODELS), said("four, two, seven, one", "en-us", tmp_path)

    assert apart.spot("4271", sound)
    assert not apart.spot("6607", sound)
    assert not apart.spot("4271", b"")


def test_a_process_that_fails_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(subprocess.SubprocessError):
        DigitSpotterApart(tmp_path).spot("4271", bytes(3200))


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        DigitSpotterApart(MODELS, patience_s=0.01).spot("4271", bytes(3200))
