"""A session for real worker processes: quick, without models, told by the payload of a frame what to do.

    b"look"         count the frame                       b"warn CODE"    raise (or update) the warning CODE
    b"raise"        raise an exception                    b"end CODE"     the cause of the warning CODE is over
    b"die"          kill the own process                  b"state STATE"  put the identity question into STATE
    b"hang"         never return                          b"sleep S"      take S seconds
    b"unreadable"   report a decode error                 b"check PHASE"  put what runs into PHASE, with a strip
    b"lost S"       S seconds of sound were lost            b"key"          hand over a key frame
    b"near FATE"    want a close-up, and say what became of the one before

The checkpoint holds the number of frames, the state, the warnings and the checks that run, so that a test sees what was
restored.
"""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import dataclass, replace

import numpy as np

from candor.challenges.compliance.judge import confirmed
from candor.domain.assessment import Assessment, Explanation, QuestionAssessment, Warning
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.frames import NEEDS_KEYFRAME, EncodedFrame, Region
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Abstention, Observation
from candor.domain.orders import ConfirmCheck, Order, SkipCheck, StartCheck
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Family, Question, Severity, State
from candor.domain.second_opinion import KeyFrame

STRIP = b"\xff\xd8strip\xff\xd9"


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
        self.at_s = 0.0
        self.checks = {id_: running(Check(CheckId(id_), CheckKind(kind)), 0.0) for id_, kind in state.get("checks", [])}
        self.changed = list(self.checks)

    def tell(self, order: Order) -> None:
        self.told.append(order)
        match order:
            case StartCheck(check):
                self._set(running(check, self.at_s))
            case SkipCheck(named) if named in self.checks:
                self._set(self.checks[named].ended(CheckPhase.SKIPPED, self.at_s))
            case ConfirmCheck(named, seen) if named in self.checks:
                self._set(confirmed(self.checks[named], self.at_s, seen=seen))

    def _set(self, status: CheckStatus) -> None:
        self.checks[status.check.id] = status
        self.changed.append(status.check.id)

    def _news(self) -> tuple[CheckStatus, ...]:
        changed, self.changed = self.changed, []
        return tuple(self.checks[named] for named in dict.fromkeys(changed))

    def checkpoint(self) -> bytes:
        checks = [(s.check.id, s.check.kind.value) for s in self.checks.values() if not s.is_over]
        return json.dumps(
            {"frames": self.frames, "state": self.state, "open": self.open_codes, "checks": checks}
        ).encode()

    def advance(self, encoded: EncodedFrame, dropped: int) -> StepResult:
        self.frames += 1
        self.at_s = encoded.captured_at_s
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
        if command == "check":
            for status in [status for status in self.checks.values() if not status.is_over]:
                self._set(in_phase(status, CheckPhase(argument), self.at_s))
        if command == "warn":
            self.open_codes.setdefault(argument, encoded.captured_at_s)
            warnings = (self._warning(argument, None),)
        if command == "end":
            warnings = (self._warning(argument, encoded.captured_at_s),)
        error = {"unreadable": "not_an_image", "broken": NEEDS_KEYFRAME}.get(command)
        result = self._result(encoded, dropped, warnings, error)
        return with_rarities(result, command, argument)

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
            checks=self._news(),
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


def with_rarities(result: StepResult, command: str, argument: str) -> StepResult:
    match command:
        case "key":
            return replace(result, key_frame=grey_key_frame(result.at_s))
        case "lost":
            return replace(result, sound_lost_s=float(argument))
        case "near":
            return replace(result, close_up_wanted=Region(0.25, 0.125, 0.25, 0.5), close_up_fate=argument)
        case _:
            return result


def grey_key_frame(at_s: float) -> KeyFrame:
    """A grey picture of 640 x 480 with a face in its middle."""
    return KeyFrame(at_s, "first", np.full((480, 640, 3), 200, np.uint8), np.array([270, 180, 370, 300], np.float32))


def running(check: Check, at_s: float) -> CheckStatus:
    return CheckStatus(check, CheckPhase.RUNNING, at_s)


def in_phase(status: CheckStatus, phase: CheckPhase, at_s: float) -> CheckStatus:
    moved = replace(status, phase=phase)
    return replace(moved, ended_at_s=at_s, evidence_jpeg=STRIP) if moved.is_over else moved


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
