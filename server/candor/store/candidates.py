"""Candidates: who they are, their sealed photo and reference, their decisions about consent, and their erasure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from candor.domain.identity import Template
from candor.domain.ids import CandidateId, InterviewId
from candor.errors import AccessError, NotFoundError
from candor.store import audit, blobs, ledger
from candor.store.backup import BackupKeys
from candor.store.database import Database
from candor.store.directory import Directory
from candor.store.ids import new_id, new_token
from candor.store.personal import Identity, identity_of, seal_identity
from candor.store.schema import CandidateRow, ConsentRow, DoomedKeyRow, HouseRow, InterviewRow, VaultRow
from candor.store.values import Candidate, Consent, ConsentDecision, ConsentMethod, NewCandidate
from candor.store.vault import CandidateKey, Vault

logger = logging.getLogger(__name__)

_BACKUPS_SINCE = "backups_good_from"
MOST_TOLD = 100


class Candidates:
    """Reads and writes candidates."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        now: Callable[[], datetime],
        backup_keys: BackupKeys,
        directory: Directory,
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self._backup_keys = backup_keys
        self._directory = directory

    def create(
        self, by: str, name: str, email: str, language: str, keep_until: datetime, job: str | None = None
    ) -> CandidateId:
        """Add a candidate with a fresh key and a private link."""
        return self.create_many(by, [NewCandidate(name, email, language)], keep_until, job)[0]

    def create_many(
        self, by: str, people: Sequence[NewCandidate], keep_until: datetime, job: str | None
    ) -> list[CandidateId]:
        """Add several candidates, all or none."""
        keys = self._vault.new_keys([new_id("c") for _ in people])  # before the lock: each is flushed to the disk
        with self._database.writing() as session:
            named = zip(keys, people, strict=True)
            return [self._create(session, by, key, person, keep_until, job) for key, person in named]

    def _create(
        self, session: Session, by: str, key: CandidateKey, person: NewCandidate, keep_until: datetime, job: str | None
    ) -> CandidateId:
        candidate, link = CandidateId(key.candidate), new_token()
        sealed = seal_identity(key, Identity(person.name, person.email, person.language))
        row = CandidateRow(id=candidate, sealed=sealed, link_hash=self._vault.fingerprint(link), created_by=by)
        row.created_at, row.keep_until, row.job_id = self._now(), keep_until, job
        session.add(row)
        session.flush()
        blobs.put(session, key, blobs.LINK, "", link.encode(), self._now())
        audit.append(session, self._now(), by, "candidate_created", candidate)
        return candidate

    def move(self, by: str, candidate: CandidateId, job: str | None, keep_until: datetime) -> None:
        """Let a candidate apply for another job; they are never kept longer than they were told."""
        with self._database.writing() as session:
            row = _row(session, candidate)
            row.job_id, row.keep_until = job, min(row.keep_until, keep_until)
            audit.append(session, self._now(), by, "candidate_moved", candidate)

    def addresses(self, job: str | None) -> set[str]:
        """Return the e-mail addresses, in lower case, of everybody who applies for a job."""
        query = select(CandidateRow.id).where(CandidateRow.job_id == job)
        with self._database.reading() as session:
            known = self._directory.entries(session)
            return {known[c].email for c in session.scalars(query) if c in known and known[c].email}

    def candidate(self, candidate: CandidateId) -> Candidate:
        """Return one candidate.

        Raises:
            NotFoundError: "no_such_candidate".
        """
        with self._database.reading() as session:
            return _values(session, self._vault, [_row(session, candidate)])[0]

    def by_link(self, link: str) -> Candidate:
        """Return whose private link this is.

        Raises:
            AccessError: "unknown_link".
        """
        with self._database.reading() as session:
            found = select(CandidateRow).where(CandidateRow.link_hash == self._vault.fingerprint(link))
            row = session.scalar(found)
            if row is None:
                sentence = "This link is not valid any more. Ask the person who sent it to you for a new one."
                raise AccessError("unknown_link", sentence)
            return _values(session, self._vault, [row])[0]

    def link(self, candidate: CandidateId) -> str:
        """Return the secret part of a candidate's private link."""
        with self._database.reading() as session:
            key = blobs.key_of(session, self._vault, candidate)
            return (blobs.take(session, key, blobs.LINK) or b"").decode()

    def save_photo(self, by: str, candidate: CandidateId, photo: bytes, reference: Template | None) -> None:
        """Seal an ID photo over the one before, and the reference made from it. Consent may have been withdrawn while
        the reference was computed: then the reference is thrown away here.
        """
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            blobs.put(session, key, blobs.PHOTO, "", photo, self._now())
            blobs.drop(session, candidate, blobs.REFERENCE)
            if reference is not None and is_granted(session, candidate):
                blobs.put(session, key, blobs.REFERENCE, "", blobs.pack_template(reference), self._now())
            _row(session, candidate).photo_problem = None
            audit.append(session, self._now(), by, "photo_stored", candidate)

    def photo(self, candidate: CandidateId) -> bytes | None:
        """Return the ID photo as it was uploaded."""
        with self._database.reading() as session:
            return blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.PHOTO)

    def save_reference(self, candidate: CandidateId, reference: Template | None, problem: str | None) -> None:
        """Seal the reference made from the stored photo, or note why none can be made."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            _row(session, candidate).photo_problem = problem
            if reference is not None and is_granted(session, candidate):
                blobs.put(session, key, blobs.REFERENCE, "", blobs.pack_template(reference), self._now())
                audit.append(session, self._now(), "system", "reference_made", candidate)

    def reference(self, candidate: CandidateId) -> Template | None:
        """Return the reference."""
        with self._database.reading() as session:
            packed = blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.REFERENCE)
        return None if packed is None else blobs.unpack_template(packed)

    def record_consent(self, by: str, candidate: CandidateId, consent: Consent) -> None:
        """Add a decision. Anything but "granted" also deletes every template, reference and checkpoints, and
        the pictures that rounds are compared by, and what they kept of a look before the call.
        """
        with self._database.writing() as session:
            _row(session, candidate)
            session.add(_consent_row(candidate, consent))
            if consent.decision is not ConsentDecision.GRANTED:
                kinds = (blobs.REFERENCE, blobs.CHECKPOINT)
                held = select(VaultRow.kind).where(VaultRow.candidate_id == candidate, VaultRow.kind.in_(kinds))
                if session.scalar(held.limit(1)) is not None:
                    self._outdate_backups(session)
                for kind in kinds:
                    blobs.drop(session, candidate, kind)
                blobs.drop(session, candidate, blobs.PORTRAIT)
                blobs.drop(session, candidate, blobs.OWN_CHECK)
            audit.append(session, self._now(), by, f"consent_{consent.decision}", candidate)
        self.finish_erasures()

    def consents(self, candidate: CandidateId) -> list[Consent]:
        """Return all decisions, newest first."""
        query = select(ConsentRow).where(ConsentRow.candidate_id == candidate).order_by(ConsentRow.id.desc())
        with self._database.reading() as session:
            name = identity_of(session, self._vault, _row(session, candidate)).name
            return [_consent(row, name) for row in session.scalars(query)]

    def has_consented(self, candidate: CandidateId) -> bool:
        """Return whether the newest decision is "granted"."""
        with self._database.reading() as session:
            return is_granted(session, candidate)

    def erase(self, by: str, candidate: CandidateId) -> None:
        """Destroy a candidate's key and every row below, for good; the ledger keeps counts that name nobody.

        Raises:
            NotFoundError: "no_such_candidate".
        """
        with self._database.writing() as session:
            _row(session, candidate)
            ledger.keep_counts(session, candidate)
            session.execute(delete(CandidateRow).where(CandidateRow.id == candidate))
            session.add(DoomedKeyRow(candidate_id=candidate))
            self._outdate_backups(session)
            audit.append(session, self._now(), by, "candidate_erased", candidate)
        self._directory.forget(candidate)
        self.finish_erasures()

    def finish_erasures(self) -> None:
        """Destroy the keys of who was erased, empty the write-ahead log, and destroy the keys of backups that hold what
        was erased since. What a reader or a disk prevents is tried again every hour.
        """
        self._destroy_keys()
        self._database.forget_deleted()
        with self._database.reading() as session:
            row = session.get(HouseRow, _BACKUPS_SINCE)
        if row is not None:
            try:
                self._backup_keys.destroy_before(datetime.fromisoformat(row.value))
            except OSError:
                logger.exception("keys of backups could not be destroyed; trying again in an hour")

    def _destroy_keys(self) -> None:
        with self._database.reading() as session:
            doomed = session.scalars(select(DoomedKeyRow.candidate_id)).all()
        try:
            for candidate in doomed:
                self._vault.destroy_key(candidate)
        except OSError:
            logger.exception("the key of an erased candidate could not be destroyed; trying again in an hour")
        else:
            if doomed:
                with self._database.writing() as session:
                    session.execute(delete(DoomedKeyRow).where(DoomedKeyRow.candidate_id.in_(doomed)))

    def _outdate_backups(self, session: Session) -> None:
        session.merge(HouseRow(name=_BACKUPS_SINCE, value=self._now().isoformat()))

    def due_until(self, moment: datetime) -> list[Candidate]:
        """Return whose keeping time is over by then, the first to go first; at most one more than MOST_TOLD."""
        query = select(CandidateRow).where(CandidateRow.keep_until <= moment).order_by(CandidateRow.keep_until)
        query = query.limit(MOST_TOLD + 1)
        with self._database.reading() as session:
            return _values(session, self._vault, list(session.scalars(query)))

    def due(self) -> list[CandidateId]:
        """Return the candidates whose keeping time is over."""
        with self._database.reading() as session:
            ids = session.scalars(select(CandidateRow.id).where(CandidateRow.keep_until <= self._now()))
            return [CandidateId(i) for i in ids]

    def running(self, candidate: CandidateId) -> list[InterviewId]:
        """Return this candidate's interviews that have not ended."""
        query = select(InterviewRow.id).where(InterviewRow.candidate_id == candidate, InterviewRow.ended_at.is_(None))
        with self._database.reading() as session:
            return [InterviewId(i) for i in session.scalars(query)]


def is_granted(session: Session, candidate: str) -> bool:
    """Return whether consent is in force, within the caller's transaction."""
    newest = select(ConsentRow.decision).where(ConsentRow.candidate_id == candidate).order_by(ConsentRow.id.desc())
    return session.scalar(newest.limit(1)) == ConsentDecision.GRANTED


def _row(session: Session, candidate: str) -> CandidateRow:
    row = session.get(CandidateRow, candidate)
    if row is None:
        raise NotFoundError("no_such_candidate", "This candidate does not exist, or was erased.")
    return row


def _values(session: Session, vault: Vault, rows: Sequence[CandidateRow]) -> list[Candidate]:
    kinds = select(VaultRow.candidate_id, VaultRow.kind).where(
        VaultRow.candidate_id.in_([row.id for row in rows]), VaultRow.kind.in_([blobs.PHOTO, blobs.REFERENCE])
    )
    held = {(candidate, kind) for candidate, kind in session.execute(kinds)}
    return [_value(row, identity_of(session, vault, row), held) for row in rows]


def _value(row: CandidateRow, identity: Identity, held: set[tuple[str, str]]) -> Candidate:
    return Candidate(
        id=CandidateId(row.id),
        name=identity.name,
        email=identity.email,
        language=identity.language,
        created_at=row.created_at,
        keep_until=row.keep_until,
        has_photo=(row.id, blobs.PHOTO) in held,
        has_reference=(row.id, blobs.REFERENCE) in held,
        photo_problem=row.photo_problem,
        job=row.job_id,
    )


def _consent_row(candidate: str, consent: Consent) -> ConsentRow:
    return ConsentRow(
        candidate_id=candidate,
        decision=consent.decision.value,
        method=consent.method.value,
        text_version=consent.text_version,
        text_sha256=consent.text_sha256,
        language=consent.language,
        recorded_by="" if consent.method is ConsentMethod.OWN_LINK else consent.recorded_by,
        at=consent.at,
    )


def _consent(row: ConsentRow, candidate: str) -> Consent:
    return Consent(
        ConsentDecision(row.decision),
        ConsentMethod(row.method),
        row.text_version,
        row.text_sha256,
        row.language,
        row.recorded_by or candidate,
        row.at,
    )
