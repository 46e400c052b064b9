"""The server's half of every dialogue in dialogues/v1; tests/extension/wire/dialogues.test.ts plays the client's half.

A step has one of these keys: ">>" client to server, "<<" server to client, "client" or "server" an order to one half,
"... is" what must hold now, "client shown", "client connects in_ms", "wait_s".
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from candor.wire.connection import Connection
from candor.wire.framing import MediaFrame, MediaKind, encode_frame
from candor.wire.messages import ErrorCode, ServerMessage

DIALOGUES = sorted((Path(__file__).parent / "dialogues/v1").glob("*.json"))


class ServerHalf:
    """Plays the server's steps and ignores those that concern the client alone."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.connection = Connection(0.0)
        self.sent: list[dict] = []

    def play(self, step: dict) -> None:
        players: dict[str, Callable[[dict], None]] = {
            ">>": self._text,
            ">>frame": self._frame,
            "<<": self._expect,
            "server": self._order,
            "client": self._network,
            "server is": self._check,
            "wait_s": self._wait,
        }
        name = next(iter(step))
        if name in players:
            players[name](step)
        if self.connection is not None:
            self.sent += [json.loads(text) for text in self.connection.take_output()]

    def _text(self, step: dict) -> None:
        event = self.connection.receive_text(json.dumps(step[">>"]), self.now_s)
        assert event is not None

    def _frame(self, step: dict) -> None:
        told = step[">>frame"]
        payload = bytes.fromhex(told["payload"])
        frame = MediaFrame(MediaKind.VIDEO, told["seq"], told["captured_at_s"], told["width"], told["height"], payload)
        assert self.connection.receive_binary(encode_frame(frame), self.now_s) == frame

    def _expect(self, step: dict) -> None:
        assert self.sent.pop(0) == step["<<"]

    def _order(self, step: dict) -> None:
        match step:
            case {"server": "welcome"}:
                self.connection.welcome(step["interview"], step["candidate"], resumed=step["resumed"])
            case {"server": "settle"}:
                self.connection.settle(step["seq"])
            case {"server": "settle_all"}:
                self.connection.settle_all()
            case {"server": "send"}:
                self.connection.send(msgspec.convert(step["message"], ServerMessage))
            case {"server": "fail"}:
                self.connection.fail(ErrorCode(step["code"]), step["text"])

    def _network(self, step: dict) -> None:
        if step["client"] == "open":
            self.connection = Connection(self.now_s)

    def _check(self, step: dict) -> None:
        found = {"phase": self.connection.phase.value, "close_code": self.connection.close_code}
        assert {name: found[name] for name in step["server is"]} == step["server is"]

    def _wait(self, step: dict) -> None:
        self.now_s += step["wait_s"]
        self.connection.tick(self.now_s)


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
def test_the_server_speaks_its_part(path: Path) -> None:
    half = ServerHalf()
    for number, step in enumerate(json.loads(path.read_text())["steps"]):
        try:
            half.play(step)
        except AssertionError as error:
            raise AssertionError(f"step {number}: {step}: {error}") from error
    assert half.sent == [], "the server said more than the dialogue has"


def test_there_are_dialogues() -> None:
    assert len(DIALOGUES) >= 10
