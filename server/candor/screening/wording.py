"""How are states, severities, checks and abstentions said? English and Indonesian; findings bring their own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec


class ScreeningTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All fixed texts of screening in one language."""

    states: Mapping[str, str]
    severities: Mapping[str, str]
    reasons: Mapping[str, str]
    checks: Mapping[str, str]


@cache
def load_texts(language: str) -> ScreeningTexts:
    """Return the texts of a language; English for one that is not there."""
    folder = resources.files("candor.screening") / "texts"
    file = folder / f"{language}.toml" if language in {"en", "id"} else folder / "en.toml"
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), ScreeningTexts)
