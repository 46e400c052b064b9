"""The limits are all there, and a damaged file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.errors import ConfigurationError
from candor.pipeline.rules import load_pipeline_rules

QUALITY = Path(__file__).resolve().parents[2] / "models" / "calibration" / "quality.toml"


def test_the_shipped_limits_are_complete() -> None:
    rules = load_pipeline_rules(QUALITY)
    assert rules.tracking.detect_every_s <= 0.5
    assert rules.window.total_s == 900


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"quality\.toml"):
        load_pipeline_rules(tmp_path / "quality.toml")


@pytest.mark.parametrize("text", ["not toml [", "version = '1'", QUALITY.read_text().replace("match_iou", "match_uio")])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "quality.toml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=r"quality\.toml"):
        load_pipeline_rules(path)
