from pathlib import Path

from candor import __version__
from candor.inference.versions import versions_in_force
from candor.settings import Settings


def test_program_models_and_calibrations_are_named(tmp_path: Path) -> None:
    versions = versions_in_force(Settings(home=tmp_path))

    assert versions["candor"] == __version__
    assert versions["model dlib-face-resnet"] == "55533b28a958"
    assert "calibration fusion.toml" in versions
    assert not any("astronaut" in name for name in versions)
