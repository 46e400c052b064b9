"""What do all signals together say on one question? Sums evidence under family caps and picks the state to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from candor.domain.questions import Family, Question, Severity, State
from candor.fusion.rules import Rules
from candor.fusion.state import Evidence, FusionState, QuestionState


@dataclass(frozen=True, slots=True)
class Combined:
    """All evidence on one question."""

    llr: float
    """Sum over families of the capped sums of their signals."""
    fresh: frozenset[Family]
    """Families with at least one fresh observation."""
    reassuring: frozenset[Family]
    """Families that speak for a bona fide call, with a fresh observation."""
    severity: Severity | None
    """Of the alarms in force together."""
    cause: str
    """Code of the strongest alarm; empty without one."""


def combine(question: Question, evidence: Mapping[str, Evidence], now_s: float, rules: Rules) -> Combined:
    """Return the combined evidence on a question at `now_s`."""
    members = {name: e for name, e in evidence.items() if rules.signals[name].question is question}
    by_family: dict[Family, float] = {}
    fresh: set[Family] = set()
    for name, e in members.items():
        rule = rules.signals[name]
        by_family[rule.family] = by_family.get(rule.family, 0.0) + e.llr
        if is_fresh(e, now_s, rule.stale_s):
            fresh.add(rule.family)
    llr = sum(min(max(total, rules.families[f][0]), rules.families[f][1]) for f, total in by_family.items())
    reassuring = frozenset(family for family in fresh if by_family[family] < 0)
    return Combined(llr, frozenset(fresh), reassuring, *_alarms(members, rules))


def is_fresh(evidence: Evidence, now_s: float, stale_s: float) -> bool:
    """Whether the signal has observed something within `stale_s`."""
    return evidence.observed_s is not None and now_s - evidence.observed_s <= stale_s


def _alarms(members: Mapping[str, Evidence], rules: Rules) -> tuple[Severity | None, str]:
    """Red for a hard alarm or two independent families; causes that are no risk in themselves count as no family."""
    alarmed = sorted(
        ((e.alarm is Severity.RED, e.llr, name) for name, e in members.items() if e.alarm is not None), reverse=True
    )
    if not alarmed:
        return None, ""
    risky = [name for _, _, name in alarmed if members[name].alarm_code not in rules.codes.at_most_amber]
    families = {rules.signals[name].family for name in risky}
    red = any(members[name].alarm is Severity.RED for name in risky) or len(families) > 1
    strongest = (risky or [name for _, _, name in alarmed])[0]
    return (Severity.RED if red else Severity.AMBER), members[strongest].alarm_code


def question_state(question: Question, state: FusionState, now_s: float, rules: Rules) -> tuple[QuestionState, float]:
    """Return the state of a question at `now_s` (keeping `since_s` while state and reason last) and its LLR."""
    combined = combine(question, state.evidence, now_s, rules)
    before = state.questions.get(question)
    shown, reason = _shown(question, combined, state, now_s, rules)
    if before is not None and before.state is shown and before.reason == reason:
        return before, combined.llr
    return QuestionState(shown, reason, now_s), combined.llr


def _shown(question: Question, combined: Combined, state: FusionState, now_s: float, rules: Rules) -> tuple[State, str]:
    if combined.severity is not None:
        is_red = combined.severity is Severity.RED
        return (State.PAUSE_AND_VERIFY if is_red else State.PLEASE_CHECK), combined.cause
    unasked = rules.questions[question].unasked_reason
    if unasked and combined.fresh.isdisjoint(rules.questions[question].green_needs):
        return State.CANT_TELL, unasked
    blocked = _blocked(question, state, now_s, rules)
    if blocked and blocked not in rules.codes.waiting:
        return State.CANT_TELL, blocked
    if blocked:
        return State.CHECKING, "reverifying" if _starts_anew(question, state, rules) else blocked
    return _without_alarm(question, combined, state, now_s, rules)


def _without_alarm(
    question: Question, combined: Combined, state: FusionState, now_s: float, rules: Rules
) -> tuple[State, str]:
    """Return green, or how far the evidence is from it."""
    rule, before = rules.questions[question], state.questions.get(question)
    was_green = before is not None and before.state is State.NO_CONCERN
    if combined.llr <= rules.bounds.green_llr / (2 if was_green else 1):
        is_needed_there = not rule.green_needs or not combined.reassuring.isdisjoint(rule.green_needs)
        is_enough = len(combined.fresh) >= rule.green_families and is_needed_there
        return (State.NO_CONCERN if is_enough else State.CHECKING), rule.green_reason
    if before is not None and _undecided_since(before) <= now_s - rule.inconclusive_s:
        return State.CANT_TELL, "inconclusive"
    if len(combined.fresh) < rule.green_families and combined.llr < 0:
        return State.CHECKING, rule.green_reason
    return State.CHECKING, "reverifying" if _starts_anew(question, state, rules) else "checking"


def _starts_anew(question: Question, state: FusionState, rules: Rules) -> bool:
    return any(
        e.code in rules.codes.resets for name, e in state.evidence.items() if rules.signals[name].question is question
    )


def _undecided_since(before: QuestionState) -> float:
    """Since when neither bound has been reached: never for decided states, for ever once it was said."""
    if before.reason == "inconclusive":
        return float("-inf")
    return before.since_s if before.reason == "checking" else float("inf")


def _blocked(question: Question, state: FusionState, now_s: float, rules: Rules) -> str:
    """Return why nothing can be said, or an empty string.

    States of the call (camera off, no consent) show at once; poor view only after `stale_s` without an observation,
    or when there has been none since the start of the call.
    """
    for name, e in state.evidence.items():
        if rules.signals[name].question is question and e.abstained in rules.codes.states:
            return e.abstained
    name = rules.questions[question].primary
    primary = state.evidence.get(name)
    if not name or primary is None:
        return "too_short" if name else ""
    rule = rules.signals[name]
    return "" if is_fresh(primary, now_s, rule.stale_s) else primary.abstained or "too_short"
