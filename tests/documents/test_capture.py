from __future__ import annotations

import pytest

from candor.documents.capture import load_capture_guide
from candor.errors import ConfigurationError
from candor.settings import load_settings

MODELS = load_settings().models_dir


def test_the_limits_of_this_checkout_can_be_used():
    guide = load_capture_guide(MODELS)
    assert guide.document.sides >= 3, "a card is looked for"
    assert guide.portrait.sides == 0, "nothing is known of a face"


@pytest.mark.parametrize("change", [("dark = 70", "dark = 700"), ("sides = 3", "sides = 'x'"), ("[portrait]", "[p]")])
def test_limits_that_make_no_sense_are_one_clear_error(tmp_path, change):
    text = (MODELS / "calibration" / "capture.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "calibration").mkdir()
    (tmp_path / "calibration" / "capture.toml").write_text(text.replace(*change))
    with pytest.raises(ConfigurationError, match=r"capture\.toml"):
        load_capture_guide(tmp_path)


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(ConfigurationError, match=r"capture\.toml"):
        load_capture_guide(tmp_path)
