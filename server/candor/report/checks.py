"""How did the movement checks go, in words of the report? Records in, lines out; summary.py puts them into a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candor.challenges.wording import outcome_text, words_of
from candor.domain.checks import CheckPhase
from candor.domain.records import RecordedCheck
from candor.report.texts import ReportTexts, clock_time


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One movement check."""

    check: RecordedCheck
    at: str
    """When it was asked for, as 3:07."""
    title: str
    phase: CheckPhase
    word: str
    """The phase in one or two words."""
    result: str
    """How it went, in a sentence or two."""
    how: str
    """Whether it was drawn or chosen."""
    heard: str
    """What the interviewer heard, where only a person can tell; else empty."""


def check_lines(checks: Sequence[RecordedCheck], texts: ReportTexts) -> tuple[CheckLine, ...]:
    """Return the checks in words, in the order in which they were asked for."""
    return tuple(_line(held, texts) for held in checks)


def _line(held: RecordedCheck, texts: ReportTexts) -> CheckLine:
    status, words = held.status, texts.words
    is_told = held.confirmed is None or status.details.get("confirmed") == 0  # then the result says so
    heard = "" if is_told else words["check_heard" if held.confirmed else "check_not_heard"]
    return CheckLine(
        check=held,
        at=clock_time(status.started_at_s),
        title=words_of(status.check, texts.language).title,
        phase=status.phase,
        word=texts.check_phases[status.phase],
        result=outcome_text(status, texts.language),
        how=words["check_chosen" if held.is_chosen else "check_drawn"],
        heard=heard,
    )
