"""`candor serve` as it is typed: a real process on real ports."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from candor.settings import Settings


def _free_port() -> int:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
        two.bind(("127.0.0.1", port + 1))
        return port


@pytest.fixture
def environment(settings_with_models: Settings, tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "CANDOR_HOME": str(tmp_path),
        "CANDOR_MODEL_CACHE": str(settings_with_models.model_cache),
        "CANDOR_PORT": str(_free_port()),
        "CANDOR_WORKERS": "1",
        "PYTHONUNBUFFERED": "1",
    }


def _serve(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "candor.cli", "serve"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    running = _serve(environment)
    yield running
    running.kill()
    running.communicate()


def test_serves_pages_prints_the_set_up_token_and_stops_when_asked(
    server: subprocess.Popen[str], environment: dict[str, str]
) -> None:
    assert server.stdout is not None
    second_opinion, first_run, ready = (server.stdout.readline() for _ in range(3))

    with urllib.request.urlopen(f"http://127.0.0.1:{environment['CANDOR_PORT']}/health") as answer:
        health = answer.status
    server.send_signal(signal.SIGTERM)

    assert second_opinion.startswith("Second opinion on live interviews: ")
    assert "interviews go without it" in second_opinion
    assert "set-up token" in first_run
    assert ready.startswith("Ready: http://127.0.0.1:")
    assert health == 200
    assert server.wait(timeout=20) == 0
    database = Path(environment["CANDOR_HOME"]) / "candor.db"
    assert database.stat().st_mode & 0o077 == 0, "only the server's own user reads the database"


def test_a_port_in_use_is_one_clear_error(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["CANDOR_PORT"]))):
        second = _serve(environment)
        _, printed = second.communicate(timeout=60)

    assert second.returncode == 1
    assert "cannot listen" in printed
    assert "Traceback" not in printed
