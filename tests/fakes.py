"""Small fakes with real behaviour, shared by all tests. Append yours; a fake that cannot be wrong is a mock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from candor.domain.assessment import Assessment, Warning
from candor.domain.checklist import (
    ChecklistAnswer,
    ChecklistTemplate,
    EarlierAnswer,
    ItemId,
    Mark,
    RecordedChecklist,
)
from candor.domain.escalation import Escalation, EscalationContact
from candor.domain.frames import EncodedFrame
from candor.domain.identity import Template
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Verdict
from candor.domain.orders import Order
from candor.domain.ports import Brief, Checkpointed, EngineEvent, WorkerLost
from candor.domain.records import (
    UNWATCHED_S,
    InterviewRecord,
    RecordedCheck,
    RecordedNote,
    RecordedWarning,
    SignalTally,
    StreamGrant,
    WarningAnswer,
    Watched,
)
from candor.domain.second_opinion import Ability, Opinion, Readiness, SecondOpinion
from candor.domain.seconds import Minute
from candor.engines.worker import Session, SessionFactory
from candor.errors import AccessError, EngineError, NotFoundError


class FakeInterviewRecords:
    """domain.records.InterviewRecords in memory; the same contract tests run against it and against the real store."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.interviews: dict[InterviewId, FakeInterview] = {}
        self.tokens: dict[str, tuple[InterviewId, bool]] = {}
        self.contact: EscalationContact | None = None
        """token -> (interview, is it expired?)"""

    def add(
        self,
        interview: str = "interview-1",
        *,
        candidate: str = "Sample Candidate",
        token: str = "good-token",
        reference: Template | None = None,
        consented: bool = True,
        is_expired: bool = False,
        granted_to: str = "Ina",
    ) -> InterviewId:
        """Put an interview and a token for it."""
        name = InterviewId(interview)
        held = FakeInterview(candidate=candidate, reference=reference, consented=consented, granted_to=granted_to)
        self.interviews[name] = held
        self.tokens[token] = (name, is_expired)
        return name

    def redeem(self, token: str) -> StreamGrant:
        interview, is_expired = self.tokens.get(token, (None, False))
        if interview is None:
            raise AccessError("unknown_token", "Pair the extension with the interview again.")
        held = self.interviews[interview]
        if held.is_ended:
            raise AccessError("interview_ended", "This interview is over.")
        if is_expired:
            raise AccessError("expired_token", "Pair the extension with the interview again.")
        has_reference = held.reference is not None and held.consented
        return StreamGrant(interview, held.candidate, has_reference, held.consented, held.granted_to)

    def brief(self, interview: InterviewId) -> Brief:
        held = self._held(interview)
        return Brief(interview, held.reference if held.consented else None, held.consented)

    def checkpoint(self, interview: InterviewId) -> bytes | None:
        return self._held(interview).checkpoint

    def save_checkpoint(self, interview: InterviewId, state: bytes) -> None:
        held = self._held(interview)
        if held.consented and not held.is_ended:
            held.checkpoint = state

    def begin(self, interview: InterviewId) -> None:
        held = self._held(interview)
        held.begun += 1

    def save_progress(
        self, interview: InterviewId, *, frames: int, dropped: int, sound_lost_s: float, duration_s: float
    ) -> None:
        held = self._held(interview)
        held.progress, held.sound_lost_s = (frames, dropped, duration_s), sound_lost_s

    def save_tallies(self, interview: InterviewId, tallies: Mapping[SignalName, SignalTally]) -> None:
        self._held(interview).tallies.update(tallies)

    def save_portrait(self, interview: InterviewId, jpeg: bytes) -> None:
        held = self._held(interview)
        if held.consented and held.portrait is None:
            held.portrait = jpeg

    def save_verdicts(self, interview: InterviewId, verdicts: Sequence[Verdict]) -> None:
        self._held(interview).verdicts.extend(verdicts)

    def save_minutes(self, interview: InterviewId, seen: Sequence[Minute]) -> None:
        self._held(interview).minutes.extend(seen)

    def save_assessment(self, interview: InterviewId, assessment: Assessment) -> None:
        with self._lock:
            timeline = self._held(interview).timeline
            last = timeline[-1] if timeline else None
            is_watched = last is not None and assessment.at_s - last.until_s <= UNWATCHED_S
            if last is not None and is_watched and last.assessment.states() == assessment.states():
                timeline[-1] = Watched(replace(assessment, at_s=last.assessment.at_s), assessment.at_s)
            else:
                timeline.append(Watched(assessment, assessment.at_s))

    def watched(self, interview: InterviewId, since_s: float = 0.0) -> Sequence[Watched]:
        return [held for held in self._held(interview).timeline if held.until_s >= since_s]

    def save_warning(self, warning: Warning, event: int) -> None:
        with self._lock:
            held = self._held(warning.interview)
            before = held.warnings.get(warning.id)
            if before and warning.evidence_jpeg is None:
                warning = replace(warning, evidence_jpeg=before.warning.evidence_jpeg)
            held.warnings[warning.id] = RecordedWarning(event, warning, before.answer if before else None)

    def save_answer(self, interview: InterviewId, warning: WarningId, answer: WarningAnswer) -> None:
        held = self._held(interview)
        if warning not in held.warnings:
            raise NotFoundError("no_such_warning", "This interview has no such warning.")
        held.warnings[warning] = replace(held.warnings[warning], answer=answer)
        if answer.kind == "escalate" and not any(
            known.warning == warning and known.closed_at is None for known in held.escalations
        ):
            held.escalations.append(Escalation(len(held.escalations) + 1, warning, answer.at, answer.by))

    def escalations(self, interview: InterviewId) -> Sequence[Escalation]:
        return list(self._held(interview).escalations)

    def escalation_contact(self) -> EscalationContact | None:
        return self.contact

    def check_seed(self, interview: InterviewId) -> str:
        return self._held(interview).check_seed

    def save_check(self, interview: InterviewId, check: RecordedCheck) -> None:
        held = self._held(interview)
        before = held.checks.get(check.number)
        if before and check.status.evidence_jpeg is None:
            status = replace(check.status, evidence_jpeg=before.status.evidence_jpeg)
            check = replace(check, status=status)
        held.checks[check.number] = check

    def checks(self, interview: InterviewId) -> Sequence[RecordedCheck]:
        return [check for _, check in sorted(self._held(interview).checks.items())]

    def begin_checklist(self, interview: InterviewId, template: ChecklistTemplate) -> RecordedChecklist:
        held = self._held(interview)
        held.template = held.template or template
        known = {item.id: held.answers[item.id] for item in held.template.items if item.id in held.answers}
        return RecordedChecklist(held.template, known)

    def save_checklist_answer(self, interview: InterviewId, answer: ChecklistAnswer) -> None:
        self._held(interview).answers[answer.item] = answer

    def earlier_answers(self, interview: InterviewId, items: Collection[ItemId]) -> Sequence[EarlierAnswer]:
        """Interviews are added in the order in which they are made; here one name has one candidate."""
        mine, names = self._held(interview), list(self.interviews)
        before = [self.interviews[name] for name in names[: names.index(interview)]]
        return [
            EarlierAnswer(held.title, held.made_at, answer)
            for held in reversed(before)
            if held.candidate == mine.candidate
            for _, answer in sorted(held.answers.items())
            if answer.item in items and (answer.text or answer.mark is not Mark.OPEN)
        ]

    def save_note(self, interview: InterviewId, note: RecordedNote) -> None:
        held = self._held(interview).notes
        if note.text:
            held[note.id] = note
        else:
            held.pop(note.id, None)

    def notes(self, interview: InterviewId) -> Sequence[RecordedNote]:
        return sorted(self._held(interview).notes.values(), key=lambda note: (note.at_s, note.written_at, note.id))

    def begin_second_opinion(self, interview: InterviewId, asked: SecondOpinion) -> None:
        held = self._held(interview)
        held.second = replace(asked, opinions=held.second.opinions if held.second else ())

    def save_opinions(self, interview: InterviewId, said: Sequence[Opinion]) -> None:
        held = self._held(interview)
        if held.consented and held.second:
            held.second = replace(held.second, opinions=(*held.second.opinions, *said))

    def second_opinion(self, interview: InterviewId) -> SecondOpinion | None:
        held = self._held(interview)
        second = held.second
        if second and held.reference is None and second.readiness.get(Ability.SAME_PERSON) is Readiness.READY:
            second = replace(second, readiness={**second.readiness, Ability.SAME_PERSON: Readiness.NO_ID_PHOTO})
        return second

    def id_photo(self, interview: InterviewId) -> bytes | None:
        held = self._held(interview)
        return held.photo if held.consented else None

    def save_notice(self, interview: InterviewId, code: str) -> None:
        self._held(interview).notices.append(code)

    def warnings(self, interview: InterviewId, after_event: int = 0) -> Sequence[RecordedWarning]:
        found = [w for w in self._held(interview).warnings.values() if w.event > after_event]
        return sorted(found, key=lambda w: w.event)

    def last_event(self, interview: InterviewId) -> int:
        return max((w.event for w in self._held(interview).warnings.values()), default=0)

    def record(self, interview: InterviewId) -> InterviewRecord:
        held = self._held(interview)
        frames, dropped, duration_s = held.progress
        return InterviewRecord(
            interview=interview,
            candidate=held.candidate,
            title=held.title,
            started_at=held.made_at,
            ended_at=held.made_at if held.is_ended else None,
            duration_s=duration_s,
            frames_analyzed=frames,
            frames_dropped=dropped,
            sound_lost_s=held.sound_lost_s,
            reference="id_photo" if held.reference is not None else "none",
            timeline=[entry.assessment for entry in held.timeline],
            warnings=self.warnings(interview),
            signals=held.tallies,
            versions={},
            checks=self.checks(interview),
            escalations=self.escalations(interview),
            checklist=RecordedChecklist(held.template, held.answers) if held.template else None,
            notes=self.notes(interview),
            notices=held.notices,
            second_opinion=self.second_opinion(interview),
        )

    def end(self, interview: InterviewId) -> str:
        held = self._held(interview)
        held.is_ended, held.checkpoint = True, None
        return f"/interviews/{interview}/report"

    def _held(self, interview: InterviewId) -> FakeInterview:
        if interview not in self.interviews:
            raise NotFoundError("no_such_interview", "This interview does not exist, or was erased.")
        return self.interviews[interview]


@dataclass
class FakeInterview:
    """One interview of FakeInterviewRecords."""

    candidate: str
    reference: Template | None
    consented: bool
    granted_to: str
    checkpoint: bytes | None = None
    begun: int = 0
    progress: tuple[int, int, float] = (0, 0, 0.0)
    sound_lost_s: float = 0.0
    is_ended: bool = False
    timeline: list[Watched] = field(default_factory=list)
    warnings: dict[WarningId, RecordedWarning] = field(default_factory=dict)
    tallies: dict[SignalName, SignalTally] = field(default_factory=dict)
    escalations: list[Escalation] = field(default_factory=list)
    minutes: list[Minute] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    portrait: bytes | None = None
    check_seed: str = "0123456789abcdef" * 2
    checks: dict[int, RecordedCheck] = field(default_factory=dict)
    notes: dict[str, RecordedNote] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    title: str = "Engineer, round 1"
    made_at: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    template: ChecklistTemplate | None = None
    answers: dict[ItemId, ChecklistAnswer] = field(default_factory=dict)
    second: SecondOpinion | None = None
    photo: bytes | None = None


class FakeEngine:
    """domain.ports.Engine in the caller's thread: a frame is analysed inside `submit`, unless the engine is held."""

    def __init__(self, factory: SessionFactory) -> None:
        self._factory = factory
        self._on_event: Callable[[EngineEvent], None] | None = None
        self._sessions: dict[InterviewId, Session] = {}
        self._waiting: dict[InterviewId, EncodedFrame] = {}
        self._dropped: dict[InterviewId, int] = {}
        self.briefs: list[Brief] = []
        """Everything that was opened, in order."""
        self.checkpoints: list[bytes | None] = []
        self.is_held = False
        """True: frames wait, as with a busy worker, until `release`."""

    def start(self, on_event: Callable[[EngineEvent], None]) -> None:
        self._on_event = on_event

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> None:
        self._refuse_when_stopped()
        known = self._sessions.get(brief.interview)
        self.briefs.append(brief)
        self.checkpoints.append(checkpoint)
        self._sessions[brief.interview] = self._factory.open(brief, known.checkpoint() if known else checkpoint)

    def submit(self, interview: InterviewId, frame: EncodedFrame) -> None:
        self._refuse_when_stopped()
        if interview not in self._sessions:
            raise EngineError("not_open", "This interview is not being analysed.")
        if interview in self._waiting:
            self._dropped[interview] = self._dropped.get(interview, 0) + 1
        self._waiting[interview] = frame
        if not self.is_held:
            self.release()

    def tell(self, interview: InterviewId, order: Order) -> None:
        self._refuse_when_stopped()
        if interview not in self._sessions:
            raise EngineError("not_open", "This interview is not being analysed.")
        self._sessions[interview].tell(order)

    def release(self) -> None:
        """Analyse what waits."""
        waiting, self._waiting = self._waiting, {}
        for interview, frame in waiting.items():
            result = self._sessions[interview].advance(frame, self._dropped.pop(interview, 0))
            self.emit(result)
            if interview in self._sessions:
                self.emit(Checkpointed(interview, self._sessions[interview].checkpoint()))

    def lose_worker(self) -> None:
        """As if the worker had died: its frames are gone, sessions start from their last checkpoint."""
        interviews = tuple(self._sessions)
        self._waiting.clear()
        self.emit(WorkerLost(interviews))

    def close(self, interview: InterviewId) -> None:
        self._sessions.pop(interview, None)

    def stop(self) -> None:
        if self._on_event is None:
            return
        for interview, session in self._sessions.items():
            self.emit(Checkpointed(interview, session.checkpoint()))
        self._on_event = None

    def is_open(self, interview: InterviewId) -> bool:
        return interview in self._sessions

    def emit(self, event: EngineEvent) -> None:
        assert self._on_event is not None
        self._on_event(event)

    def _refuse_when_stopped(self) -> None:
        if self._on_event is None:
            raise EngineError("engine_stopped", "The analysis is not running.")
