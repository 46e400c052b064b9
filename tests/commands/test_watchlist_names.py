"""`candor watchlists measure`: tables on the screen and in a file, and how long many applicants take."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.commands.watchlists import watchlists
from candor.errors import UsageError
from evaluation.names.made_material import write_material


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_material(tmp_path / "data")
    return tmp_path / "data"


def test_it_tells_recall_strangers_and_finders(data: Path) -> None:
    report = data.parent / "names.md"
    told = CliRunner().invoke(watchlists, ["measure", str(data), "--beside", "--report", str(report)])

    assert told.exit_code == 0, told.exception
    assert "| token sort ratio |" in told.output
    assert report.read_text() == told.output


def test_it_times_many_applicants(data: Path) -> None:
    told = CliRunner().invoke(watchlists, ["measure", str(data), "--speed", "1000"]).output

    assert told.startswith("1000 applicants, each with name, employer and e-mail, against")


def test_a_folder_without_material_is_one_sentence(tmp_path: Path) -> None:
    assert isinstance(CliRunner().invoke(watchlists, ["measure", str(tmp_path)]).exception, UsageError)
