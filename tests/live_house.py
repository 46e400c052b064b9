"""One server's worth of live interviews on a clock that a test moves, and a client that keeps what it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import fake_sessions
from candor.challenges.rules import load_challenge_rules
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, EngineEvent
from candor.services.live import LiveInterviews
from candor.services.live_opinions import LiveOpinions
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.messages import (
    ErrorCode,
    Hello,
    ServerMessage,
)
from checklist_builders import TEMPLATE
from fakes import FakeEngine, FakeInterviewRecords

ONE = InterviewId("interview-1")
CHALLENGES = load_challenge_rules(Path(__file__).resolve().parents[1] / "models")


class FakePeer:
    """A client that keeps what it is told."""

    def __init__(self) -> None:
        self.messages: list[ServerMessage] = []
        self.welcomes: list[bool] = []
        self.settled: list[int | None] = []
        self.failures: list[ErrorCode] = []

    def welcome(self, interview: str, candidate: str, *, resumed: bool) -> None:
        assert not self.messages, "welcome comes first"
        self.welcomes.append(resumed)

    def send(self, message: ServerMessage) -> None:
        self.messages.append(message)

    def settle(self, seq: int | None) -> None:
        self.settled.append(seq)

    def fail(self, code: ErrorCode, sentence: str) -> None:
        self.failures.append(code)

    def told(self, kind: type) -> list:
        return [message for message in self.messages if isinstance(message, kind)]


class House:
    """One server's worth of live interviews, on a clock that the test moves."""

    def __init__(
        self,
        records: FakeInterviewRecords,
        began: datetime | None = None,
        at_s: float = 1000.0,
        opinions: LiveOpinions | None = None,
    ) -> None:
        self.records = records
        self.now_s = at_s
        self.began = began or datetime(2030, 1, 1, tzinfo=UTC)
        self.engine = FakeEngine(fake_sessions.make_sessions())
        self.live = LiveInterviews(
            records, self.engine, CHALLENGES, TEMPLATE, opinions=opinions, clock=lambda: self.now_s, now=self.now
        )
        self.live.start()
        self.seq = -1

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.now_s)

    def connect(self, *, last_event: int = 0, token: str = "good-token", language: str = "en") -> FakePeer:
        peer = FakePeer()
        self.live.connect(self.records.redeem(token), hello(last_event, language), peer)
        self.seq = -1
        return peer

    def frame(self, peer: FakePeer, command: str = "look", after_s: float = 0.125) -> None:
        self.now_s += after_s
        self.seq += 1
        picture = MediaFrame(MediaKind.VIDEO, self.seq, 5000 + self.now_s, 640, 360, command.encode())
        self.live.frame(ONE, peer, picture, self.now_s)

    def sound(self, peer: FakePeer, seq: int = 0, after_s: float = 0.2) -> None:
        self.now_s += after_s
        self.live.frame(
            ONE, peer, MediaFrame(MediaKind.AUDIO, seq, 5000 + self.now_s, 16000, 1, bytes(6400)), self.now_s
        )

    def close_up(self, peer: FakePeer, number: int) -> None:
        """Of the moment of the next frame, if that comes after an eighth of a second."""
        at_s = 5000 + self.now_s + 0.125
        self.live.frame(ONE, peer, MediaFrame(MediaKind.CLOSE_UP, number, at_s, 380, 380, b"webp"), self.now_s)

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.live.tick()


def hello(last_event: int = 0, language: str = "en") -> Hello:
    return Hello(version=1, client="test", last_event=last_event, language=language)


def late_warning(code: str) -> EngineEvent:
    session = fake_sessions.make_sessions().open(Brief(ONE, None, consented=True), None)
    return session.advance(EncodedFrame(1, 1.0, 1.0, f"warn {code}".encode()), 0)
