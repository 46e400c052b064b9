"""Collects what an engine says, and makes frames for it. Used by tests/engines and tests/services."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.ports import EngineEvent, StepResult

A, B = InterviewId("a"), InterviewId("b")


class Events:
    """Collects events; a test waits for what it expects."""

    def __init__(self) -> None:
        self.all: list[EngineEvent] = []
        self._changed = threading.Condition()

    def __call__(self, event: EngineEvent) -> None:
        with self._changed:
            self.all.append(event)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[list[EngineEvent]], bool], timeout_s: float = 20.0) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: wanted(self.all), timeout_s), self.all

    def results(self, interview: InterviewId = A) -> list[StepResult]:
        return [e for e in list(self.all) if isinstance(e, StepResult) and e.interview == interview]

    def wait_result(self, seq: int, interview: InterviewId = A) -> StepResult:
        self.wait(lambda _: any(r.seq == seq for r in self.results(interview)))
        return next(r for r in self.results(interview) if r.seq == seq)


def frame(seq: int, data: bytes = b"look") -> EncodedFrame:
    return EncodedFrame(seq, seq / 8, time.monotonic(), data)


def frames_seen(result: StepResult) -> float:
    return next(iter(result.assessment.questions.values())).llr
