"""In which words does the report speak? Reads report/texts/*.toml; English where a language is not known."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from candor.domain.checks import CheckPhase
from candor.fusion.explain import LANGUAGES


class ReportTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words of the report in one language, by place and key."""

    words: dict[str, str]
    questions: dict[str, str]
    asked: dict[str, str]
    states: dict[str, str]
    headlines: dict[str, str]
    steps: dict[str, str]
    limits: dict[str, str]
    notices: dict[str, str]
    signals: dict[str, str]
    check_phases: dict[CheckPhase, str]
    checklist: dict[str, str]
    escalations: dict[str, str]
    flags: dict[str, str]
    second_opinion: dict[str, str]
    basis: dict[str, str]
    rates: dict[str, str]
    compared: dict[str, str]
    language: str = LANGUAGES[0]


@cache
def load_report_texts(language: str) -> ReportTexts:
    """Return the words of a language ("id-ID" reads "id"; unknown ones read English)."""
    short = language.lower().replace("_", "-").split("-")[0]
    name = short if short in LANGUAGES else LANGUAGES[0]
    source = resources.files("candor.report") / "texts" / f"{name}.toml"
    texts = msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), ReportTexts)
    return msgspec.structs.replace(texts, language=name)


def clock_time(seconds: float) -> str:
    """Return a moment of the interview as 3:07 or 1:02:45."""
    whole = max(0, int(seconds + 0.5))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
