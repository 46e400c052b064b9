"""Which rules are there? Reads packs from TOML and refuses, with one sentence, what is none or reads what it may not.

The format stands in docs/screening.md, its schema in docs/screening-pack.schema.json.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

import msgspec

from candor.domain.applications import Field
from candor.domain.findings import CheckId, RuleId, Source
from candor.errors import ConfigurationError
from candor.screening.checks import ALL_CHECKS
from candor.screening.conditions import COMPARABLE, asked_key
from candor.screening.firewall import allowed_fields, stand_in
from candor.screening.rules import Compared, Pack, Rule
from candor.screening.shape import Condition, Example, PackFile, RuleShape, Say

MAX_BYTES: Final = 4 * 1024 * 1024
_ACCUSES: Final = re.compile(
    r"\b(reject|rejected|fraudster|criminal|liar|impostor|tolak|ditolak|penipu|kriminal|pembohong)\b", re.IGNORECASE
)
_READS: Final = {check.id: check.reads for check in ALL_CHECKS}


def load_shipped() -> tuple[Pack, ...]:
    """Return the packs of this release, in order of the checks, then the one of rules that hold together."""
    folder = resources.files("candor.screening") / "packs"
    names = [*(check.id for check in ALL_CHECKS), "together"]
    return tuple(read_pack((folder / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml") for name in names)


def load_pack(path: Path) -> tuple[Pack, tuple[Example, ...]]:
    """Return an organisation's own pack with the examples in it.

    Raises:
        ConfigurationError: "bad_pack", "forbidden_field", "unknown_field", "stand_in".
    """
    text = read_text(path)
    file = _parsed(text, path.name)
    pack = _pack(file, path.name, path.parent)
    shipped = {check.id for check in ALL_CHECKS} | {"together"}
    if pack.id in shipped:
        raise _bad(path.name, f"the id {pack.id!r} is that of a shipped pack; choose another")
    return pack, tuple(file.examples)


def read_pack(text: str, name: str) -> Pack:
    """Return the pack of a TOML text.

    Raises:
        ConfigurationError: the sentence says what is wrong, and where.
    """
    return _pack(_parsed(text, name), name, None)


def read_text(path: Path) -> str:
    """Return the text of a file of an organisation.

    Raises:
        ConfigurationError: "bad_pack".
    """
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            raise _bad(path.name, "it is larger than 4 MB")
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad(path.name, "it is not UTF-8") from error
    except (OSError, ValueError) as error:
        raise _bad(path.name, getattr(error, "strerror", None) or "its name cannot be used") from error


def _bad(name: str, what: str) -> ConfigurationError:
    return ConfigurationError("bad_pack", f"The rule pack {name} cannot be used: {what}.")


def _parsed(text: str, name: str) -> PackFile:
    try:
        values = tomllib.loads(text)
        for rule in values.get("rules", []):
            # A protected trait is named as such, even where it is also a name that the shape does not know.
            allowed_fields((field for field in rule if field not in RuleShape.__struct_fields__), _who(name, rule))
        return msgspec.convert(values, PackFile)
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise _bad(name, str(error) or "it nests too deep") from error


def _who(name: str, rule: dict[str, object]) -> str:
    return f"In {name}, rule {rule.get('id', '?')!r}"


def _pack(file: PackFile, name: str, folder: Path | None) -> Pack:
    head = file.pack
    ids = [rule.id for rule in file.rules]
    if len(set(ids)) < len(ids):
        raise _bad(name, f"the rule {next(each for each in ids if ids.count(each) > 1)!r} stands there twice")
    rules = tuple(_rule(rule, head.id, name, folder) for rule in file.rules)
    tasks = {task.id: _words(task.what) for task in file.tasks}
    off = frozenset(RuleId(each) for each in head.off)
    return Pack(head.id, head.version, _words(head.title), rules, tasks, dict(file.limits), off)


def _rule(rule: RuleShape, pack: str, name: str, folder: Path | None) -> Rule:
    who = f"In {name}, rule {rule.id!r}"
    ways = [bool(rule.check), bool(rule.when), bool(rule.together)]
    if sum(ways) != 1:
        raise _bad(name, f"rule {rule.id!r} needs exactly one of check, when and together")
    if rule.check and (rule.check != pack or rule.check not in _READS):
        raise _bad(name, f"rule {rule.id!r}: only a shipped pack names a check, the one of its own name")
    for say in (rule.what, rule.next_step, *rule.innocent):
        if accusing := _ACCUSES.search(f"{say.en} {say.id}"):
            raise _bad(name, f"rule {rule.id!r} says {accusing[0]!r}: a finding asks for a look, it never judges")
    declared = allowed_fields((*rule.reads, *(condition.field for condition in rule.when)), who)
    undeclared = [condition.field for condition in rule.when if condition.field not in rule.reads]
    if undeclared:
        raise _bad(name, f"rule {rule.id!r} compares {undeclared[0]!r} without naming it in reads")
    source = Source(rule.source.title, rule.source.date, url=rule.source.url)
    return Rule(
        RuleId(f"{pack}.{rule.id}"),
        CheckId(rule.check or pack),
        rule.severity,
        _words(rule.what),
        _words(rule.false_alarms),
        tuple(_words(say) for say in rule.innocent),
        _words(rule.next_step),
        source,
        rule.expires,
        rule.valid_days,
        _READS[CheckId(rule.check)] if rule.check else declared,
        tuple(_compared(condition, who, name, folder) for condition in rule.when),
        tuple(RuleId(each) for each in rule.together),
        rule.at_least,
    )


def _compared(condition: Condition, who: str, name: str, folder: Path | None) -> Compared:
    field = Field(condition.field)
    if field not in COMPARABLE:
        comparable = ", ".join(each for each in Field if each in COMPARABLE)
        sentence = f"{who} lists values of {field}, which would stand in for origin or age. Only {comparable} can be."
        raise ConfigurationError("stand_in", sentence)
    keys: set[str] = set()
    for value in (*condition.any_of, *_listed(condition, name, folder)):
        if trait := stand_in(value):
            raise ConfigurationError("stand_in", f"{who} lists {value!r}, which stands in for {trait}. Take it out.")
        key = asked_key(field, value)
        if not key:
            raise _bad(name, f"{who} lists {value!r}, which cannot be compared with {field} (docs/screening.md)")
        keys.add(key)
    if not keys:
        raise _bad(name, f"{who} lists no values of {field}")
    return Compared(field, frozenset(keys))


def _listed(condition: Condition, name: str, folder: Path | None) -> Iterator[str]:
    if not condition.any_of_file:
        return
    if folder is None:
        raise _bad(name, "a list file can only stand beside a pack that is a file")
    for line in read_text(folder / condition.any_of_file).splitlines():
        value = line.partition("#")[0].strip()
        if value:
            yield value


def _words(say: Say) -> dict[str, str]:
    return {"en": say.en, "id": say.id}
