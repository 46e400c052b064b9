"""What comes out of a whole recording? Runs a session over frames, as fast as they come, and keeps the outcome.

Behind pipeline/recording.py and pipeline/session.py; `candor analyze`, `candor demo` and `candor evaluate` call it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from candor.domain.assessment import Assessment, QuestionAssessment, Warning
from candor.domain.checks import CheckId, CheckStatus
from candor.domain.frames import Frame
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Abstention, Verdict
from candor.domain.orders import Order
from candor.domain.ports import Clock, StepResult
from candor.domain.questions import Question, State
from candor.domain.records import SignalTally
from candor.domain.sound import SoundBlock
from candor.errors import DecodeError
from candor.pipeline.sound_track import DueSound

RISING_CONCERN: Final = (
    State.CANT_TELL,
    State.CHECKING,
    State.NO_CONCERN,
    State.PLEASE_CHECK,
    State.PAUSE_AND_VERIFY,
)
"""The order in which `worst` picks: a question that was answered ranks above one that was not."""


class Steps(Protocol):
    """What is needed of pipeline.session.InterviewSession."""

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult: ...  # noqa: D102  # see InterviewSession
    def tell(self, order: Order) -> None: ...  # noqa: D102  # see InterviewSession


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that an analysed recording has brought."""

    interview: InterviewId
    frames: int
    duration_s: float
    """captured_at_s of the last frame."""
    timeline: Sequence[Assessment]
    """One entry per change of any state, oldest first; the last holds the final values."""
    final: Assessment
    worst: Mapping[Question, QuestionAssessment]
    """Of each question the most concerning state that it was in, when it was first reached."""
    warnings: Sequence[Warning]
    """Latest content of each, in order of at_s."""
    verdicts: Sequence[Verdict]
    checks: Sequence[CheckStatus]
    """Latest status of each movement check, oldest first, with its strip."""
    took_ms: Sequence[float]
    """Analysis of each frame, without decoding of the file."""
    wall_s: float
    """All of it, decoding included."""

    @property
    def tallies(self) -> Mapping[SignalName, SignalTally]:
        """How often each signal could judge, and why not."""
        return tally(self.verdicts)


def replay(
    session: Steps,
    frames: Iterable[Frame],
    clock: Clock,
    on_step: Callable[[StepResult], None] = lambda _: None,
    sounds: Iterable[SoundBlock] = (),
) -> Outcome:
    """Analyse all frames of a recording.

    Args:
        session: fresh, of this interview.
        frames: in order of time.
        clock: seconds; measures the whole.
        on_step: told after each frame, for progress.
        sounds: heard between the frames, in order of time; read after the first frame.

    Raises:
        DecodeError: "no_pictures" when there is not one frame; or what `frames` raises.
    """
    began_s = clock()
    timeline: list[Assessment] = []
    worst: dict[Question, QuestionAssessment] = {}
    warnings: dict[WarningId, Warning] = {}
    verdicts: list[Verdict] = []
    checks: dict[CheckId, CheckStatus] = {}
    took_ms: list[float] = []
    last: StepResult | None = None
    heard = DueSound(sounds)
    for frame in frames:
        for block in heard.until(frame.captured_at_s) if last else ():
            session.tell(block)
        last = session.advance_rgb(frame)
        _keep_change(timeline, last.assessment)
        _keep_worst(worst, last.assessment)
        _keep_warnings(warnings, last.warnings)
        verdicts.extend(last.verdicts)
        checks.update({status.check.id: status for status in last.checks})
        took_ms.append(last.took_ms)
        on_step(last)
    if last is None:
        raise DecodeError("no_pictures", "The recording holds no picture. Please give another file.")
    told = sorted(warnings.values(), key=lambda warning: warning.at_s)
    return Outcome(
        interview=last.interview,
        frames=len(took_ms),
        duration_s=last.at_s,
        timeline=tuple(timeline),
        final=last.assessment,
        worst=worst,
        warnings=tuple(told),
        verdicts=tuple(verdicts),
        checks=tuple(checks.values()),
        took_ms=tuple(took_ms),
        wall_s=clock() - began_s,
    )


def tally(verdicts: Iterable[Verdict]) -> Mapping[SignalName, SignalTally]:
    """Return per signal how many observations there were, and how many abstentions for which reason."""
    seen: dict[SignalName, int] = {}
    abstained: dict[SignalName, dict[str, int]] = {}
    for verdict in verdicts:
        reasons = abstained.setdefault(verdict.signal, {})
        seen.setdefault(verdict.signal, 0)
        if isinstance(verdict, Abstention):
            reasons[verdict.reason] = reasons.get(verdict.reason, 0) + 1
        else:
            seen[verdict.signal] += 1
    return {name: SignalTally(count, abstained[name]) for name, count in seen.items()}


def _keep_change(timeline: list[Assessment], now: Assessment) -> None:
    if not timeline or _states(timeline[-1]) != _states(now):
        timeline.append(now)


def _states(assessment: Assessment) -> list[tuple[State, str]]:
    return [(answer.state, answer.reason) for answer in assessment.questions.values()]


def _keep_worst(worst: dict[Question, QuestionAssessment], now: Assessment) -> None:
    for question, answer in now.questions.items():
        before = worst.get(question)
        if before is None or RISING_CONCERN.index(answer.state) > RISING_CONCERN.index(before.state):
            worst[question] = answer


def _keep_warnings(warnings: dict[WarningId, Warning], told: Iterable[Warning]) -> None:
    """Keep the newest content of each warning, and the first evidence picture where a newer one has none."""
    for warning in told:
        before = warnings.get(warning.id)
        if before is not None and warning.evidence_jpeg is None and before.evidence_jpeg is not None:
            warnings[warning.id] = replace(warning, evidence_jpeg=before.evidence_jpeg)
        else:
            warnings[warning.id] = warning
