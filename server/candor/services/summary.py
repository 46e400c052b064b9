"""What is told at the end of an interview? The report's first page as a wire message: the same words, no score.

Pure; used by live_call.py.
"""

from __future__ import annotations

from datetime import datetime

from candor.domain.records import InterviewRecord
from candor.report.summary import make_report
from candor.wire.parts import AnswerKind, Summary, SummaryCheck, SummaryLine, SummaryWarning

_LONG = 2000


def summary_of(record: InterviewRecord, now: datetime, language: str) -> Summary:
    """Return the summary of an interview, in the language of its client."""
    report = make_report(record, now, language)
    return Summary(
        state=report.overall,
        headline=report.headline,
        duration_s=max(0.0, report.record.duration_s),
        lines=[
            SummaryLine(question=line.question, state=line.state, text=line.reason[:_LONG]) for line in report.lines
        ],
        warnings=[
            SummaryWarning(
                at_s=max(0.0, held.warning.at_s),
                severity=held.warning.severity,
                title=held.warning.explanation.title[:_LONG],
                answer=None if held.answer is None else AnswerKind(held.answer.kind),
            )
            for held in report.warnings
        ],
        checks=[
            SummaryCheck(at_s=max(0.0, line.check.status.started_at_s), phase=line.phase, title=line.title[:_LONG])
            for line in report.checks
        ],
        checklist="" if report.checklist is None else report.checklist.progress[:_LONG],
        next_steps=list(report.next_steps),
    )
