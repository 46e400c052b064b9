"""A session for real worker processes: quick, without models, told by the payload of a frame what to do.

    b"look"         count the frame                       b"warn CODE"    raise (or update) the warning CODE
    b"raise"        raise an exception                    b"end CODE"     the cause of the warning CODE is over
    b"die"          kill the own process                  b"state STATE"  put the identity question into STATE
    b"hang"         never return                          b"sleep S"      take S seconds
    b"unreadable"   report a decode error

The checkpoint holds the number of frames, the state and the warnings, so that a test sees what was restored.
"""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import dataclass

from candor.domain.assessment import Assessment, Explanation, QuestionAssessment, Warning
from candor.domain.checks import Check, CheckPhase, CheckStatus
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Abstention, Observation
from candor.domain.orders import Order, StartCheck
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Family, Question, Severity, State


@dataclass(frozen=True)
class FakeSessions:
    """SessionFactory; an instance method of it is not needed: `make_sessions` makes it in the worker."""

    def open(self, brief: Brief, checkpoint: bytes | None) -> FakeSession:
        if checkpoint == b"poison":
            raise ValueError("this checkpoint cannot be opened")
        return FakeSession(brief, json.loads(checkpoint) if checkpoint else {})


def make_sessions() -> FakeSessions:
    return FakeSessions()


def make_nothing() -> FakeSessions:
    raise RuntimeError("the model file is missing")


class FakeSession:
    def __init__(self, brief: Brief, state: dict) -> None:
        self.brief = brief
        self.frames: int = state.get("frames", 0)
        self.state: str = state.get("state", "checking")
        self.open_codes: dict[str, float] = state.get("open", {})
        self.told: list[Order] = []

    def tell(self, order: Order) -> None:
        self.told.append(order)

    def checkpoint(self) -> bytes:
        return json.dumps({"frames": self.frames, "state": self.state, "open": self.open_codes}).encode()

    def advance(self, encoded: EncodedFrame, dropped: int) -> StepResult:
        self.frames += 1
        command, _, argument = encoded.data.decode().partition(" ")
        warnings: tuple[Warning, ...] = ()
        if command == "raise":
            raise ValueError("no such thing")
        if command == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if command == "hang":
            time.sleep(3600)
        if command == "sleep":
            time.sleep(float(argument))
        if command == "state":
            self.state = argument
        if command == "warn":
            self.open_codes.setdefault(argument, encoded.captured_at_s)
            warnings = (self._warning(argument, None),)
        if command == "end":
            warnings = (self._warning(argument, encoded.captured_at_s),)
        error = "not_an_image" if command == "unreadable" else None
        return self._result(encoded, dropped, warnings, error)

    def _result(
        self, encoded: EncodedFrame, dropped: int, warnings: tuple[Warning, ...], error: str | None
    ) -> StepResult:
        at_s = encoded.captured_at_s
        name = SignalName("identity_match")
        observed = Observation(name, Question.IDENTITY, Family.IDENTITY, at_s, 1.0, -1.0, "matches")
        abstained = Abstention(SignalName("looping"), Question.LIVE_PERSON, at_s, "too_short")
        return StepResult(
            interview=self.brief.interview,
            seq=encoded.seq,
            checks=tuple(running(order.check, at_s) for order in self.told if isinstance(order, StartCheck)),
            at_s=at_s,
            received_at_s=encoded.received_at_s,
            verdicts=(observed, abstained),
            assessment=assessment(at_s, self.state, self.frames),
            warnings=warnings,
            faces=1,
            face_width_px=120.0,
            effective_fps=8.0,
            dropped=dropped,
            took_ms=1.0,
            error=error,
        )

    def _warning(self, code: str, until_s: float | None) -> Warning:
        return a_warning(self.brief.interview, code, self.open_codes.get(code, 0.0), until_s)


def running(check: Check, at_s: float) -> CheckStatus:
    return CheckStatus(check, CheckPhase.RUNNING, at_s)


def assessment(at_s: float, identity: str = "checking", llr: float = 0.0) -> Assessment:
    """`llr` of the identity question is a counter that tests may read."""
    states = dict.fromkeys(Question, State.CHECKING) | {Question.IDENTITY: State(identity)}
    return Assessment(
        at_s, {q: QuestionAssessment(q, state, llr, "matches_id_photo", 0.0) for q, state in states.items()}
    )


def a_warning(interview: InterviewId, code: str, at_s: float = 1.0, until_s: float | None = None) -> Warning:
    told = Explanation("Title", f"Detail of {code}.", ("Old photo.",), "Ask.", "Could you?")
    return Warning(
        id=WarningId(f"{interview}.{code}.1"),
        interview=interview,
        question=Question.IDENTITY,
        severity=Severity.AMBER,
        code=code,
        at_s=at_s,
        until_s=until_s,
        llr=3.0,
        details={},
        explanation=told,
        evidence_jpeg=b"\xff\xd8\xff\xd9" if until_s is None else None,
    )
