"""Interviews from the side of the pages: create, pair the extension, watch, end, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from candor.domain.assessment import Assessment
from candor.domain.escalation import Escalation
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.domain.records import InterviewRecord, RecordedCheck, RecordedNote, RecordedWarning, WarningAnswer
from candor.domain.second_opinion import SecondOpinion
from candor.errors import UsageError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.live_calls import LiveCalls
from candor.services.live_values import LiveSnapshot
from candor.services.reach import Gate, within
from candor.store.store import Store
from candor.store.values import Interview, PairingCode, Person, StreamToken
from candor.wire.messages import AnswerKind
from candor.wire.parts import MAX_NOTE_CHARS

CODE_GOOD_FOR = timedelta(minutes=10)
TOKEN_GOOD_FOR = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class LiveView:
    """What the live page shows of an interview at one moment."""

    interview: Interview
    now: LiveSnapshot
    """What goes on right now; the other fields are what is on record."""
    is_paired: bool
    has_consent: bool
    has_reference: bool
    assessment: Assessment | None
    warnings: list[RecordedWarning]
    checks: list[RecordedCheck]
    notes: list[RecordedNote]
    escalations: list[Escalation]
    notices: list[str]
    second_opinion: SecondOpinion | None
    """None where nobody is asked."""


class Interviews:
    """What people do with interviews."""

    def __init__(self, store: Store, live: LiveCalls, versions: Mapping[str, str], now: Callable[[], datetime]) -> None:
        self._store = store
        self._gate = Gate(store)
        self._live = live
        self._versions = versions
        self._now = now

    def create(self, by: Person, candidate: CandidateId, title: str) -> InterviewId:
        """Add a round for a candidate, with the versions in force written into its record."""
        require(by, Permission.MANAGE_CANDIDATES)
        return self._store.rounds.create(by.id, candidate, inputs.title(title), self._versions)

    def interview(self, by: Person, interview: InterviewId) -> Interview:
        """Return one interview; NotFoundError when erased."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._store.rounds.interview(interview)

    def of_candidate(self, by: Person, candidate: CandidateId) -> list[Interview]:
        """Return a candidate's interviews, newest first."""
        self._gate.candidate(by, Permission.READ_INTERVIEWS, candidate)
        return self._store.rounds.of_candidate(candidate, within(by))

    def pairing_code(self, by: Person, interview: InterviewId) -> PairingCode | None:
        """Return the pairing code that still works, if there is one."""
        self._gate.interview(by, Permission.RUN_INTERVIEWS, interview)
        return self._store.rounds.offered_pairing(interview)

    def new_pairing_code(self, by: Person, interview: InterviewId) -> PairingCode:
        """Make a pairing code: single use, ten minutes, answers are recorded under the maker's name."""
        self._gate.interview(by, Permission.RUN_INTERVIEWS, interview)
        return self._store.rounds.offer_pairing(by.name, interview, self._now() + CODE_GOOD_FOR)

    def pair(self, code: str) -> StreamToken:
        """Exchange a pairing code for a stream token; AccessError "unknown_code"."""
        return self._store.rounds.redeem_pairing(code, self._now() + TOKEN_GOOD_FOR)

    def live_view(self, by: Person, interview: InterviewId) -> LiveView:
        """Return what the live page shows now."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        store = self._store
        held = store.rounds.interview(interview)
        candidate, now = store.candidates.candidate(held.candidate), self._live.snapshot(interview)
        return LiveView(
            interview=held,
            now=now,
            is_paired=store.rounds.is_paired(interview),
            has_consent=store.candidates.has_consented(held.candidate),
            has_reference=candidate.has_reference,
            assessment=now.assessment or store.rounds.newest_assessment(interview),
            warnings=list(store.interviews.warnings(interview)),
            checks=list(store.interviews.checks(interview)),
            notes=list(store.interviews.notes(interview)),
            escalations=list(store.interviews.escalations(interview)),
            notices=store.rounds.notices(interview),
            second_opinion=store.interviews.second_opinion(interview),
        )

    def answer(self, by: Person, interview: InterviewId, warning: WarningId, kind: str, note: str) -> None:
        """Record what was done about a warning.

        Raises:
            UsageError: "bad_answer".
            NotFoundError: "no_such_warning".
        """
        self._gate.interview(by, Permission.ANSWER_WARNINGS, interview)
        if kind not in set(AnswerKind) or len(note) > MAX_NOTE_CHARS:
            raise UsageError(
                "bad_answer", f"Choose one of the answers; a note has at most {MAX_NOTE_CHARS} characters."
            )
        self._store.interviews.save_answer(interview, warning, WarningAnswer(kind, note, by.name, self._now()))
        self._live.warning_answered(interview, warning)
        if kind == AnswerKind.ESCALATE:
            self._live.escalation_changed(interview)

    def end(self, by: Person, interview: InterviewId) -> str:
        """Close an interview; return the path of its report."""
        self._gate.interview(by, Permission.RUN_INTERVIEWS, interview)
        path = self._store.interviews.end(interview)
        self._live.stop(interview)
        return path

    def record(self, by: Person, interview: InterviewId) -> InterviewRecord:
        """Return everything that the report is made from."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._store.rounds.record(interview)

    def evidence(self, by: Person, interview: InterviewId, warning: str) -> bytes:
        """Return the evidence crop of a warning, JPEG; NotFoundError when none is kept."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._store.rounds.evidence(interview, warning)

    def strip(self, by: Person, interview: InterviewId, check: str) -> bytes:
        """Return the evidence strip of a movement check, JPEG; NotFoundError when none is kept."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._store.rounds.strip(interview, check)
