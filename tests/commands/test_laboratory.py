"""The command over a small laboratory: plays once, remembers, writes what was asked, and refuses clearly."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from candor.cli import candor
from candor.errors import UsageError
from laboratory_builders import write_laboratory

pytestmark = pytest.mark.models


def evaluate(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(candor, ["evaluate", *map(str, args)])
    if isinstance(result.exception, UsageError):
        raise result.exception
    return result.exit_code, result.output


def test_a_laboratory_is_played_once_and_written_as_asked(tmp_path: Path, settings_with_models: object) -> None:
    lab, memory = write_laboratory(tmp_path), tmp_path / "memory.jsonl"
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "a.md"
    page.write_text("<!-- made by: candor evaluate lab.toml --fill docs (honest) -->\n<!-- end of honest -->\n")

    code, told = evaluate(
        *(lab, "--memory", memory, "--json", tmp_path / "o.json", "--report", tmp_path / "o.html"),
        *("--fill", tmp_path / "docs", "--contact-sheet"),
    )

    assert code == 0, told
    assert "## Outcomes" in told
    content = json.loads((tmp_path / "o.json").read_text())
    assert {one["species"] for one in content["sessions"]} == {"", "real_fake", "a1_frozen_frame"}
    assert "data:image/jpeg" in (tmp_path / "o.html").read_text()
    assert "| first, mid | all |" in page.read_text()
    before = memory.read_bytes()
    assert before.count(b"\n") == len(content["sessions"])
    assert evaluate(lab, "--memory", memory, "--report", tmp_path / "o.md")[0] == 0
    assert memory.read_bytes() == before
    assert "## Signals" in (tmp_path / "o.md").read_text()


def test_an_interrupted_run_goes_on_and_a_changed_signal_is_played_anew(
    tmp_path: Path, settings_with_models: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab, memory = write_laboratory(tmp_path), tmp_path / "memory.jsonl"
    evaluate(lab, "--memory", memory)
    whole = memory.read_bytes().splitlines(keepends=True)
    memory.write_bytes(whole[0] + whole[1][: len(whole[1]) // 2] + b"\n")

    evaluate(lab, "--memory", memory)

    after = memory.read_bytes().splitlines(keepends=True)
    assert sorted([after[0], *after[2:]]) == sorted(whole), "only what was lost is played again"
    monkeypatch.setattr("candor.commands.laboratory.code_version", lambda *_: "another signal")
    evaluate(lab, "--memory", memory)
    assert len(memory.read_bytes().splitlines()) == len(after) + len(whole)


def test_what_does_not_fit_a_laboratory_is_refused(tmp_path: Path) -> None:
    lab = write_laboratory(tmp_path, people=3)

    with pytest.raises(UsageError, match="first"):
        evaluate(lab, "--only", "second")
    with pytest.raises(UsageError, match="not a laboratory"):
        evaluate(lab, "--templates")
    data_set = tmp_path / "set.toml"
    data_set.write_text('schema = "candor.dataset/1"\nname = "x"\n[[pair]]\na = "1"\nb = "2"\nmated = true\n')
    with pytest.raises(UsageError, match="for a laboratory"):
        evaluate(data_set, "--contact-sheet")
