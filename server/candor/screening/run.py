"""How are many applications screened? Read all, so that each can be compared with all; then judge each. Batches of work
for processes: values in, values out; `services/screen_files.py` drives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from candor.domain.applications import Application
from candor.domain.watchlist import WatchlistSearch
from candor.errors import UsageError
from candor.intake.rows import Row
from candor.intake.values import application_of
from candor.screening import keys
from candor.screening.base import Base, Held
from candor.screening.checks import ALL_CHECKS
from candor.screening.folding import folded
from candor.screening.judge import screen
from candor.screening.protocol import Check, Context, Lists, MailLookup
from candor.screening.rules import Rulebook
from candor.screening.screening_json import screening_values
from candor.screening.view import View


@dataclass(frozen=True, slots=True)
class Means:
    """With what applications are judged."""

    rules: Rulebook
    lists: Lists
    today: date
    watchlists: WatchlistSearch | None = None
    mail: MailLookup | None = None
    checks: tuple[Check, ...] = ALL_CHECKS


def read_rows(rows: Sequence[Row], folder: Path) -> tuple[list[Held], list[tuple[int, str]]]:
    """Return what rows state, ready for the base, and what of them cannot be read."""
    held: list[Held] = []
    problems = [(row.number, row.problem) for row in rows if row.problem]
    for row in rows:
        if row.problem:
            continue
        try:
            taken = application_of(row.values, row.number, row.places, folder)
        except UsageError as error:
            problems.append((row.number, error.sentence))
            continue
        problems += [(row.number, sentence) for sentence in taken.problems]
        held.append(held_of(taken.application, row.number))
    return held, problems


def held_of(application: Application, number: int) -> Held:
    """Return an application as the base keeps it."""
    return Held(
        number,
        application.id,
        folded(application.name.value) if application.name else "",
        application.portrait.value if application.portrait else "",
        msgspec.json.encode(application),
        keys.all_keys(View(application, keys.READS)),
    )


def judge_batch(batch: Sequence[tuple[int, bytes]], base: Base, means: Means) -> list[tuple[int, bytes]]:
    """Return the results of applications of a base, as JSON of `Screening`."""
    context = Context(means.today, means.lists, base, {}, means.watchlists, means.mail)
    results: list[tuple[int, bytes]] = []
    for number, content in batch:
        application = msgspec.json.decode(content, type=Application)
        values = screening_values(screen(application, means.rules, context, means.checks))
        results.append((number, msgspec.json.encode(values)))
    return results
