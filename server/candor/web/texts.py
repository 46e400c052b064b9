"""Which words does a page use? One TOML catalogue per language, loaded once; nothing to compile.

Keys are dotted ("sign_in.title"). Sentences of errors come with the error, in English; the other catalogues translate
them under "error.<code>".
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from candor.errors import CandorError
from candor.services.inputs import LANGUAGES
from candor.store.values import Plan

FOLDER = Path(__file__).resolve().parent / "languages"


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of one language."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key, with values filled in; KeyError when the catalogue lacks it."""
        return self.words[key].format(**values) if values else self.words[key]

    def known(self, key: str, otherwise: str) -> str:
        """Return the words of a key that may be missing."""
        return self.words.get(key, otherwise)

    def below(self, prefix: str) -> dict[str, str]:
        """Return all words of a table, by the last part of their keys: for a script of a page."""
        return {
            key.removeprefix(f"{prefix}."): told for key, told in self.words.items() if key.startswith(f"{prefix}.")
        }

    def error(self, error: CandorError) -> str:
        """Return the sentence of an error in this language when there is one, as the error says it otherwise."""
        translated = self.words.get(f"error.{error.code}")
        if translated is None and self.language != LANGUAGES[0]:
            translated = self.words.get(f"photo_problem.{error.code}")
        return translated or error.sentence

    def day(self, moment: datetime) -> str:
        """Return the date of a moment as this language writes it."""
        return self.calendar_date(moment.date())

    def calendar_date(self, day: date) -> str:
        """Return a date as this language writes it."""
        return format_date(day, format="long", locale=self.language)

    def planned(self, plan: Plan) -> str:
        """Return the time of a plan in the zone in which it was agreed on; nothing when there is none."""
        if plan.at is None:
            return ""
        zone = ZoneInfo(plan.time_zone or "UTC")
        written = format_datetime(plan.at, "EEE d MMM yyyy HH:mm", tzinfo=zone, locale=self.language)
        return f"{written} ({plan.time_zone or 'UTC'})"

    def local_input(self, plan: Plan) -> str:
        """Return the time of a plan as an input of HTML takes it."""
        zone = ZoneInfo(plan.time_zone or "UTC")
        return "" if plan.at is None else plan.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    def moment(self, moment: datetime) -> str:
        """Return date and time, in UTC, as this language writes them."""
        return format_datetime(moment, "d MMM yyyy HH:mm 'UTC'", locale=self.language)


@cache
def texts(language: str) -> Texts:
    """Return the catalogue of a language, the English one for a language that there is none of."""
    name = language if language in LANGUAGES else LANGUAGES[0]
    tables = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Texts(name, dict(_flat(tables)))


def _flat(tables: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tables.items():
        if isinstance(value, dict):
            pairs += _flat(cast("dict[str, Any]", value), f"{prefix}{key}.")
        else:
            pairs.append((prefix + key, str(value)))
    return pairs
