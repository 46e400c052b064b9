"""What did people make of a warning afterwards, in words of the report? Recorded entries in, sentences out."""

from __future__ import annotations

from datetime import datetime

from candor.domain.flags import CANDIDATE, NOTHING_WRITTEN, Flag, FlagEntry, flags_of
from candor.domain.ids import WarningId
from candor.domain.records import InterviewRecord
from candor.report.escalations import Course
from candor.report.texts import ReportTexts


def flag_courses(record: InterviewRecord, texts: ReportTexts) -> dict[WarningId, Course]:
    """Return what is known of each warning of an interview that is over; nothing before."""
    if record.ended_at is None:
        return {}
    known = flags_of(record.flags)
    return {held.warning.id: sentences(known.get(held.warning.id, NOTHING_WRITTEN), texts) for held in record.warnings}


def sentences(flag: Flag, texts: ReportTexts) -> Course:
    """Return all that was written down about a flag, oldest first; every change stays in it."""
    told = [
        f"{texts.flags[_key(entry)].format(by=entry.by, at=_moment(entry.at))} {entry.words}".strip()
        for entry in flag.entries
    ]
    return tuple(told) if flag.resolution is not None else (*told, texts.flags["unresolved"])


def _key(entry: FlagEntry) -> str:
    """Return the name of the sentence: what candidates write themselves has one of its own."""
    return "answer" if entry.person == CANDIDATE else entry.deed


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
