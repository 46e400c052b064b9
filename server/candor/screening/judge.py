"""What do all checks say of one application? Each runs on its own view; their rules are put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from candor.domain.applications import Application, Field
from candor.domain.findings import Abstained, CheckId, Evidence, Finding, RuleId, Screening, Severity, Task, state_of
from candor.screening.checks import ALL_CHECKS
from candor.screening.conditions import holding
from candor.screening.protocol import Cannot, Check, Context, Hit
from candor.screening.rules import Rule, Rulebook, filled
from candor.screening.view import View

MAX_OTHERS: Final = 10
_WEIGHT: Final = {Severity.ESCALATE: 0, Severity.CHECK: 1, Severity.NOTE: 2}


@dataclass(slots=True)
class _Heard:
    """What was said so far of one application."""

    findings: list[Finding]
    abstained: list[Abstained]
    tasks: list[Task]
    read: dict[CheckId, tuple[Field, ...]]


def screen(
    application: Application, rules: Rulebook, context: Context, checks: Sequence[Check] = ALL_CHECKS
) -> Screening:
    """Return what was found; an application is never changed, scored or ranked."""
    heard = _Heard([], [], [], {})
    for check in checks:
        _ask(check, application, rules, context, heard)
    for rule in rules.rules.values():
        if rule.when:
            _compare(rule, application, context, heard)
    for rule in rules.rules.values():
        if rule.together:
            heard.findings.extend(_together(rule, heard.findings, context))
    findings = tuple(sorted(heard.findings, key=lambda finding: _WEIGHT[finding.severity]))
    return Screening(
        application.id,
        state_of(findings),
        findings,
        tuple(heard.abstained),
        tuple(heard.tasks),
        heard.read,
        context.today,
    )


def _ask(check: Check, application: Application, rules: Rulebook, context: Context, heard: _Heard) -> None:
    view = View(application, check.reads)
    limits = rules.limits.get(check.id, {})
    for said in check.judge(view, replace(context, limits=limits)):
        if isinstance(said, Cannot):
            heard.abstained.append(Abstained(check.id, said.reason))
        elif isinstance(said, Hit):
            rule = rules.rules.get(RuleId(f"{check.id}.{said.rule}"))
            if rule is not None:  # else it has expired or was switched off
                heard.findings.append(_finding(rule, said, view.read, context))
        else:
            task = RuleId(f"{check.id}.{said.rule}")
            words = filled(rules.tasks[task], {"about": said.about})
            heard.tasks.append(Task(check.id, task, words, said.about))
    heard.read[check.id] = view.read


def _compare(rule: Rule, application: Application, context: Context, heard: _Heard) -> None:
    view = View(application, rule.reads)
    found = [tuple(holding(view, compared.field, compared.keys)) for compared in rule.when]
    if all(found):
        evidence = tuple(each for group in found for each in group)
        values = {"value": evidence[0].shown, "where": evidence[0].where}
        heard.findings.append(_finding(rule, Hit("", evidence, values), view.read, context))
    heard.read[rule.check] = tuple(field for field in Field if field in {*heard.read.get(rule.check, ()), *view.read})


def _together(rule: Rule, findings: Iterable[Finding], context: Context) -> tuple[Finding, ...]:
    """Return the finding that several others make together; each of them is named in its evidence."""
    first: dict[RuleId, Finding] = {}
    for finding in findings:
        if finding.rule in rule.together:
            first.setdefault(finding.rule, finding)
    if len(first) < rule.at_least:
        return ()
    held = list(first.values())
    evidence = tuple(finding.evidence[0] for finding in held if finding.evidence)
    fields = tuple(field for field in Field if any(field in finding.fields for finding in held))
    return (_finding(rule, Hit("", evidence, {"n": str(len(held))}), fields, context),)


def _finding(rule: Rule, hit: Hit, fields: tuple[Field, ...], context: Context) -> Finding:
    return Finding(
        rule.check,
        rule.id,
        rule.severity,
        filled(rule.what, {**_first(hit.evidence), **hit.values}),
        fields,
        hit.evidence,
        (rule.source, *hit.sources),
        rule.innocent,
        rule.next_step,
        context.today + timedelta(days=rule.valid_days),
        hit.others[:MAX_OTHERS],
        hit.way,
    )


def _first(evidence: Sequence[Evidence]) -> Mapping[str, str]:
    return {"value": evidence[0].shown, "where": evidence[0].where} if evidence else {}


Screen = Callable[[Application], Screening]
"""`screen` with its rules and lists bound."""
