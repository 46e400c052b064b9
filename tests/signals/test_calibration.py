"""Calibration files of signals: read, refused, and mapped to LLRs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.ids import SignalName
from candor.errors import ConfigurationError
from candor.signals.calibration import SignalCalibration, load_calibrations

NAME = SignalName("made")
MADE = SignalCalibration(NAME, "1", {"limit_s": 2.0}, {"map": ((0.0, 1.0), (-1.0, 3.0))})


@given(st.floats(-1e6, 1e6))
def test_an_llr_never_leaves_the_measured_range(score: float) -> None:
    assert -1.0 <= MADE.llr("map", score) <= 3.0


def test_between_two_points_the_map_is_linear() -> None:
    assert MADE.llr("map", 0.5) == 1.0
    assert MADE.limit("limit_s") == 2.0


def test_a_missing_number_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"limits\.other"):
        MADE.limit("other")
    with pytest.raises(ConfigurationError, match=r"llr\.other"):
        MADE.llr("other", 0.0)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "version = ",
        'version = "1"',
        'version = "1"\n[limits]\na = "much"',
        'version = "1"\n[limits]\n[llr.m]\nscore = [1.0, 1.0]\nllr = [0.0, 1.0]',
        'version = "1"\n[limits]\n[llr.m]\nscore = [1.0, 2.0]\nllr = [0.0]',
    ],
)
def test_a_missing_or_damaged_file_is_refused_by_name(tmp_path: Path, text: str | None) -> None:
    folder = tmp_path / "calibration" / "signals"
    folder.mkdir(parents=True)
    if text is not None:
        (folder / "made.toml").write_text(text)

    with pytest.raises(ConfigurationError, match=r"made\.toml"):
        load_calibrations(tmp_path, [NAME])
