"""A bar on a terminal, nothing when piped."""

import io

import pytest
from rich.console import Console

from candor.commands.progress import counted


def _shown(*, is_terminal: bool) -> str:
    written = io.StringIO()
    with counted("photos", 2, Console(file=written, force_terminal=is_terminal, width=80)) as count:
        count()
        count()
    return written.getvalue()


def test_a_terminal_sees_how_many_of_how_many() -> None:
    assert "photos" in _shown(is_terminal=True)
    assert "2/2" in _shown(is_terminal=True)


def test_a_pipe_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with counted("photos", 1) as count:
        count()

    assert _shown(is_terminal=False) == ""
    assert capsys.readouterr() == ("", "")
