"""`candor models`: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.models import models
from candor.errors import CandorError, ConfigurationError, ModelError
from inference.archives import a_wheel
from inference.test_store import CONTENT, entry_of

MANIFEST = """
schema = "candor.models/1"
[[model]]
id = "m"
task = "t"
file = "m.bin"
sha256 = "{sha}"
size = {size}
licence = "MIT"
input = "x"
card = "cards/m.md"
default = true
[[model.source]]
kind = "pypi"
project = "cargo_box"
version = "1.0"
archive = "{archive}"
archive_sha256 = "{archive_sha}"
member = "box/m.bin"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that knows one model, and an index that offers it."""
    archive = a_wheel(tmp_path, "py3-none-any", {"box/m.bin": CONTENT})
    entry = entry_of()
    values = {"sha": entry.sha256, "size": entry.size, "archive": archive.name, "archive_sha": sha(archive)}
    (tmp_path / "manifest.toml").write_text(MANIFEST.format(**values), encoding="utf-8")
    for name, value in {
        "CANDOR_HOME": str(tmp_path / "home"),
        "CANDOR_MODELS": str(tmp_path),
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("CANDOR_MODEL_CACHE", raising=False)
    return tmp_path


def sha(path: Path) -> str:
    return entry_of(path.read_bytes()).sha256


def run(*arguments: str) -> Result:
    return CliRunner().invoke(models, arguments)


def refused(*arguments: str) -> CandorError:
    error = run(*arguments).exception
    assert isinstance(error, CandorError)
    return error


def test_lists_what_is_missing_then_what_is_there(home: Path) -> None:
    assert "missing" in run("list").output
    assert "second opinion, liveness: no" in run("list").output

    pulled = run("pull")

    assert pulled.exit_code == 0
    assert "1 fetched, 0 already here" in pulled.output
    assert "ok" in run("list").output
    assert "0 fetched, 1 already here" in run("pull", "m").output


def test_lists_as_json_with_stable_names(home: Path) -> None:
    listed = json.loads(run("list", "--json").output)

    assert listed["schema"] == "candor.models-list/1"
    (model,) = listed["models"]
    assert set(model) >= {"id", "task", "file", "path", "size", "sha256", "licence", "default", "used", "state"}
    assert model["state"] == "missing"
    assert set(listed["second_opinion"]["abilities"]) == {"liveness", "same_person"}


def test_shows_no_progress_when_piped(home: Path) -> None:
    assert run("pull").stderr == ""


def test_verifies_and_names_what_is_not_in_order(home: Path) -> None:
    assert isinstance(refused("verify"), ModelError)
    run("pull")
    assert run("verify").output == "m: ok\n"

    (home / "home" / "models" / "m.bin").write_bytes(b"weights?")

    assert "m: altered" in run("verify").output
    assert "candor models pull m" in refused("verify").sentence


def test_imports_from_a_folder(home: Path) -> None:
    (home / "stick").mkdir()
    (home / "stick" / "m.bin").write_bytes(CONTENT)

    assert run("import", str(home / "stick")).output == "m: imported\n"
    assert run("verify").exit_code == 0


def test_refuses_unknown_models_and_empty_folders(home: Path) -> None:
    (home / "empty").mkdir()

    assert isinstance(refused("pull", "nonesuch"), ConfigurationError)
    assert isinstance(refused("import", str(home / "empty")), ConfigurationError)
