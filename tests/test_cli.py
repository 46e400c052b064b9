"""The command line: exit codes and one clear line per mistake."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from candor import cli
from candor.commands import ALL_COMMANDS
from candor.errors import ModelError, UsageError


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "candor.cli", *words], capture_output=True, text=True, check=False)


def test_help_lists_the_commands() -> None:
    result = run("--help")

    assert result.returncode == 0
    assert "Know who you are interviewing" in result.stdout


def test_an_unknown_command_is_one_clear_error_and_exit_code_2() -> None:
    result = run("divine")

    assert result.returncode == 2
    assert "No such command 'divine'" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError("bad", "Give a photo."), 2), (ModelError("bad_hash", "The model file was altered."), 1)],
)
def test_a_named_error_becomes_its_sentence_and_exit_code(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def fails() -> None:
        raise error

    monkeypatch.setitem(cli.candor.commands, "fails", fails)
    monkeypatch.setattr(sys, "argv", ["candor", "fails"])

    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert stopped.value.code == code
    assert capsys.readouterr().err.strip() == f"candor: {error}"


def test_a_command_loads_no_more_than_it_needs() -> None:
    program = "import sys, candor.cli; sys.exit(bool({'flask', 'sqlalchemy', 'cv2', 'onnxruntime'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_file_of_a_command_is_in_the_list() -> None:
    folder = Path(cli.__file__).parent / "commands"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert set(ALL_COMMANDS) == files - {
        "bench_stages",
        "id_documents",
        "laboratory",
        "output",
        "progress",
        "screening_trial",
        "swap_checks",
        "watchlist_names",
        "watchlist_trial",
    }
