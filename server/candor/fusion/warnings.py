"""Which causes are open, and which of them must be told now? One warning per cause, updated while the cause lasts."""

from __future__ import annotations

from dataclasses import replace

from candor.domain.assessment import Warning
from candor.domain.ids import InterviewId, WarningId
from candor.domain.questions import Severity, State
from candor.fusion.explain import explanation
from candor.fusion.rules import Rules
from candor.fusion.state import Case, Evidence, FusionState


def update_cases(state: FusionState, now_s: float, rules: Rules) -> tuple[dict[str, Case], tuple[Case, ...]]:
    """Open, escalate, refresh and close cases; return all latest cases by code, and those to tell now."""
    cases = dict(state.cases)
    told: list[Case] = []
    for name, evidence in state.evidence.items():
        if evidence.alarm is None:
            continue
        case = _lasting(cases.get(evidence.alarm_code), name, evidence, state, now_s, rules)
        if case != cases.get(case.code):
            cases[case.code] = case
            told.append(case)
    lasting = {e.alarm_code for e in state.evidence.values() if e.alarm is not None}
    for code, case in cases.items():
        if case.until_s is None and code not in lasting:
            cases[code] = replace(case, until_s=_ended_s(case, state, now_s), told_s=now_s)
            told.append(cases[code])
    return cases, tuple(told)


def _lasting(known: Case | None, name: str, evidence: Evidence, state: FusionState, now_s: float, rules: Rules) -> Case:
    """Return the case of an alarm in force: unchanged, refreshed, reopened or new."""
    severity = _severity(name, evidence, state, rules)
    fresh = Case(
        code=evidence.alarm_code,
        ordinal=1 if known is None else known.ordinal + 1,
        signal=name,
        question=rules.signals[name].question,
        severity=severity,
        at_s=now_s,
        until_s=None,
        llr=evidence.llr,
        details=dict(evidence.details),
        told_s=now_s,
    )
    if known is None or (known.until_s is not None and now_s - known.until_s > rules.warnings.cool_down_s):
        return fresh
    worst = Severity.RED if Severity.RED in (known.severity, severity) else Severity.AMBER
    details = fresh.details if evidence.code == known.code else known.details
    due = known.until_s is not None or worst is not known.severity or now_s - known.told_s >= rules.warnings.update_s
    if not due:
        return known
    return replace(fresh, ordinal=known.ordinal, at_s=known.at_s, severity=worst, details=details)


def _severity(name: str, evidence: Evidence, state: FusionState, rules: Rules) -> Severity:
    """A warning is red when its question is and its own evidence still stands, unless its cause is no risk in itself.

    An extra face that has left does not turn red because somebody else's face came.
    """
    if evidence.alarm_code in rules.codes.at_most_amber or evidence.llr < rules.bounds.amber_llr:
        return Severity.AMBER
    shown = state.questions[rules.signals[name].question].state
    return Severity.RED if shown is State.PAUSE_AND_VERIFY else Severity.AMBER


def _ended_s(case: Case, state: FusionState, now_s: float) -> float:
    """When the evidence fell below half the amber bound; now, when another cause took its place."""
    below_s = state.evidence[case.signal].below_s
    return now_s if below_s is None else max(below_s, case.at_s)


def as_warning(case: Case, interview: InterviewId, language: str) -> Warning:
    """Return the warning of a case with its explanation; the pipeline adds the evidence crop."""
    return Warning(
        id=WarningId(f"{interview}.{case.code}.{case.ordinal}"),
        interview=interview,
        question=case.question,
        severity=case.severity,
        code=case.code,
        at_s=case.at_s,
        until_s=case.until_s,
        llr=case.llr,
        details=case.details,
        explanation=explanation(case.code, case.details, language),
        evidence_jpeg=None,
    )
