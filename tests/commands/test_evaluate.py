"""`candor evaluate`: tables and JSON from a data-set file, with the real models on the one face that may be shown."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.evaluate import evaluate
from candor.errors import UsageError
from candor.inference.default_set import model_store
from candor.inference.fetch import pull
from candor.settings import load_settings


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    store = model_store(load_settings())
    pull(store, [*store.manifest.default_set, store.manifest.entry("astronaut")], lambda _: None)
    (tmp_path / "astronaut.png").write_bytes(store.read("astronaut"))
    (tmp_path / "data.toml").write_text(
        """
schema = "candor.dataset/1"
name = "astronaut"
[[item]]
file = "astronaut.png"
label = "bona_fide"
person = "astronaut"
reference = "astronaut.png"
[[pair]]
a = "astronaut.png"
b = "astronaut.png"
mated = true
"""
    )
    return tmp_path / "data.toml"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(evaluate, [str(argument) for argument in arguments])


def test_it_prints_tables_and_writes_both_files(dataset: Path) -> None:
    result = _run(dataset, "--json", dataset.with_suffix(".json"), "--report", dataset.with_suffix(".md"))

    document = json.loads(dataset.with_suffix(".json").read_text())
    assert result.exit_code == 0, result.exception
    assert result.stdout == dataset.with_suffix(".md").read_text()
    assert "| bona_fide |" in result.stdout
    assert document["schema"] == "candor.evaluation/1"
    assert document["pairs"][0]["fnmr"]["errors"] == 0
    assert document["versions"]


def test_a_missing_data_set_and_an_unwritable_file_are_one_clear_error_each(dataset: Path, tmp_path: Path) -> None:
    missing = _run(tmp_path / "gone.toml").exception
    unwritable = _run(dataset, "--json", tmp_path / "no" / "x.json").exception

    assert isinstance(missing, UsageError)
    assert isinstance(unwritable, UsageError)
    assert (missing.code, unwritable.code) == ("no_dataset", "cannot_write")


def test_scenarios_play_the_bona_fide_recordings(dataset: Path) -> None:
    result = _run(dataset, "--scenarios", "bona-fide")

    assert result.exit_code == 0, result.exception
    assert "1 recordings of 1 people or groups" in result.stdout
    assert "| any red | 0 of 1 |" in result.stdout


@pytest.mark.parametrize("table", [["--templates"], ["--scenarios", "bona-fide"]])
def test_json_of_a_table_is_refused_instead_of_forgotten(dataset: Path, tmp_path: Path, table: list[str]) -> None:
    result = _run(dataset, *table, "--json", tmp_path / "out.json")

    assert isinstance(result.exception, UsageError)
    assert "--report" in str(result.exception)


def test_a_second_opinion_that_is_not_there_is_one_clear_error(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("candor.second_opinion.weights.is_installed", lambda: False)

    error = _run(dataset, "--scenarios", "second-opinion").exception

    assert isinstance(error, UsageError)
    assert "not installed; run `pip install candor[deepface]`" in error.sentence


def test_a_codec_goes_with_honest_recordings_only(dataset: Path) -> None:
    error = _run(dataset, "--scenarios", "repetitions", "--codec", "mid").exception

    assert isinstance(error, UsageError)


def test_trials_of_sound_need_two_people(dataset: Path) -> None:
    error = _run(dataset, "--scenarios", "sound").exception

    assert isinstance(error, UsageError)
    assert error.code == "too_few_people"
