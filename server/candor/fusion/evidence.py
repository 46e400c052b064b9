"""What is the evidence of each signal now, and is it an alarm? Folds verdicts in, with hold and hysteresis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from candor.domain.observations import Observation, Verdict
from candor.domain.questions import Severity
from candor.fusion.rules import Mode, Rules, SignalRule
from candor.fusion.state import Evidence
from candor.maths.sequential import cusum_step, decay, follow


def fold(evidence: Mapping[str, Evidence], verdicts: Sequence[Verdict], rules: Rules) -> dict[str, Evidence]:
    """Return the evidence of all signals after these verdicts, in the order they were given."""
    folded = dict(evidence)
    for verdict in verdicts:
        rule = rules.signals.get(verdict.signal)
        if rule is None:
            continue
        before = folded.get(verdict.signal, Evidence(updated_s=verdict.at_s))
        folded[verdict.signal] = _alarm(_updated(before, verdict, rule, rules), verdict.at_s, rule, rules)
        if isinstance(verdict, Observation):
            _reset(folded, rules.codes.resets.get(verdict.code, ()))
    return folded


def _updated(before: Evidence, verdict: Verdict, rule: SignalRule, rules: Rules) -> Evidence:
    elapsed_s = verdict.at_s - before.updated_s
    if not isinstance(verdict, Observation):
        left = decay(before.llr, elapsed_s, rule.half_life_s)
        return replace(before, llr=left, updated_s=verdict.at_s, abstained=verdict.reason)
    low, high = rules.families[verdict.family]
    if rule.mode is Mode.LEVEL:
        first = before.observed_s is None
        step_s = rule.time_constant_s if first else elapsed_s
        llr = cusum_step(follow(before.llr, verdict.llr, step_s, rule.time_constant_s), 0.0, low, high)
    elif verdict.llr == 0.0:
        llr = decay(before.llr, elapsed_s, rule.time_constant_s)
    else:
        llr = cusum_step(before.llr, verdict.llr * rule.discount, max(low, rules.bounds.green_llr), high)
    return replace(
        before,
        llr=llr,
        newest_llr=verdict.llr,
        updated_s=verdict.at_s,
        observed_s=verdict.at_s,
        code=verdict.code,
        details=dict(verdict.details),
        abstained="",
    )


def _alarm(evidence: Evidence, at_s: float, rule: SignalRule, rules: Rules) -> Evidence:
    """Raise after the hold, clear after `clear_s` below half the amber bound."""
    bounds = rules.bounds
    above_s = _since(evidence.above_s, at_s, holds=evidence.llr >= bounds.amber_llr)
    red_s = _since(evidence.red_s, at_s, holds=evidence.llr >= bounds.red_llr)
    below_s = _since(evidence.below_s, at_s, holds=evidence.llr < bounds.amber_llr / 2)
    alarm, code = evidence.alarm, evidence.alarm_code
    speaks = evidence.newest_llr > 0 and not evidence.abstained
    if speaks and above_s is not None and at_s - above_s >= rule.hold_amber_s:
        alarm, code = alarm or Severity.AMBER, evidence.code
        is_held = red_s is not None and at_s - red_s >= rule.hold_red_s
        if is_held and evidence.newest_llr >= rule.red_newest_llr and evidence.code in rules.codes.hard:
            alarm = Severity.RED
    elif below_s is not None and at_s - below_s >= rule.clear_s:
        alarm, code = None, ""
    return replace(evidence, above_s=above_s, red_s=red_s, below_s=below_s, alarm=alarm, alarm_code=code)


def _since(before_s: float | None, at_s: float, *, holds: bool) -> float | None:
    if not holds:
        return None
    return at_s if before_s is None else before_s


def _reset(folded: dict[str, Evidence], signals: Sequence[str]) -> None:
    """Forget reassurance and that it was observed, so that what hinders a new look shows at once; keep suspicion."""
    for name in signals:
        if name in folded and folded[name].llr < 0:
            folded[name] = replace(folded[name], llr=0.0, observed_s=None)
