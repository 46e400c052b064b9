"""Where the live interview reads and writes: domain.records.InterviewRecords on the database.

Each call is one transaction and is on disk when it returns: killing the server loses nothing that was acknowledged.
Face data (checkpoint, evidence) pass through the vault; tokens are known by fingerprint only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from candor.domain.assessment import Assessment, Warning
from candor.domain.checklist import ChecklistAnswer, ChecklistTemplate, EarlierAnswer, ItemId, RecordedChecklist
from candor.domain.escalation import Escalation, EscalationContact
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Verdict
from candor.domain.ports import Brief
from candor.domain.records import (
    InterviewRecord,
    RecordedCheck,
    RecordedNote,
    RecordedWarning,
    SignalTally,
    StreamGrant,
    WarningAnswer,
    Watched,
)
from candor.domain.second_opinion import Opinion, SecondOpinion
from candor.domain.seconds import Minute
from candor.errors import AccessError, NotFoundError
from candor.store import (
    audit,
    blobs,
    checklists,
    checks,
    escalations,
    minutes,
    notes,
    observations,
    opinions,
    portraits,
)
from candor.store.candidates import is_granted
from candor.store.database import Database
from candor.store.house import escalation_contact
from candor.store.personal import identity_of, seal_note
from candor.store.record import record_of
from candor.store.rows import assessment_row, continues, pack_questions, recorded_warnings, watched
from candor.store.schema import (
    AnswerRow,
    AssessmentRow,
    CandidateRow,
    InterviewRow,
    NoticeRow,
    TallyRow,
    TokenRow,
    VaultRow,
    WarningRow,
)
from candor.store.vault import Vault


class SqlInterviewRecords:
    """The live interview's records. Thread-safe: every call has its own session."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def redeem(self, token: str) -> StreamGrant:
        """Return what a stream token opens.

        Raises:
            AccessError: "unknown_token", "expired_token" or "interview_ended".
        """
        with self._database.reading() as session:
            held = session.get(TokenRow, self._vault.fingerprint(token))
            if held is None:
                raise AccessError("unknown_token", "This extension is not paired. Pair it with the interview again.")
            interview = session.get_one(InterviewRow, held.interview_id)
            if interview.ended_at is not None or held.revoked_at is not None:
                raise AccessError("interview_ended", "This interview is over. Its report is on the server's pages.")
            if held.expires_at <= self._now():
                raise AccessError("expired_token", "The pairing has expired. Pair the extension again.")
            candidate = session.get_one(CandidateRow, interview.candidate_id)
            consented = is_granted(session, candidate.id)
            has_reference = consented and session.get(VaultRow, (candidate.id, blobs.REFERENCE, "")) is not None
            name = identity_of(session, self._vault, candidate).name
            return StreamGrant(InterviewId(interview.id), name, has_reference, consented, held.granted_to)

    def brief(self, interview: InterviewId) -> Brief:
        """Return what the analysis may know: nothing of the face unless consent is in force."""
        with self._database.reading() as session:
            row = _row(session, interview)
            if not is_granted(session, row.candidate_id):
                return Brief(interview, None, consented=False)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            packed = blobs.take(session, key, blobs.REFERENCE)
        return Brief(interview, None if packed is None else blobs.unpack_template(packed), consented=True)

    def checkpoint(self, interview: InterviewId) -> bytes | None:
        """Return the newest checkpoint."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return blobs.take(session, key, blobs.CHECKPOINT, interview)

    def save_checkpoint(self, interview: InterviewId, state: bytes) -> None:
        """Seal a checkpoint over the one before; one that comes after the end or a withdrawal is not kept."""
        with self._database.writing() as session:
            row = _row(session, interview)
            if row.ended_at is None and is_granted(session, row.candidate_id):
                key = blobs.key_of(session, self._vault, row.candidate_id)
                blobs.put(session, key, blobs.CHECKPOINT, interview, state, self._now())

    def begin(self, interview: InterviewId) -> None:
        """Note that media flows; the first call sets the start time."""
        with self._database.writing() as session:
            row = _row(session, interview)
            row.started_at = row.started_at or self._now()
            _note_reference(session, row)

    def save_progress(
        self, interview: InterviewId, *, frames: int, dropped: int, sound_lost_s: float, duration_s: float
    ) -> None:
        """Keep the totals so far."""
        with self._database.writing() as session:
            row = _row(session, interview)
            row.frames, row.dropped = frames, dropped
            row.sound_lost_s, row.duration_s = sound_lost_s, duration_s
            _note_reference(session, row)

    def save_tallies(self, interview: InterviewId, tallies: Mapping[SignalName, SignalTally]) -> None:
        """Keep how often each signal could judge so far."""
        with self._database.writing() as session:
            _row(session, interview)
            for signal, tally in tallies.items():
                kept = TallyRow(interview_id=interview, signal=signal, observations=tally.observations)
                kept.abstentions = dict(tally.abstentions)
                session.merge(kept)

    def save_portrait(self, interview: InterviewId, jpeg: bytes) -> None:
        """Seal the picture that stands for this interview, unless there is one; see store/portraits.py."""
        with self._database.writing() as session:
            portraits.save(session, self._vault, _row(session, interview), jpeg, self._now())

    def save_verdicts(self, interview: InterviewId, verdicts: Sequence[Verdict]) -> None:
        """Add what the signals said; what comes after a withdrawal is not kept."""
        with self._database.writing() as session:
            row = _row(session, interview)
            if is_granted(session, row.candidate_id):
                key = blobs.key_of(session, self._vault, row.candidate_id)
                observations.save(session, key, interview, verdicts, self._now())

    def save_minutes(self, interview: InterviewId, seen: Sequence[Minute]) -> None:
        """Lay what was found in some seconds over what is known of them."""
        with self._database.writing() as session:
            _row(session, interview)
            minutes.save(session, interview, seen)

    def save_assessment(self, interview: InterviewId, assessment: Assessment) -> None:
        """Keep one entry per change of any state and after each pause; meanwhile its reasons are kept up to date."""
        with self._database.writing() as session:
            _row(session, interview)
            newest = select(AssessmentRow).where(AssessmentRow.interview_id == interview)
            last = session.scalar(newest.order_by(AssessmentRow.id.desc()).limit(1))
            if last is not None and continues(last, assessment):
                last.questions, last.until_s = pack_questions(assessment), max(last.until_s, assessment.at_s)
            else:
                session.add(assessment_row(interview, assessment))

    def watched(self, interview: InterviewId, since_s: float = 0.0) -> Sequence[Watched]:
        """Return the entries that were seen at this interview time or later, oldest first."""
        with self._database.reading() as session:
            return watched(session, InterviewId(_row(session, interview).id), since_s)

    def save_warning(self, warning: Warning, event: int) -> None:
        """Insert, or update the warning of the same id. An update without evidence keeps the evidence it has."""
        with self._database.writing() as session:
            row = _row(session, warning.interview)
            row.last_event = max(row.last_event, event)
            session.merge(_warning_row(warning, event))
            if warning.evidence_jpeg is not None:
                key = blobs.key_of(session, self._vault, row.candidate_id)
                place = evidence_ref(warning.interview, warning.id)
                blobs.put(session, key, blobs.EVIDENCE, place, warning.evidence_jpeg, self._now())

    def save_answer(self, interview: InterviewId, warning: WarningId, answer: WarningAnswer) -> None:
        """Add the interviewer's answer to a warning; earlier answers stay on record.

        Raises:
            NotFoundError: "no_such_warning".
        """
        with self._database.writing() as session:
            if session.get(WarningRow, (interview, warning)) is None:
                raise NotFoundError("no_such_warning", "This interview has no such warning.")
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            given = AnswerRow(interview_id=interview, warning_id=warning, kind=answer.kind, by=answer.by, at=answer.at)
            given.sealed_note = seal_note(key, interview, warning, answer.note)
            session.add(given)
            if answer.kind == "escalate":
                escalations.begin(session, interview, warning, answer.by, answer.at)

    def escalations(self, interview: InterviewId) -> Sequence[Escalation]:
        """Return all escalations, oldest first."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return escalations.recorded(session, key, interview)

    def escalation_contact(self) -> EscalationContact | None:
        """Return whom this house has named for escalations."""
        with self._database.reading() as session:
            return escalation_contact(session)

    def check_seed(self, interview: InterviewId) -> str:
        """Return the secret from which this interview's checks are drawn, see store/checks.py."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return checks.seed(session, key, interview, self._now())

    def save_check(self, interview: InterviewId, check: RecordedCheck) -> None:
        """Insert, or update the check of the same number."""
        with self._database.writing() as session:
            row = _row(session, interview)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            checks.save(session, key, row, check, self._now())

    def checks(self, interview: InterviewId) -> Sequence[RecordedCheck]:
        """Return all checks with their evidence, oldest first."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return checks.recorded(session, key, interview)

    def begin_checklist(self, interview: InterviewId, template: ChecklistTemplate) -> RecordedChecklist:
        """Give an interview this template unless it has one; return its checklist."""
        with self._database.writing() as session:
            row = _row(session, interview)
            checklists.begin(session, row, template, self._now())
            key = blobs.key_of(session, self._vault, row.candidate_id)
            found = checklists.recorded(session, key, interview)
        assert found is not None, "it was begun just now"
        return found

    def save_checklist_answer(self, interview: InterviewId, answer: ChecklistAnswer) -> None:
        """Insert, or update the answer to the same item."""
        with self._database.writing() as session:
            row = _row(session, interview)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            checklists.save(session, key, row, answer, self._now())

    def earlier_answers(self, interview: InterviewId, items: Collection[ItemId]) -> Sequence[EarlierAnswer]:
        """Return what was noted of these items in earlier interviews of the same candidate, newest first."""
        with self._database.reading() as session:
            row = _row(session, interview)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            return checklists.earlier(session, key, row, items)

    def save_note(self, interview: InterviewId, note: RecordedNote) -> None:
        """Insert, or update the note of the same id; one without text is removed."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            notes.save(session, key, interview, note)

    def notes(self, interview: InterviewId) -> Sequence[RecordedNote]:
        """Return all notes in the order of the interview."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return notes.recorded(session, key, interview)

    def begin_second_opinion(self, interview: InterviewId, asked: SecondOpinion) -> None:
        """Note who is asked for a second opinion, and with what."""
        with self._database.writing() as session:
            opinions.begin(session, _row(session, interview), asked)

    def save_opinions(self, interview: InterviewId, said: Sequence[Opinion]) -> None:
        """Add what was said of a key frame; what comes after a withdrawal is not kept."""
        with self._database.writing() as session:
            row = _row(session, interview)
            if is_granted(session, row.candidate_id):
                key = blobs.key_of(session, self._vault, row.candidate_id)
                opinions.add(session, key, interview, said, self._now())

    def second_opinion(self, interview: InterviewId) -> SecondOpinion | None:
        """Return what was said so far; None where nobody is asked."""
        with self._database.reading() as session:
            row = _row(session, interview)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            return opinions.recorded(session, key, row)

    def id_photo(self, interview: InterviewId) -> bytes | None:
        """Return the ID photo as it was uploaded; None without one, and without consent."""
        with self._database.reading() as session:
            row = _row(session, interview)
            if not is_granted(session, row.candidate_id):
                return None
            key = blobs.key_of(session, self._vault, row.candidate_id)
            return blobs.take(session, key, blobs.PHOTO)

    def save_notice(self, interview: InterviewId, code: str) -> None:
        """Keep what went wrong with the protection itself."""
        with self._database.writing() as session:
            _row(session, interview)
            session.add(NoticeRow(interview_id=interview, code=code, at=self._now()))

    def warnings(self, interview: InterviewId, after_event: int = 0) -> Sequence[RecordedWarning]:
        """Return the warnings carried by later events, oldest event first."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return recorded_warnings(session, key, interview, after_event)

    def last_event(self, interview: InterviewId) -> int:
        """Return the number of the newest event that carried a warning, 0 when there was none."""
        with self._database.reading() as session:
            return _row(session, interview).last_event

    def record(self, interview: InterviewId) -> InterviewRecord:
        """Return everything that a report is made from."""
        with self._database.reading() as session:
            return record_of(session, self._vault, _row(session, interview))

    def end(self, interview: InterviewId) -> str:
        """Close the interview, drop its checkpoint, revoke its tokens; return the path of its report."""
        with self._database.writing() as session:
            row = _row(session, interview)
            if row.ended_at is None:
                row.ended_at = self._now()
                audit.append(session, self._now(), "system", "interview_ended", interview)
                key = blobs.key_of(session, self._vault, row.candidate_id)
                checks.reveal_seed(session, key, interview, self._now())
            live = TokenRow.interview_id == interview, TokenRow.revoked_at.is_(None)
            session.execute(update(TokenRow).where(*live).values(revoked_at=self._now()))
            blobs.drop(session, row.candidate_id, blobs.CHECKPOINT, interview)
            blobs.drop(session, row.candidate_id, blobs.PAIRING, interview)
        return report_path(interview)


def report_path(interview: InterviewId) -> str:
    """Return where the pages show the report of an interview."""
    return f"/interviews/{interview}/report"


def evidence_ref(interview: str, warning: str) -> str:
    """Return the place of a warning's evidence in the vault."""
    return f"{interview}/{warning}"


def warning_counts(session: Session, interviews: Sequence[str]) -> dict[str, int]:
    """Return how many warnings each interview has, without those that have none."""
    counted = select(WarningRow.interview_id, func.count()).where(WarningRow.interview_id.in_(interviews))
    return dict(session.execute(counted.group_by(WarningRow.interview_id)).all())


def _row(session: Session, interview: str) -> InterviewRow:
    row = session.get(InterviewRow, interview)
    if row is None:
        raise NotFoundError("no_such_interview", "This interview does not exist, or was erased.")
    return row


def _note_reference(session: Session, row: InterviewRow) -> None:
    """Remember that there was something to compare with; it may come in mid-call, and be deleted afterwards."""
    if not row.had_reference:
        row.had_reference = session.get(VaultRow, (row.candidate_id, blobs.REFERENCE, "")) is not None


def _warning_row(warning: Warning, event: int) -> WarningRow:
    return WarningRow(
        interview_id=warning.interview,
        id=warning.id,
        event=event,
        question=warning.question.value,
        severity=warning.severity.value,
        code=warning.code,
        at_s=warning.at_s,
        until_s=warning.until_s,
        llr=warning.llr,
        details=dict(warning.details),
        explanation=asdict(warning.explanation),
    )
