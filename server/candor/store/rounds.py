"""Interviews as the pages know them: made, paired with an extension, listed, and read back whole for the report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from candor.domain.assessment import Assessment
from candor.domain.checklist import RecordedChecklist
from candor.domain.ids import CandidateId, InterviewId
from candor.domain.records import InterviewRecord
from candor.domain.seconds import Minute
from candor.errors import AccessError, NotFoundError
from candor.store import audit, blobs, checklists, checks, minutes, planning, portraits, rows
from candor.store.database import Database
from candor.store.ids import new_id, new_pairing_code, new_token, tidy_pairing_code
from candor.store.interviews import evidence_ref, warning_counts
from candor.store.personal import identity_of, seal_title, title_of
from candor.store.planning import RoundMade
from candor.store.reach import EVERYTHING, Within
from candor.store.record import noticed, record_of
from candor.store.schema import (
    AssessmentRow,
    CandidateRow,
    InterviewRow,
    PairingRow,
    TokenRow,
    VaultRow,
)
from candor.store.values import NO_PLAN, AskedCheck, Interview, PairingCode, Plan, StreamToken
from candor.store.vault import Vault

_BAD_CODE = "This pairing code is not valid, was used, or is too old. Make a new one on the interview's page."


class Rounds:
    """Reads and writes interviews from the side of the pages."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def create(
        self,
        by: str,
        candidate: CandidateId,
        title: str,
        versions: Mapping[str, str],
        of: RoundMade | None = None,
        plan: Plan = NO_PLAN,
    ) -> InterviewId:
        """Add an interview.

        Args:
            by: id of a person.
            candidate: whose.
            title: of an interview that is of no round of a job; one that is takes job and round for a title.
            versions: in force now.
            of: which round of the job it is; None: one of its own.
            plan: when.

        Raises:
            NotFoundError: "no_such_candidate".
        """
        interview = InterviewId(new_id("i"))
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            row = InterviewRow(id=interview, candidate_id=candidate, created_by=by)
            row.created_at, row.versions = self._now(), dict(versions)
            row.scheduled_at, row.time_zone = plan.at, plan.time_zone
            if of is not None:
                title = planning.make_of_round(session, row, of, self._now())
            row.sealed_title = seal_title(key, interview, title)
            session.add(row)
            audit.append(session, self._now(), by, "interview_created", interview)
        return interview

    def plan(self, by: str, interview: InterviewId, plan: Plan) -> None:
        """Agree on another time.

        Raises:
            UsageError: "interview_begun": it runs, or is over.
        """
        with self._database.writing() as session:
            row = _row(session, interview)
            planning.refuse_begun(row)
            row.scheduled_at, row.time_zone = plan.at, plan.time_zone
            audit.append(session, self._now(), by, "interview_planned", interview)

    def cancel(self, by: str, interview: InterviewId) -> None:
        """Call off an interview that has not begun: nothing pairs with it any more.

        Raises:
            UsageError: "interview_begun": it runs, or is over.
        """
        with self._database.writing() as session:
            row = _row(session, interview)
            planning.refuse_begun(row)
            row.cancelled_at = row.ended_at = self._now()
            session.execute(delete(PairingRow).where(PairingRow.interview_id == interview))
            blobs.drop(session, row.candidate_id, blobs.PAIRING, interview)
            live = TokenRow.interview_id == interview, TokenRow.revoked_at.is_(None)
            session.execute(update(TokenRow).where(*live).values(revoked_at=self._now()))
            audit.append(session, self._now(), by, "interview_cancelled", interview)

    def upcoming(self, limit: int, within: Within = EVERYTHING) -> list[Interview]:
        """Return interviews within reach, planned for a time and not begun, soonest first, at most so many."""
        with self._database.reading() as session:
            found = session.execute(planning.upcoming(limit, within)).all()
            names = {row.id: identity_of(session, self._vault, candidate).name for row, candidate in found}
            held = _values(session, self._vault, [row for row, _ in found])
            return [replace(interview, candidate_name=names[interview.id]) for interview in held]

    def interview(self, interview: InterviewId) -> Interview:
        """Return one interview.

        Raises:
            NotFoundError: "no_such_interview".
        """
        with self._database.reading() as session:
            return _values(session, self._vault, [_row(session, interview)])[0]

    def of_candidate(self, candidate: CandidateId, within: Within = EVERYTHING) -> list[Interview]:
        """Return a candidate's interviews within reach, newest first."""
        query = select(InterviewRow).where(InterviewRow.candidate_id == candidate, within.interviews())
        with self._database.reading() as session:
            return _values(session, self._vault, session.scalars(query.order_by(InterviewRow.created_at.desc())).all())

    def offer_pairing(self, by: str, interview: InterviewId, expires_at: datetime) -> PairingCode:
        """Make a pairing code; codes of this interview that were not used stop working.

        Raises:
            AccessError: "interview_ended".
        """
        code = new_pairing_code()
        with self._database.writing() as session:
            row = _row(session, interview)
            if row.ended_at is not None:
                raise AccessError("interview_ended", "This interview is over. Create a new one to go on.")
            session.execute(delete(PairingRow).where(PairingRow.interview_id == interview))
            offer = PairingRow(code_hash=self._vault.fingerprint(code), interview_id=interview, made_by=by)
            offer.expires_at = expires_at
            session.add(offer)
            key = blobs.key_of(session, self._vault, row.candidate_id)
            blobs.put(session, key, blobs.PAIRING, interview, code.encode(), self._now())
        return PairingCode(code, expires_at)

    def offered_pairing(self, interview: InterviewId) -> PairingCode | None:
        """Return the pairing code that still works, if there is one."""
        good = PairingRow.used_at.is_(None), PairingRow.expires_at > self._now()
        with self._database.reading() as session:
            offer = session.scalar(select(PairingRow).where(PairingRow.interview_id == interview, *good))
            if offer is None:
                return None
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            code = blobs.take(session, key, blobs.PAIRING, interview)
        return None if code is None else PairingCode(code.decode(), offer.expires_at)

    def redeem_pairing(self, typed: str, expires_at: datetime) -> StreamToken:
        """Exchange a pairing code for a stream token, once.

        Raises:
            AccessError: "unknown_code": one error for unknown, used, expired and ended, so that guessing tells nothing.
        """
        token, fingerprint = new_token(), self._vault.fingerprint(tidy_pairing_code(typed))
        with self._database.writing() as session:
            good = PairingRow.code_hash == fingerprint, PairingRow.used_at.is_(None)
            spend = update(PairingRow).where(*good, PairingRow.expires_at > self._now())
            spent = session.scalar(spend.values(used_at=self._now()).returning(PairingRow.interview_id))
            row = None if spent is None else session.get(InterviewRow, spent)
            if row is None or row.ended_at is not None:
                raise AccessError("unknown_code", _BAD_CODE)
            made_by = session.get_one(PairingRow, fingerprint).made_by
            held = TokenRow(token_hash=self._vault.fingerprint(token), interview_id=row.id, granted_to=made_by)
            held.expires_at = expires_at
            session.add(held)
            blobs.drop(session, row.candidate_id, blobs.PAIRING, row.id)
            audit.append(session, self._now(), "extension", "interview_paired", row.id)
            name = identity_of(session, self._vault, session.get_one(CandidateRow, row.candidate_id)).name
        return StreamToken(token, InterviewId(row.id), name, expires_at)

    def is_paired(self, interview: InterviewId) -> bool:
        """Return whether an extension holds a token that is good now."""
        good = TokenRow.revoked_at.is_(None), TokenRow.expires_at > self._now()
        with self._database.reading() as session:
            found = select(TokenRow.token_hash).where(TokenRow.interview_id == interview, *good).limit(1)
            return session.scalar(found) is not None

    def newest_assessment(self, interview: InterviewId) -> Assessment | None:
        """Return the states in force."""
        newest = select(AssessmentRow).where(AssessmentRow.interview_id == interview)
        with self._database.reading() as session:
            row = session.scalar(newest.order_by(AssessmentRow.id.desc()).limit(1))
        return None if row is None else rows.assessment_value(row)

    def checklist(self, interview: InterviewId) -> RecordedChecklist | None:
        """Return the checklist of an interview; None when it never began one."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            return checklists.recorded(session, key, interview)

    def still_to_verify(
        self, candidates: Collection[CandidateId], within: Within = EVERYTHING
    ) -> dict[CandidateId, dict[InterviewId, int]]:
        """Return how many items are still to be looked up after interviews that are over, where there are any."""
        with self._database.reading() as session:
            return checklists.still_to_verify(session, candidates, within)

    def notices(self, interview: InterviewId) -> list[str]:
        """Return the codes of what went wrong with the protection itself, oldest first."""
        with self._database.reading() as session:
            return noticed(session, interview)

    def evidence(self, interview: InterviewId, warning: str) -> bytes:
        """Return the evidence crop of a warning, JPEG.

        Raises:
            NotFoundError: "no_such_evidence".
        """
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            crop = blobs.take(session, key, blobs.EVIDENCE, evidence_ref(interview, warning))
        if crop is None:
            raise NotFoundError("no_such_evidence", "No picture is kept for this warning.")
        return crop

    def strip(self, interview: InterviewId, check: str) -> bytes:
        """Return the evidence strip of a movement check, JPEG.

        Raises:
            NotFoundError: "no_such_evidence".
        """
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            found = checks.strip(session, key, interview, check)
        if found is None:
            raise NotFoundError("no_such_evidence", "No picture is kept for this check.")
        return found

    def minutes(self, interviews: Sequence[InterviewId]) -> dict[str, list[Minute]]:
        """Return what was found in each second of several interviews, by interview."""
        with self._database.reading() as session:
            return minutes.recorded(session, interviews)

    def portrait(self, interview: InterviewId) -> bytes:
        """Return the picture that stands for an interview beside others, JPEG.

        Raises:
            NotFoundError: "no_such_evidence".
        """
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, _row(session, interview).candidate_id)
            found = blobs.take(session, key, blobs.PORTRAIT, interview)
        if found is None:
            raise NotFoundError("no_such_evidence", "No picture is kept of this interview.")
        return found

    def with_portrait(self, candidate: CandidateId) -> set[str]:
        """Return which interviews of a candidate have such a picture."""
        with self._database.reading() as session:
            return portraits.of_candidate(session, candidate)

    def pictures(self, candidate: CandidateId) -> dict[str, list[str]]:
        """Return which warnings of a candidate have an evidence picture, by interview; nothing is opened."""
        query = select(VaultRow.ref).where(VaultRow.candidate_id == candidate, VaultRow.kind == blobs.EVIDENCE)
        found: dict[str, list[str]] = {}
        with self._database.reading() as session:
            for ref in session.scalars(query.order_by(VaultRow.stored_at, VaultRow.ref)):
                interview, _, warning = ref.partition("/")
                found.setdefault(interview, []).append(warning)
        return found

    def record(self, interview: InterviewId) -> InterviewRecord:
        """Return everything that a report is made from."""
        with self._database.reading() as session:
            return record_of(session, self._vault, _row(session, interview))


def _row(session: Session, interview: str) -> InterviewRow:
    row = session.get(InterviewRow, interview)
    if row is None:
        raise NotFoundError("no_such_interview", "This interview does not exist, or was erased.")
    return row


def _values(session: Session, vault: Vault, found: Sequence[InterviewRow]) -> list[Interview]:
    warnings = warning_counts(session, [row.id for row in found])
    return [
        Interview(
            id=InterviewId(row.id),
            candidate=CandidateId(row.candidate_id),
            title=title_of(session, vault, row),
            created_at=row.created_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
            frames=row.frames,
            duration_s=row.duration_s,
            warnings=warnings.get(row.id, 0),
            round_id=row.round_id,
            take=row.take,
            plan=Plan(row.scheduled_at, row.time_zone),
            cancelled_at=row.cancelled_at,
            checks=frozenset(AskedCheck(check) for check in row.checks),
        )
        for row in found
    ]
