"""What is a rule, once its pack has been read, and which rules are in force?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from candor.domain.applications import Field
from candor.domain.checklist import Words
from candor.domain.findings import CheckId, RuleId, Severity, Source


@dataclass(frozen=True, slots=True)
class Compared:
    """A field and the values that are looked for in it, folded (`conditions.py`)."""

    field: Field
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force."""

    id: RuleId
    check: CheckId
    """The check that names it; of an own rule the pack's id."""
    severity: Severity
    what: Words
    false_alarms: Words
    innocent: tuple[Words, ...]
    next_step: Words
    source: Source
    expires: date
    valid_days: int
    reads: frozenset[Field]
    when: tuple[Compared, ...] = ()
    together: tuple[RuleId, ...] = ()
    at_least: int = 2


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that has been read."""

    id: str
    version: int
    title: Words
    rules: tuple[Rule, ...]
    tasks: Mapping[str, Words]
    limits: Mapping[str, float]
    off: frozenset[RuleId]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All packs in force on a day."""

    packs: tuple[Pack, ...]
    rules: Mapping[RuleId, Rule]
    """Without what has expired or was switched off."""
    expired: tuple[RuleId, ...]
    off: tuple[RuleId, ...]
    limits: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])
    """By pack."""
    tasks: Mapping[RuleId, Words] = field(default_factory=dict[RuleId, Words])

    @property
    def versions(self) -> dict[str, int]:
        """Which version of which pack."""
        return {pack.id: pack.version for pack in self.packs}


def rulebook(packs: tuple[Pack, ...], today: date) -> Rulebook:
    """Return what is in force of these packs on a day."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    off = {rule for pack in packs for rule in pack.off}
    expired = tuple(rule.id for rule in rules.values() if rule.expires <= today)
    return Rulebook(
        packs,
        {id_: rule for id_, rule in rules.items() if id_ not in off and id_ not in expired},
        expired,
        tuple(sorted(off & set(rules))),
        {pack.id: pack.limits for pack in packs},
        {RuleId(f"{pack.id}.{name}"): words for pack in packs for name, words in pack.tasks.items()},
    )


def filled(words: Words, values: Mapping[str, str]) -> dict[str, str]:
    """Return words with their {places} filled in; a place without a value stays as it is."""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], match[0])

    return {language: re.sub(r"\{(\w+)\}", value, text) for language, text in words.items()}
