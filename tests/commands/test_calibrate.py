"""`candor calibrate`: files out of folders of people; templates are made up, everything after them is real."""

import json
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from candor.domain.identity import Template
from candor.errors import UsageError
from candor.fusion.identity import Outcome, load_comparator
from identity_builders import MODEL, TemplatesByName, person_vector, smaller_recipe

module = import_module("candor.commands.calibrate")
"""The package's name of the same spelling is the command."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two groups of made-up people, and an embedder that knows them by the names of their files."""
    for person in range(50):
        folder = tmp_path / ("pool" if person < 30 else "apart") / f"person{person}"
        folder.mkdir(parents=True)
        for picture in range(3):
            (folder / f"{person}_{picture}.jpg").write_text(f"{person} {picture}")
    (tmp_path / "pool" / "person0" / "landscape.jpg").write_text("no face")
    monkeypatch.setattr(module, "analysers_for", lambda settings, model: model)
    monkeypatch.setattr(module, "load_recipe", lambda path: smaller_recipe())
    monkeypatch.setattr(module, "photo_templates", lambda settings, analysers: TemplatesByName())
    return tmp_path


def _run(home: Path, *more: str) -> Result:
    out = str(home / "calibration" / "identity")
    arguments = [str(home / "pool"), "--model", MODEL, "--group", f"apart={home / 'apart'}", "--out", out, *more]
    return CliRunner().invoke(module.calibrate, arguments)


def test_the_calibration_it_writes_can_be_compared_with(home: Path) -> None:
    result = _run(home, "--date", "2026-11-22", "--data", "made-up people")

    comparator = load_comparator(home, MODEL)
    a, b, other = (Template(MODEL, person_vector(*who).astype(np.float32), 1, 90.0) for who in ((1, 0), (1, 1), (2, 0)))
    assert result.exit_code == 0, result.exception
    assert "150 pictures of 50 people, 1 without a usable face" in result.stdout
    assert comparator.decide(comparator.compare(a, b)) is Outcome.SAME
    assert comparator.compare(a, other).llr > comparator.compare(a, b).llr


@pytest.mark.parametrize("name", ["report.json", "report.md"])
def test_the_report_is_json_or_markdown_by_its_name(home: Path, name: str) -> None:
    assert _run(home, "--report", str(home / name)).exit_code == 0

    written = (home / name).read_text()
    if name.endswith(".json"):
        assert json.loads(written)["schema"] == "candor.identity-evaluation/1"
        assert json.loads(written)["refused"] == {"no_face": 1}
    else:
        assert "| pool |" in written


@pytest.mark.parametrize("group", ["nonsense", "=x", "x="])
def test_a_group_that_is_not_name_and_folder_is_bad_usage(home: Path, group: str) -> None:
    assert isinstance(_run(home, "--group", group).exception, UsageError)


def test_a_report_that_cannot_be_written_is_one_clear_error(home: Path) -> None:
    error = _run(home, "--report", str(home / "no" / "folder.md")).exception

    assert isinstance(error, UsageError)
    assert error.code == "cannot_write"
