"""The limits of movement checks load, or say what is wrong with them."""

from pathlib import Path

import pytest

from candor.challenges.rules import load_challenge_rules
from candor.errors import ConfigurationError

MODELS = Path(__file__).resolve().parents[2] / "models"


def test_the_shipped_limits_load() -> None:
    rules = load_challenge_rules(MODELS)

    assert 0 < rules.back_share < rules.lost_share < 1 < rules.lean_ratio


@pytest.mark.parametrize("content", [None, b"", b"= no toml", b'version = "1"\n[limits]\nturn_deg = "far"'])
def test_missing_or_damaged_limits_are_named(content: bytes | None, tmp_path: Path) -> None:
    (tmp_path / "calibration").mkdir()
    if content is not None:
        (tmp_path / "calibration" / "challenges.toml").write_bytes(content)

    with pytest.raises(ConfigurationError, match=r"challenges\.toml"):
        load_challenge_rules(tmp_path)
