"""How does a screening look as JSON? Schema candor.screening/1 (docs/screening.md); each rule stands there once."""

from __future__ import annotations

from typing import Any

import msgspec

from candor.domain.findings import Finding, Screening
from candor.screening.rules import Rule, Rulebook

SCHEMA = "candor.screening/1"


def screening_values(screening: Screening) -> dict[str, Any]:
    """Return what was found of one application."""
    return {
        "id": screening.application,
        "state": screening.state.value,
        "findings": [finding_values(finding) for finding in screening.findings],
        "abstained": [{"check": each.check, "reason": each.reason} for each in screening.abstained],
        "tasks": [{"task": task.rule, "what": dict(task.what)} for task in screening.tasks],
        "fields_read": {check: list(fields) for check, fields in screening.fields_read.items()},
    }


def finding_values(finding: Finding) -> dict[str, Any]:
    """Return a finding; reasons and next step stand with its rule."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "what": dict(finding.what),
        "evidence": [{"field": e.field.value, "shown": e.shown, "where": e.where} for e in finding.evidence],
        "lists": [
            {"title": source.title, "date": source.date.isoformat(), "version": source.version}
            for source in finding.sources[1:]
        ],
        "expires_on": finding.expires_on.isoformat(),
        "others": list(finding.others),
        "way": None if finding.way is None else msgspec.to_builtins(finding.way),
    }


def rulebook_values(rules: Rulebook) -> dict[str, Any]:
    """Return packs and rules in force."""
    return {
        "packs": rules.versions,
        "expired_rules": list(rules.expired),
        "switched_off": list(rules.off),
        "rules": {id_: rule_values(rule) for id_, rule in rules.rules.items()},
    }


def rule_values(rule: Rule) -> dict[str, Any]:
    """Return what people need beside a finding of a rule."""
    return {
        "severity": rule.severity.value,
        "reads": sorted(rule.reads),
        "innocent": [dict(words) for words in rule.innocent],
        "next_step": dict(rule.next_step),
        "false_alarms": dict(rule.false_alarms),
        "source": msgspec.to_builtins(rule.source),
        "expires": rule.expires.isoformat(),
    }
