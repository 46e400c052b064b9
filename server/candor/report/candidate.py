"""How do the interviews of one candidate compare? Their reports in, one page and a table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from candor.domain.checks import CheckPhase
from candor.domain.findings import Screening
from candor.domain.ids import InterviewId
from candor.domain.questions import Question, State
from candor.domain.seconds import Run
from candor.report.summary import IS_ANSWERED, RISING_CONCERN, Report
from candor.report.texts import ReportTexts, clock_time, load_report_texts

MOST_FOUND: Final = 5
"""Sentences on the first page; it has to stay one page."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One interview in the table."""

    title: str
    when: str
    length: str
    states: tuple[tuple[State, str], ...]
    """Most concerning state of each question, and its word."""
    warnings: str
    checks: str
    checklist: str
    same_face: str
    """Seconds compared with the ID photo, and how many were alike; a dash where none could be."""


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """All interviews of a candidate."""

    candidate: str
    texts: ReportTexts
    made_at: datetime
    overall: State
    headline: str
    found: tuple[str, ...]
    not_checked: tuple[str, ...]
    next_steps: tuple[str, ...]
    questions: tuple[str, ...]
    rounds: tuple[RoundLine, ...]
    reports: tuple[Report, ...]
    """Oldest first."""
    application: Screening | None = None
    """What was found in the application; None: it was not looked through, or is not for whoever reads this."""
    outcome: str = ""
    """What somebody made of it."""


def compare_reports(
    candidate: str,
    reports: Sequence[Report],
    made_at: datetime,
    language: str,
    runs: Mapping[InterviewId, Run] | None = None,
    application: Screening | None = None,
    outcome: str = "",
) -> ComparedReport:
    """Put the reports of a candidate's interviews side by side.

    Args:
        candidate: name that heads the report.
        reports: of interviews that have begun, oldest first, in this language.
        made_at: when.
        language: "en" or "id"; anything else reads English.
        runs: what the seconds of interviews say of the face on the ID photo.
        application: what was found in the application.
        outcome: what somebody made of it, in their words.
    """
    texts, runs = load_report_texts(language), runs or {}
    overall = max((report.overall for report in reports), key=RISING_CONCERN.index, default=State.CANT_TELL)
    return ComparedReport(
        candidate=candidate,
        texts=texts,
        made_at=made_at,
        overall=overall,
        headline=_headline(reports, overall, texts),
        found=_found(reports, texts),
        not_checked=_not_checked(reports, texts),
        next_steps=tuple(dict.fromkeys(step for report in reports for step in report.next_steps)),
        questions=tuple(texts.questions[question.value] for question in Question),
        rounds=tuple(_round(report, runs.get(report.record.interview), texts) for report in reports),
        reports=tuple(reports),
        application=application,
        outcome=outcome,
    )


def _headline(reports: Sequence[Report], overall: State, texts: ReportTexts) -> str:
    if not reports:
        return texts.compared["none"]
    if overall is State.NO_CONCERN and any(line.state not in IS_ANSWERED for r in reports for line in r.lines):
        return texts.headlines["no_concern_partly"]
    return next(report.headline for report in reports if report.overall is overall)


def _found(reports: Sequence[Report], texts: ReportTexts) -> tuple[str, ...]:
    raised = [
        texts.compared["round_found"].format(
            round=report.record.title,
            found=f"{clock_time(held.warning.at_s)}: {held.warning.explanation.title}.",
        )
        for report in reports
        for held in report.warnings
    ]
    left = len(raised) - MOST_FOUND
    more = [texts.words["more_found"].format(n=left)] if left > 0 else []
    return (*raised[:MOST_FOUND], *more)


def _not_checked(reports: Sequence[Report], texts: ReportTexts) -> tuple[str, ...]:
    """Return the questions that no interview answered, with the reason of the last."""
    unanswered = [
        question for question in Question if not any(_state(report, question) in IS_ANSWERED for report in reports)
    ]
    last = {line.question: line.reason for line in reports[-1].lines} if reports else {}
    return tuple(f"{texts.questions[question.value]}: {last[question]}" for question in unanswered if last)


def _state(report: Report, question: Question) -> State:
    return next(line.state for line in report.lines if line.question is question)


def _round(report: Report, run: Run | None, texts: ReportTexts) -> RoundLine:
    record, words = report.record, texts.compared
    answered = sum(held.answer is not None for held in report.warnings)
    seen = sum(line.phase is CheckPhase.DONE for line in report.checks)
    return RoundLine(
        title=record.title,
        when=f"{record.started_at:%Y-%m-%d %H:%M}",
        length=clock_time(record.duration_s),
        states=tuple((line.state, line.word) for line in report.lines),
        warnings=words["warnings_of"].format(n=len(report.warnings), answered=answered),
        checks=words["checks_of"].format(n=seen, asked=len(report.checks)) if report.checks else "–",
        checklist=report.checklist.progress if report.checklist else "–",
        same_face=_same_face(run, texts),
    )


def _same_face(run: Run | None, texts: ReportTexts) -> str:
    if run is None or run.same_percent is None:
        return "–"
    judged, gap = clock_time(run.judged_s), clock_time(run.longest_gap_s)
    return texts.compared["same_face_of"].format(percent=run.same_percent, judged=judged, gaps=run.gaps, gap=gap)
