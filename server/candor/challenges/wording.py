"""How is a check put into words, for interviewer and candidate? The texts are data: texts/en.toml and id.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from candor.domain.checks import Check, CheckKind, CheckPhase, CheckStatus, Side

LANGUAGES = ("en", "id")
"""The first is what any other language reads."""


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check in words."""

    title: str
    """What is asked for, to the interviewer: sides are of the picture."""
    say: str
    """To be read to the candidate: sides are the candidate's own."""
    look: str
    """What the interviewer should look at meanwhile."""


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    look: str


class _Sides(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    picture: dict[Side, str]
    own: dict[Side, str]


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sides: _Sides
    kinds: dict[CheckKind, _Kind]
    results: dict[CheckPhase, str]
    other_digits: dict[str, str]
    measured: dict[str, str]


def words_of(check: Check, language: str = "en") -> CheckWords:
    """Return a check in words of a language ("en-GB" reads "en"; unknown ones read English)."""
    texts = _load(language)
    kind = texts.kinds[check.kind]
    in_picture, own = texts.sides.picture.get(check.side, ""), texts.sides.own.get(other_side(check.side), "")
    digits = " ".join(check.digits)
    return CheckWords(
        kind.title.format(side=in_picture, digits=digits), kind.say.format(side=own, digits=digits), kind.look
    )


def result_text(phase: CheckPhase, language: str = "en") -> str:
    """Return how a check went, in one or two short sentences."""
    return _load(language).results[phase]


def outcome_text(status: CheckStatus, language: str = "en") -> str:
    """Return how a check went: with what was measured of a movement that was seen ("after 2.1 s, 41 degrees"), with
    whose ear it was for digits that the interviewer calls wrong.
    """
    texts, details = _load(language), status.details
    if details.get("confirmed") == 0:
        return texts.other_digits["overruled" if details.get("heard") else "heard"]
    told = texts.results[status.phase]
    if status.phase is not CheckPhase.DONE:
        return told
    parts = [text.format(n=details[name]) for name, text in texts.measured.items() if name in details]
    return f"{told} ({', '.join(parts)})" if parts else told


def other_side(side: Side) -> Side:
    """Return the candidate's own side for a side of the picture: who faces us has them the other way round."""
    return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side, Side.NONE)


def _load(language: str) -> _Texts:
    short = language.lower().replace("_", "-").split("-")[0]
    return _load_known(short if short in LANGUAGES else LANGUAGES[0])


@cache
def _load_known(name: str) -> _Texts:
    source = resources.files("candor.challenges") / "texts" / f"{name}.toml"
    return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), _Texts)
