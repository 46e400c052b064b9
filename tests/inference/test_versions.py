from pathlib import Path

from candor import __version__
from candor.inference.default_set import model_store
from candor.inference.versions import versions_in_force
from candor.settings import Settings


def test_program_models_and_calibrations_are_named(tmp_path: Path) -> None:
    versions = versions_in_force(Settings(home=tmp_path))

    assert versions["candor"] == __version__
    assert versions["model dlib-face-resnet"] == "55533b28a958"
    assert "calibration fusion.toml" in versions
    assert not any("astronaut" in name for name in versions)


def test_an_optional_model_is_named_where_it_is_installed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert "model aasist-l" not in versions_in_force(settings)
    entry = model_store(settings).manifest.entry("aasist-l")
    settings.model_cache.mkdir(parents=True)
    (settings.model_cache / entry.file).write_bytes(bytes(entry.size))

    assert versions_in_force(settings)["model aasist-l"] == entry.sha256[:12]
