"""The rules of fusion: complete, ordered, refused when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.domain.questions import Family, Question
from candor.errors import ConfigurationError
from candor.fusion.rules import load_rules
from candor.signals import ALL_SIGNALS
from fusion.builders import RULES

FILE = Path(__file__).resolve().parents[2] / "models" / "calibration" / "fusion.toml"


def test_bounds_and_caps_are_in_order() -> None:
    bounds = RULES.bounds

    assert bounds.green_llr < 0 < bounds.amber_llr < bounds.red_llr
    assert all(low <= 0 <= high for low, high in RULES.families.values())
    assert set(RULES.families) == set(Family)
    assert set(RULES.questions) == set(Question)


def test_every_signal_has_a_rule_that_agrees_with_it() -> None:
    for signal in ALL_SIGNALS:
        rule = RULES.signals[signal.name]
        assert (rule.question, rule.family) == (signal.question, signal.family)
    assert len(RULES.signals) == len(ALL_SIGNALS)


def test_no_passive_texture_or_geometry_alone_can_reach_red() -> None:
    for family in (Family.TEXTURE, Family.GEOMETRY, Family.SOUND, Family.PHYSIOLOGY):
        assert RULES.families[family][1] < RULES.bounds.red_llr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        ("version = ", "version: "),
        ("amber_llr = 2.5", ""),
        ("texture = ", "texture_ = "),
        ("[questions.genuine]", "[questions.other]"),
        ('mode = "sum"', 'mode = "guess"'),
    ],
)
def test_a_missing_or_damaged_file_is_refused_by_name(tmp_path: Path, before: str | None, after: str | None) -> None:
    (tmp_path / "calibration").mkdir()
    if before is not None and after is not None:
        text = FILE.read_text(encoding="utf-8")
        assert before in text
        (tmp_path / "calibration" / "fusion.toml").write_text(text.replace(before, after))

    with pytest.raises(ConfigurationError, match=r"fusion\.toml"):
        load_rules(tmp_path)
