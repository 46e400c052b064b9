"""A streaming server on a free port, with records and engine in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_sessions
from candor.services.live import LiveInterviews
from candor.settings import Settings
from candor.stream.server import StreamServer
from candor.wire.connection import ConnectionLimits
from checklist_builders import TEMPLATE
from fakes import FakeEngine, FakeInterviewRecords
from live_house import CHALLENGES
from stream.client import StreamClient


class House:
    """A server on a free port, with records and engine in memory."""

    def __init__(self, home: Path, limits: ConnectionLimits | None = None) -> None:
        self.records = FakeInterviewRecords()
        self.records.add(token="good-token")
        self.engine = FakeEngine(fake_sessions.make_sessions())
        quick = replace(CHALLENGES, wait_min_s=0.0, wait_max_s=0.0)
        self.live = LiveInterviews(self.records, self.engine, quick, TEMPLATE)
        self.live.start()
        self.server = StreamServer(Settings(home=home, port=-1), self.records, self.live, limits=limits)
        self.server.start()
        self.url = f"ws://127.0.0.1:{self.server.port}/stream"
        self.clients: list[StreamClient] = []

    def client(self, token: str = "good-token", **options: Any) -> StreamClient:
        self.clients.append(StreamClient(self.url, token, **options))
        return self.clients[-1]

    def stop(self) -> None:
        self.server.stop()
        self.live.stop_all()
