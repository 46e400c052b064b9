"""What became of an escalated warning, in words of the report? Recorded escalations in, sentences out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from candor.domain.escalation import Escalation, EscalationPhase
from candor.domain.ids import WarningId
from candor.report.texts import ReportTexts

Course = tuple[str, ...]
"""Sentences in order of time."""


def courses(escalations: Sequence[Escalation], texts: ReportTexts) -> dict[WarningId, Course]:
    """Return what became of each escalated warning."""
    told: dict[WarningId, Course] = {}
    for escalation in escalations:
        told[escalation.warning] = (*told.get(escalation.warning, ()), *_course(escalation, texts))
    return told


def any_open(escalations: Sequence[Escalation]) -> bool:
    """Return whether somebody still has to see to one."""
    return any(escalation.phase is not EscalationPhase.CLOSED for escalation in escalations)


def _course(escalation: Escalation, texts: ReportTexts) -> Course:
    words = texts.escalations
    told = [words["opened"].format(by=escalation.opened_by, at=_moment(escalation.opened_at))]
    if escalation.taken_at is not None:
        told.append(words["taken"].format(by=escalation.taken_by, at=_moment(escalation.taken_at)))
    if escalation.closed_at is None:
        told.append(words["still_open"])
    elif escalation.reason is not None:
        reason = words[f"reason_{escalation.reason}"]
        closed = words["closed"].format(by=escalation.closed_by, at=_moment(escalation.closed_at), reason=reason)
        told.append(f"{closed} {escalation.words}".strip())
    return tuple(told)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
