"""What may stand in a rule pack? Shapes of the TOML file, strict: a name that is not known is an error.

The same shapes make the JSON schema `docs/screening-pack.schema.json`; docs/screening.md explains each field.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from msgspec import Meta, Struct

from candor.domain.findings import Severity

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
RuleName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=81)]
Text = Annotated[str, Meta(min_length=1, max_length=500)]
Value = Annotated[str, Meta(min_length=3, max_length=200)]


class Say(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages; {value} and {where} are filled in."""

    en: Text
    id: Text


class SourceShape(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a rule comes from."""

    title: Text
    date: dt.date
    url: Annotated[str, Meta(max_length=300)] = ""


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """A field holds one of these values. How each field is compared stands in `conditions.py`."""

    field: str
    any_of: Annotated[list[Value], Meta(max_length=10_000)] = []
    any_of_file: Annotated[str, Meta(max_length=100, pattern=r"^([\w-]+\.txt)?$")] = ""
    """A list beside the pack, one value a line; # begins a remark."""


class RuleShape(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. It applies as its check says, or `when` all conditions hold, or when enough others hold `together`."""

    id: Name
    severity: Severity
    what: Say
    false_alarms: Say
    """How often, and on whom, it is wrong."""
    innocent: Annotated[list[Say], Meta(min_length=1, max_length=6)]
    next_step: Say
    source: SourceShape
    expires: dt.date
    """From then on the rule is not applied until somebody has looked at it again."""
    valid_days: Annotated[int, Meta(ge=1, le=3650)] = 180
    """How long a finding counts."""
    check: Annotated[str, Meta(max_length=40)] = ""
    when: Annotated[list[Condition], Meta(max_length=5)] = []
    together: Annotated[list[RuleName], Meta(max_length=20)] = []
    at_least: Annotated[int, Meta(ge=2, le=20)] = 2
    reads: list[str] = []
    """Fields that `when` compares; a check declares its own."""


class TaskShape(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be done for everybody who states something; {about} is filled in."""

    id: Name
    what: Say


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A test inside a pack: an application as `candor screen` reads it from JSON, and the rules that must flag it."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    application: dict[str, Any]
    flags: list[Name]
    """Exactly these rules of the pack; empty: none may."""


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack is."""

    id: Name
    version: Annotated[int, Meta(ge=1)]
    title: Say
    off: list[RuleName] = []
    """Rules of other packs that shall not be applied."""


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    pack: Head
    rules: Annotated[list[RuleShape], Meta(max_length=500)] = []
    tasks: Annotated[list[TaskShape], Meta(max_length=20)] = []
    limits: dict[Name, float] = {}
    """Numbers that the check of a shipped pack uses."""
    examples: Annotated[list[Example], Meta(max_length=200)] = []
