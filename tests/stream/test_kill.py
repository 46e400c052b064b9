"""Kill -9 in mid-interview, real processes, sockets and database: nothing stored is lost, nothing is told twice."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from candor.domain.checks import CheckPhase
from candor.domain.ids import InterviewId
from candor.domain.questions import Question
from candor.domain.records import InterviewRecord
from candor.settings import Settings
from candor.store.store import open_store
from candor.wire.messages import (
    AnswerKind,
    CheckMessage,
    CheckStart,
    Notice,
    NoticeCode,
    StateMessage,
    WarningMessage,
)
from store_builders import build_template, grant, make_candidate
from stream.client import StreamClient

SERVE = Path(__file__).with_name("serve_process.py")


class KillableServer:
    """One folder and one port; the process may be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.interview, self.token = self._interview()
        self.workers: list[int] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, str(SERVE), str(self.home), str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        ready = self.process.stdout.readline().split()
        assert ready[:1] == ["ready"], ready
        self.workers = [int(pid) for pid in ready[1:]]

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def record(self) -> InterviewRecord:
        store = open_store(Settings(home=self.home))
        try:
            return store.rounds.record(self.interview)
        finally:
            store.close()

    def client(self) -> StreamClient:
        return StreamClient(f"ws://127.0.0.1:{self.port}/stream", self.token)

    def _interview(self) -> tuple[InterviewId, str]:
        store = open_store(Settings(home=self.home))
        candidate = make_candidate(store)
        grant(store, candidate)
        store.candidates.save_photo("p-1", candidate, b"photo", build_template())
        interview = store.rounds.create("p-1", candidate, "Engineer, round 1", {})
        code = store.rounds.offer_pairing("Ina", interview, datetime.now(UTC) + timedelta(minutes=10)).code
        token = store.rounds.redeem_pairing(code, datetime.now(UTC) + timedelta(hours=4)).token
        store.close()
        return interview, token


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KillableServer]:
    server = KillableServer(tmp_path / "home")
    yield server
    server.kill()


def stream(client: StreamClient, frames: int, command: bytes = b"look") -> None:
    """Send frames one by one, so that each is analysed however slow the machine is."""
    for _ in range(frames):
        client.frame(command)
        client.wait_settled(30)


def test_a_killed_server_goes_on_from_its_database(server: KillableServer) -> None:
    client = server.client()
    client.connect()
    stream(client, 10)
    stream(client, 1, b"warn extra_face")
    card = client.wait(WarningMessage)
    client.answer(card.id, AnswerKind.NOTE, "a child came in")
    client.wait(WarningMessage, lambda warning: warning.answer is not None)
    stream(client, 1, b"state please_check")
    client.wait(StateMessage, lambda state: state.questions[0].state == "please_check")
    time.sleep(0.6)
    stream(client, 3)  # past the next checkpoint
    workers = server.workers
    server.kill()
    client.wait_closed()
    wait_until_gone(workers)
    told = list(client.told(WarningMessage))

    server.start()
    back = client.connect_until(20)
    stream(client, 3, b"warn extra_face")  # the cause goes on: the same warning, nothing new to tell
    stream(client, 1, b"warn id_mismatch")
    news = client.wait(WarningMessage, lambda warning: warning.code == "id_mismatch")
    state = client.told(StateMessage)[-1]
    client.end()

    assert back.resumed
    assert [w.event for w in told] == [1, 2]
    assert [w.event for w in client.told(WarningMessage)] == [1, 2, 3]
    assert news.event == 3
    assert state.questions[0].state == "please_check", "the state came back with the checkpoint"
    assert state.at_s > 1.5, "the time of the interview goes on"
    record = server.record()
    assert {w.warning.code: w.event for w in record.warnings} == {"extra_face": 2, "id_mismatch": 3}
    assert next(w for w in record.warnings if w.event == 2).answer is not None
    seen = [a.questions[Question.IDENTITY].state.value for a in record.timeline]
    assert list(dict.fromkeys(seen)) == ["checking", "please_check"], "once more after a pause that nobody watched"
    assert record.frames_analyzed >= 15
    assert record.ended_at is not None


def test_a_killed_worker_and_a_cut_network_cost_a_notice_and_nothing_stored(server: KillableServer) -> None:
    client = server.client()
    client.connect()
    stream(client, 10)
    stream(client, 1, b"warn extra_face")
    client.wait(WarningMessage)
    killed_s = time.monotonic()
    os.kill(server.workers[0], signal.SIGKILL)
    client.wait(Notice, lambda notice: notice.code is NoticeCode.ANALYSIS_RESTARTED)
    stream(client, 2, b"warn extra_face")
    stream(client, 1, b"warn id_mismatch")
    client.wait(WarningMessage, lambda warning: warning.code == "id_mismatch")
    went_on_s = time.monotonic() - killed_s
    client.cut()
    client.connect_until(20)
    stream(client, 2, b"warn id_mismatch")
    stream(client, 1, b"warn gone")
    client.wait(WarningMessage, lambda warning: warning.code == "gone")
    client.end()
    record = server.record()
    assert went_on_s < 20, "seconds, on a machine that is not overloaded"
    assert [w.event for w in client.told(WarningMessage)] == [1, 2, 3]
    assert {w.warning.code for w in record.warnings} == {"extra_face", "id_mismatch", "gone"}
    assert record.frames_analyzed >= 16
    assert "analysis_restarted" in record.notices


def ask(client: StreamClient) -> CheckMessage:
    """Ask for a check and wait until it runs."""
    before = len(client.messages)
    client.check(CheckStart())
    return client.wait(CheckMessage, lambda check: check.phase is CheckPhase.RUNNING, after=before)


def ended(client: StreamClient, check: CheckMessage) -> CheckMessage:
    """Wait for the end of a check."""
    return client.wait(CheckMessage, lambda told: told.id == check.id and told.phase is not CheckPhase.RUNNING)


def test_a_check_that_runs_while_a_worker_or_the_server_is_killed_is_neither_lost_nor_doubled(
    server: KillableServer,
) -> None:
    client = server.client()
    client.connect()
    stream(client, 5)
    first = ask(client)
    stream(client, 1)
    os.kill(server.workers[0], signal.SIGKILL)
    assert ended(client, first).phase is CheckPhase.CANT_TELL
    stream(client, 2, b"check done")  # the session that was opened again may believe that it still runs
    second = ask(client)
    stream(client, 1, b"check done")
    assert ended(client, second).phase is CheckPhase.DONE
    third = ask(client)
    server.kill()
    client.wait_closed()

    server.start()
    client.connect_until(20)
    assert ended(client, third).phase is CheckPhase.CANT_TELL
    stream(client, 2, b"check done")
    client.end()

    phases = [held.status.phase.value for held in server.record().checks]
    assert phases == ["cant_tell", "done", "cant_tell"]
    ends = [told.id for told in client.told(CheckMessage) if told.phase is not CheckPhase.RUNNING]
    again = [first.id, second.id]
    assert ends == [*again, *again, third.id], "each end is told once, and once more to a client that comes anew"


def wait_until_gone(pids: list[int], timeout_s: float = 10.0) -> None:
    """Workers see the end of their pipe and end by themselves."""
    until_s = time.monotonic() + timeout_s
    while any(_is_alive(pid) for pid in pids):
        assert time.monotonic() < until_s, "a worker outlives its killed server"
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
