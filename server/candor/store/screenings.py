"""What was found in applications, and what did somebody make of it? Sealed.

A screening that waits for somebody is of another kind of blob than one that does not, so that those that wait are
found unopened, those to escalate first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from candor.domain.findings import ApplicantState, Screening
from candor.domain.ids import CandidateId
from candor.errors import NotFoundError
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.personal import identity_of
from candor.store.schema import CandidateRow, VaultRow
from candor.store.values import Person
from candor.store.vault import CandidateKey, Vault

LISTED: Final = 50
_KINDS: Final = (blobs.SCREENING_OPEN, blobs.SCREENING)


class Outcome(StrEnum):
    """What somebody made of the findings."""

    HARMLESS = "harmless"
    """There is an innocent reason."""
    CONFIRMED = "confirmed"
    """It is as it looks."""
    UNKNOWN = "unknown"
    """It could not be settled."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Who looked, and what they found out."""

    outcome: Outcome
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptScreening:
    """The newest screening of a candidate."""

    screening: Screening
    at: datetime
    settled: Settled | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A candidate whose findings wait for somebody."""

    candidate: CandidateId
    name: str
    state: ApplicantState
    at: datetime


class Screenings:
    """Reads and writes screenings."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def keep(self, by: str, candidate: CandidateId, screening: Screening) -> None:
        """Keep a screening over the one before; what was settled stays so unless something new was found."""
        with self._database.writing() as session:
            audit.append(session, self._now(), by, "application_screened", candidate)
            key = blobs.key_of(session, self._vault, candidate)
            before = _take(session, key)
            is_settled = before is not None and before.settled is not None and not _has_news(before, screening)
            settled = before.settled if before and is_settled else None
            self._put(session, key, KeptScreening(screening, self._now(), settled))

    def of(self, candidate: CandidateId) -> KeptScreening | None:
        """Return the newest screening; None: there was none."""
        with self._database.reading() as session:
            return _take(session, blobs.key_of(session, self._vault, candidate))

    def settle(self, by: Person, candidate: CandidateId, outcome: Outcome, words: str) -> None:
        """Write down what somebody made of the findings.

        Raises:
            NotFoundError: "no_open_screening": nothing waits; settled meanwhile, or never there.
        """
        with self._database.writing() as session:
            audit.append(session, self._now(), by.id, f"screening_{outcome}", candidate)
            key = blobs.key_of(session, self._vault, candidate)
            held = _take(session, key)
            if held is None or not _waits(held):
                raise NotFoundError("no_open_screening", "Nothing waits here any more. Load the page again.")
            self._put(session, key, replace(held, settled=Settled(outcome, words, by.name, self._now())))

    def waiting(self, skip: int = 0) -> list[Waiting]:
        """Return whose findings wait, those to escalate first, then the longest waiting; LISTED at most."""
        query = (
            select(VaultRow, CandidateRow)
            .join(CandidateRow, CandidateRow.id == VaultRow.candidate_id)
            .where(VaultRow.kind == blobs.SCREENING_OPEN)
            .order_by(VaultRow.ref.desc(), VaultRow.stored_at, VaultRow.candidate_id)
            .offset(skip)
            .limit(LISTED)
        )
        with self._database.reading() as session:
            return [
                Waiting(
                    CandidateId(row.candidate_id),
                    identity_of(session, self._vault, candidate).name,
                    ApplicantState(row.ref),
                    row.stored_at,
                )
                for row, candidate in session.execute(query)
            ]

    def _put(self, session: Session, key: CandidateKey, kept: KeptScreening) -> None:
        for kind in _KINDS:
            blobs.drop(session, key.candidate, kind)
        place = (blobs.SCREENING_OPEN, kept.screening.state.value) if _waits(kept) else (blobs.SCREENING, "")
        blobs.put(session, key, *place, msgspec.json.encode(kept), kept.at)


def _take(session: Session, key: CandidateKey) -> KeptScreening | None:
    query = select(VaultRow).where(VaultRow.candidate_id == key.candidate, VaultRow.kind.in_(_KINDS))
    row = session.scalars(query).first()
    return None if row is None else msgspec.json.decode(key.open(row.kind, row.ref, row.sealed), type=KeptScreening)


def _waits(kept: KeptScreening) -> bool:
    return kept.screening.state is not ApplicantState.NOTHING_FOUND and kept.settled is None


def _has_news(before: KeptScreening, screening: Screening) -> bool:
    """Return whether a screening tells something that the one before did not: another rule, or other evidence."""
    told = {(finding.rule, tuple(each.shown for each in finding.evidence)) for finding in before.screening.findings}
    return any(
        (finding.rule, tuple(each.shown for each in finding.evidence)) not in told for finding in screening.findings
    )
