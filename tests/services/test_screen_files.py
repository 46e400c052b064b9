"""A file is screened with some processes, and a run that was ended goes on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from candor.errors import UsageError
from candor.services import screen_files
from candor.services.screen_files import Progress, screen_file
from screening_builders import FakeMaker


def people(path: Path, n: int) -> Path:
    lines = [f"Person Number{i},person{i}@x.com,+1512555{i:04d}" for i in range(n)]
    lines[n // 2] = "Broken,row,with,many,cells"
    path.write_text("name,email,phone\n" + "\n".join([*lines, "Somebody Else,e@x.com,+15125550000"]) + "\n")
    return path


def run(
    path: Path, workers: int, stop: Callable[[int, int], None] = lambda _done, _all: None
) -> list[dict[str, object]]:
    base = screen_file(path, path.with_suffix(".state"), FakeMaker(), workers, Progress(judging=stop))
    results = [{"row": number, **json.loads(content)} for number, content in base.results()]
    base.close()
    return results


def test_every_row_has_a_result_and_the_first_knows_the_last(tmp_path: Path) -> None:
    results = run(people(tmp_path / "a.csv", 700), 1)

    assert len(results) == 700
    assert results[0]["findings"][0]["others"] == ["702"]  # type: ignore[index]


def test_two_processes_find_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_files, "_SMALL_BYTES", 0)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    assert run(people(tmp_path / "two" / "a.csv", 500), 2) == run(people(tmp_path / "one" / "a.csv", 500), 1)


def test_a_run_that_was_ended_goes_on_with_what_is_left(tmp_path: Path) -> None:
    path, judged = people(tmp_path / "a.csv", 900), list[int]()

    def end(done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, 1, end)
    results = run(path, 1, lambda done, _all: judged.append(done))

    assert len(results) == 900
    assert judged[0] == 400


def test_the_state_of_another_file_is_refused(tmp_path: Path) -> None:
    run(people(tmp_path / "a.csv", 10), 1)

    with pytest.raises(UsageError, match="another file"):
        run(people(tmp_path / "a.csv", 20), 1)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        run(tmp_path / "gone.csv", 1)


def test_a_run_that_read_nothing_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("no json")

    with pytest.raises(UsageError):
        run(tmp_path / "a.json", 1)

    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
