"""`candor evaluate --scenarios checks-under-swaps`: tables of made clips, with a memory; too few people are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.bootstrap.sessions import Sessions
from candor.commands.evaluate import evaluate
from candor.commands.swap_checks import checks_under_swaps
from candor.errors import UsageError
from candor.evaluation import checked_clips
from candor.evaluation.datasets import LabelledRecording
from candor.pipeline.session import load_session_rules
from candor.settings import load_settings
from evaluation.painted_video import recorded
from painted_faces import GREEN, RED, Painted, paint, painted_analysers

SESSIONS = Sessions(painted_analysers(), load_session_rules(Path(__file__).resolve().parents[2] / "models"))


def person(folder: Path, name: str, colour: tuple[int, int, int]) -> LabelledRecording:
    frames = [paint(Painted(colour, 160 + i % 3, 90, 70), size=(320, 180)) for i in range(30)]
    return recorded(folder, name, frames)


def told(recordings: list[LabelledRecording], memory: Path | None = None, only: tuple[str, ...] = ()) -> str:
    return checks_under_swaps(recordings, SESSIONS, load_settings(), 1, only, 1, memory)


def test_tables_are_made_and_what_was_played_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked_clips, "FRAMES", 28)
    people = [person(tmp_path, "ann", RED), person(tmp_path, "ben", GREEN)]
    first = told(people, tmp_path / "memory.jsonl")
    kept = (tmp_path / "memory.jsonl").read_bytes()

    assert [line for line in first.splitlines() if line.startswith("## ")] == [
        "## hand_over_face",
        "## press_cheek",
        "## cover_eye",
    ]
    assert "| honest face | 2 |" in first
    assert len(kept.splitlines()) == 8
    assert told(people, tmp_path / "memory.jsonl") == first
    assert (tmp_path / "memory.jsonl").read_bytes() == kept


def test_one_person_alone_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        told([person(tmp_path, "ann", RED)])

    assert error.value.code == "too_few_people"


def test_only_the_check_that_was_asked_for_is_played(tmp_path: Path) -> None:
    people = [person(tmp_path, "ann", RED), person(tmp_path, "ben", GREEN)]
    with pytest.raises(UsageError) as error:
        told(people, only=("look_up",))

    assert told(people, only=("turn_head",)) == ""
    assert error.value.code == "no_such_run"
    assert "turn_head" in error.value.sentence


def code_of(*arguments: str | Path) -> str:
    error = CliRunner().invoke(evaluate, [str(argument) for argument in arguments]).exception
    assert isinstance(error, UsageError)
    return error.code


def test_only_this_scenario_has_a_memory(tmp_path: Path) -> None:
    dataset, memory = tmp_path / "d.toml", ("--memory", tmp_path / "m")

    assert code_of(dataset, *memory) == "only_of_a_laboratory"
    assert code_of(dataset, "--scenarios", "light", *memory) == "only_of_a_laboratory"
    assert code_of(dataset, "--scenarios", "checks-under-swaps", *memory) == "no_dataset"
