"""`candor watchlists try`: an own list is checked and tried on a table of applicants; nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from candor.commands.watchlists import watchlists
from candor.errors import CandorError
from watchlists.formats.test_own import LIST


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text(LIST)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(watchlists, ["try", *words])


def test_a_list_is_checked_and_nothing_is_kept(home: Path) -> None:
    assert run("ours.toml").output == "ours.toml is in order: Ours, 1 entries, 0 ended, 0 examples.\n"
    assert not (home / "home").exists()


def test_it_shows_line_by_line_what_it_would_have_flagged() -> None:
    table = "Name,Employer,Email,Favourite colour\nA B,Border Textile Trading Ltd,,red\n"
    table += "C D,Google,btt@example.org,\nE F,Google,,\n"
    Path("people.csv").write_text("\ufeff" + table)
    told = run("ours.toml", "--against", "people.csv").output

    assert "line 2: check: stated 'Border Textile Trading Ltd'" in told
    assert "line 3: check: stated 'btt@example.org'" in told
    assert told.endswith("3 applicants: 0 escalate, 2 check, 0 note, 1 nothing.\n")


@pytest.mark.parametrize("table", ["", "colour\nred\n", 'name\n"never closed' + "x" * 200_000])
def test_a_table_that_cannot_be_read_is_one_sentence(table: str) -> None:
    Path("people.csv").write_text(table)

    assert isinstance(run("ours.toml", "--against", "people.csv").exception, CandorError)
