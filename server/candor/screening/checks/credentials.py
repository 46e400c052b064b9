"""Does the school exist, and are degree and years possible? And a task for everybody: ask the registrar.

The country of a school is neither kept nor read; a school that no list holds is a note, because lists are incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from candor.domain.applications import Education, Field, Stated
from candor.domain.findings import CheckId, Evidence, Source
from candor.screening.folding import folded
from candor.screening.protocol import Cannot, Context, Hit, ToDo
from candor.screening.view import View

_DOCTORATE: Final = re.compile(r"\b(ph\.?\s?d|doctor|dphil|doktor|s3)\b", re.IGNORECASE)
_BACHELOR: Final = re.compile(r"\b(bachelor|b\.?sc|b\.?a|b\.?eng|sarjana|s1|licence|licenciatura)\b", re.IGNORECASE)


class Credentials:
    """Institution, degree, years."""

    id = CheckId("credentials")
    reads = frozenset({Field.EDUCATION})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot | ToDo]:
        """Yield what is unusual about each school, and the task that everybody gets."""
        if not view.education:
            yield Cannot("nothing_stated")
        for stated in view.education:
            yield from _school(stated, context)
            yield from _years(stated, context)


def _school(stated: Stated[Education], context: Context) -> Iterator[Hit | Cannot | ToDo]:
    name = stated.value.institution.strip()
    if not name:
        return
    who = context.lists.mill(name)
    listed = context.lists.institution(name)
    # Only of the very name: "University of Texas" is near a listed name that has another university's site.
    site = context.lists.site_of(listed) if listed and folded(listed) == folded(name) else ""
    yield ToDo("verify_registrar", f"{name} ({site})" if site else name)
    if who:
        yield Hit("mill", (_shown(stated),), {"who": who}, _known(context.lists.source("mills")))
    elif listed is None:
        yield Cannot("no_list")
    elif not listed:
        yield Hit("unknown_institution", (_shown(stated),), {}, _known(context.lists.source("institutions")))


def _years(stated: Stated[Education], context: Context) -> Iterator[Hit]:
    start, end = stated.value.start_year, stated.value.end_year
    if end is not None and end > context.today.year + context.limits["years_ahead"]:
        yield Hit("years_impossible", (_shown(stated),))
    elif start is not None and end is not None:
        shortest = 0.0
        if _DOCTORATE.search(stated.value.degree):
            shortest = context.limits["doctorate_years"]
        elif _BACHELOR.search(stated.value.degree):
            shortest = context.limits["bachelor_years"]
        if end < start:
            yield Hit("years_impossible", (_shown(stated),))
        elif end - start < shortest:
            yield Hit("years_short", (_shown(stated),), {"years": str(end - start)})


def _shown(stated: Stated[Education]) -> Evidence:
    each = stated.value
    years = f"{each.start_year or '?'}-{each.end_year or '?'}" if each.start_year or each.end_year else ""
    said = ", ".join(part for part in (each.degree, each.institution, years) if part)
    return Evidence(Field.EDUCATION, said[:200], stated.where)


def _known(source: Source | None) -> tuple[Source, ...]:
    return (source,) if source else ()
