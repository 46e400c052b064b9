"""`candor compare`: answers, JSON, and exit codes, with the real models on the one face that may be shown."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.compare import compare
from candor.errors import CandorError, UsageError
from candor.inference.default_set import model_store
from candor.inference.fetch import pull
from candor.settings import load_settings


@pytest.fixture(scope="module")
def astronaut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = model_store(load_settings())
    pull(store, [*store.manifest.default_set, store.manifest.entry("astronaut")], lambda _: None)
    photo = tmp_path_factory.mktemp("photos") / "astronaut.png"
    photo.write_bytes(store.read("astronaut"))
    return photo


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(compare, [str(argument) for argument in arguments])


def _refused(*arguments: str | Path) -> CandorError:
    error = _run(*arguments).exception
    assert isinstance(error, CandorError)
    return error


def test_a_photo_is_the_same_as_itself(astronaut: Path) -> None:
    result = _run(astronaut, astronaut)

    assert result.exit_code == 0
    assert result.stdout.startswith("same:")
    assert "LLR -" in result.stdout


def test_every_row_is_answered_and_a_bad_one_says_why(astronaut: Path, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    (tmp_path / "pairs.csv").write_text(f"a,b,label\n{astronaut},{astronaut},1\n{astronaut},gone.jpg,0\ntext.jpg,x,0\n")

    result = _run("--pairs", tmp_path / "pairs.csv", "--json", tmp_path / "out.json")

    written = json.loads((tmp_path / "out.json").read_text())
    assert result.exit_code == 0
    assert "3 pairs: 1 same, 0 different, 2 cant_tell" in result.stdout
    assert written["schema"] == "candor.compare/1"
    assert written["calibration"].startswith("dlib-face-resnet/")
    assert [row["state"] for row in written["pairs"]] == ["same", "cant_tell", "cant_tell"]
    assert [row["reason"] for row in written["pairs"]] == ["alike", "missing_file", "unsupported_format"]
    assert [row["label"] for row in written["pairs"]] == ["1", "0", "0"]


def test_without_a_json_file_the_rows_are_printed_as_csv(astronaut: Path, tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(f"a,b\n{astronaut},{astronaut}\n")

    rows = list(csv.DictReader(io.StringIO(_run("--pairs", tmp_path / "pairs.csv").stdout)))

    assert [row["state"] for row in rows] == ["same"]


def test_a_list_without_rows_is_answered_with_none(astronaut: Path, tmp_path: Path) -> None:
    assert astronaut.exists()
    (tmp_path / "pairs.csv").write_text("a,b\n")

    assert _run("--pairs", tmp_path / "pairs.csv").stdout == "a,b\n"


@pytest.mark.parametrize("arguments", [(), ("one.jpg",), ("1.jpg", "2.jpg", "3.jpg"), ("1.jpg", "--pairs", "p.csv")])
def test_neither_two_photos_nor_a_list_is_bad_usage(arguments: tuple[str, ...]) -> None:
    assert _refused(*arguments).code == "bad_arguments"


def test_a_missing_photo_is_bad_usage_that_names_it(astronaut: Path) -> None:
    error = _refused(astronaut, "gone.jpg")

    assert isinstance(error, UsageError)
    assert "gone.jpg" in error.sentence


def test_an_answer_that_cannot_be_written_is_one_clear_error(astronaut: Path, tmp_path: Path) -> None:
    assert _refused(astronaut, astronaut, "--json", tmp_path / "no" / "folder.json").code == "cannot_write"


def test_a_second_opinion_stands_beside_the_answer(astronaut: Path, tmp_path: Path) -> None:
    result = _run(astronaut, astronaut, "--second-opinion", "--json", tmp_path / "out.json")

    written = json.loads((tmp_path / "out.json").read_text())
    assert result.exit_code == 0
    assert "second opinion (deepface" in result.stdout
    assert set(written["second_opinion"]["abilities"]) == {"same_person"}


def test_a_list_of_pairs_takes_no_second_opinion() -> None:
    assert _refused("--pairs", "p.csv", "--second-opinion").code == "bad_arguments"
