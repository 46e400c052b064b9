from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.report.basis import load_basis
from candor.report.texts import load_report_texts

CHECKOUT = Path(__file__).resolve().parents[2]
MODELS = CHECKOUT / "models"


def test_every_rate_stands_in_the_page_that_it_names() -> None:
    for name, rate in load_basis(MODELS).rates.items():
        assert rate.words in (CHECKOUT / rate.page).read_text(encoding="utf-8"), name
        assert str(rate.n) in rate.words or str(rate.n - rate.count) in rate.words or str(rate.count) in rate.words


def test_every_rate_has_an_interval_around_it_and_words_in_every_language() -> None:
    rates = load_basis(MODELS).rates
    for rate in rates.values():
        assert rate.interval.low <= rate.count / rate.n <= rate.interval.high
    for language in ("en", "id"):
        assert set(load_report_texts(language).rates) == set(rates)


def test_only_thresholds_of_interviews_are_told() -> None:
    names = {threshold.name for threshold in load_basis(MODELS).thresholds}

    assert {"fusion", "signals/planarity"} <= names
    assert not {"measured", "watchlists"} & names


def test_a_threshold_knows_whether_an_interview_was_made_with_it() -> None:
    threshold = next(t for t in load_basis(MODELS).thresholds if t.name == "signals/planarity")

    assert threshold.is_of({f"calibration {threshold.file}": threshold.digest})
    assert not threshold.is_of({f"calibration {threshold.file}": "0" * 12})
    assert threshold.is_of({})


def test_damaged_rates_are_one_clear_error(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "calibration", tmp_path / "calibration")
    (tmp_path / "calibration" / "measured.toml").write_text("rates = 3")

    with pytest.raises(ConfigurationError) as caught:
        load_basis(tmp_path)
    assert caught.value.code == "bad_calibration"
