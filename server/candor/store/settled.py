"""Which warnings of ended interviews did people resolve as right or as false alarms? To be counted, without names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select

from candor.domain.flags import RESOLUTIONS, FlagDeed
from candor.domain.groups import Declaration
from candor.domain.observations import Verdict
from candor.domain.questions import Question
from candor.errors import NotFoundError
from candor.store import blobs, observations
from candor.store.database import Database
from candor.store.groups import said_before
from candor.store.schema import FlagEntryRow, InterviewRow, WarningRow
from candor.store.vault import Vault


@dataclass(frozen=True, slots=True)
class SettledWarning:
    """A warning that was right or a false alarm, with what the signals said in its interview."""

    code: str
    question: Question
    is_right: bool
    at_s: float
    llr: float
    verdicts: tuple[Verdict, ...]
    """Of the whole interview, oldest first."""
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """Somebody who said something about their groups, without a name: what they said, and their false alarms."""

    said: Declaration
    false_alarms: frozenset[str]
    """Codes of warnings."""


class Settled:
    """Reads what was settled."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def warnings(self, most: int) -> list[SettledWarning]:
        """Return settled warnings of the interviews that ended last, at most so many."""
        query = _settled().order_by(InterviewRow.ended_at.desc()).limit(most)
        told: dict[str, tuple[Verdict, ...]] = {}
        found: list[SettledWarning] = []
        with self._database.reading() as session:
            for interview, warning, deed in session.execute(query).all():
                if interview.id not in told:
                    try:
                        key = blobs.key_of(session, self._vault, interview.candidate_id)
                    except NotFoundError:
                        continue  # being erased
                    told[interview.id] = tuple(observations.recorded(session, key, interview.id))
                what = warning.code, Question(warning.question), deed == FlagDeed.TRUE.value, warning.at_s, warning.llr
                found.append(SettledWarning(*what, told[interview.id], interview.versions))
        return found

    def people(self, before: datetime) -> list[CountedPerson]:
        """Return who said something about their groups, and had an interview that ended, before a moment."""
        false = _settled(before).where(FlagEntryRow.deed == FlagDeed.FALSE.value, InterviewRow.ended_at < before)
        alarms: dict[str, set[str]] = {}
        with self._database.reading() as session:
            said = said_before(session, self._vault, before)
            over = select(InterviewRow.candidate_id).where(InterviewRow.ended_at < before, InterviewRow.frames > 0)
            interviewed = set(session.scalars(over))
            for candidate, code in session.execute(false.with_only_columns(InterviewRow.candidate_id, WarningRow.code)):
                alarms.setdefault(candidate, set()).add(code)
        return [CountedPerson(said[c], frozenset(alarms.get(c, ()))) for c in said if c in interviewed]


def _settled(before: datetime | None = None) -> Select[InterviewRow, WarningRow, str]:
    resolutions = FlagEntryRow.deed.in_([deed.value for deed in RESOLUTIONS])
    newest = select(FlagEntryRow.interview_id, FlagEntryRow.warning_id, func.max(FlagEntryRow.number).label("number"))
    newest = newest.where(resolutions if before is None else and_(resolutions, FlagEntryRow.at < before))
    newest = newest.group_by(FlagEntryRow.interview_id, FlagEntryRow.warning_id).subquery()
    of_warning = newest.c.interview_id == WarningRow.interview_id, newest.c.warning_id == WarningRow.id
    of_entry = FlagEntryRow.interview_id == newest.c.interview_id, FlagEntryRow.number == newest.c.number
    return (
        select(InterviewRow, WarningRow, FlagEntryRow.deed)
        .join(WarningRow, WarningRow.interview_id == InterviewRow.id)
        .join(newest, and_(*of_warning))
        .join(FlagEntryRow, and_(*of_entry))
        .where(InterviewRow.ended_at.is_not(None), FlagEntryRow.deed != FlagDeed.UNKNOWN.value)
    )
