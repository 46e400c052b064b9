from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from analysis_builders import assessment, warning
from candor.commands.demo import STYLE, board, demo
from candor.demo import clips
from candor.demo.clips import Scene
from candor.domain.questions import Question, State
from candor.report.texts import load_report_texts
from candor.settings import load_settings


def test_the_board_shows_states_in_words_and_the_suggested_step() -> None:
    texts = load_report_texts("en")
    shown = board(
        assessment(3.0, {Question.IDENTITY: (State.NO_CONCERN, "matches_id_photo")}), [warning()], 32.0, texts
    )
    console = Console(record=True, width=120)
    console.print(shown)
    text = console.export_text()

    assert "0:03 / 0:32" in text
    assert "No concern so far" in text
    assert "Face and ID photo do not match. Ask." in text


def test_every_state_has_colour_and_mark() -> None:
    assert set(STYLE) == set(State)
    assert len({mark for _, mark in STYLE.values()}) == len(State)


@pytest.mark.models
def test_the_demo_ends_with_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    (tmp_path / "models").symlink_to(settings.model_cache)
    monkeypatch.setenv("CANDOR_HOME", str(tmp_path))
    short = (Scene("candidate", 4.0, 11), Scene("stand_in", 5.0, 23))
    monkeypatch.setattr(clips, "CLIPS", {"interview": short})

    result = CliRunner().invoke(demo, ["--report", str(tmp_path / "report.html")], catch_exceptions=False)

    assert result.exit_code == 0
    assert "Face and ID photo do not match" in result.output
    assert "Sample Candidate" in (tmp_path / "report.html").read_text(encoding="utf-8")
