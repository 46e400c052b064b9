"""Can the years of a CV have happened? Jobs at the same time, jobs before their employer, degrees before an age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from candor.domain.applications import Employment, Field, Stated
from candor.domain.findings import CheckId, Evidence
from candor.screening.protocol import Cannot, Context, Hit
from candor.screening.view import View

_DAYS_A_MONTH = 30.44


class Timeline:
    """Employment against itself, its employers and education."""

    id = CheckId("timeline")
    reads = frozenset({Field.EMPLOYMENT, Field.EDUCATION, Field.BIRTH_DATE})

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield what cannot have happened, or not easily."""
        if not view.employment and not view.education:
            yield Cannot("nothing_stated")
            return
        dated = [stated for stated in view.employment if stated.value.start is not None]
        for stated in view.employment:
            yield from _alone(stated, context)
        yield from _overlap(dated, context)
        yield from _gap(dated, context)
        yield from _age(view, context)


def _alone(stated: Stated[Employment], context: Context) -> Iterator[Hit]:
    job = stated.value
    if job.start and (job.start > context.today or (job.end and job.end < job.start)):
        yield Hit("dates_impossible", (_shown(stated),))
    if job.employer_founded and job.start and job.start.year < job.employer_founded:
        yield Hit("employer_younger", (_shown(stated),), {"founded": str(job.employer_founded)})


def _overlap(jobs: list[Stated[Employment]], context: Context) -> Iterator[Hit]:
    for a, b in combinations(jobs, 2):
        begin = max(_start(a), _start(b))
        end = min(_end(a, context.today), _end(b, context.today))
        months = (end - begin).days / _DAYS_A_MONTH
        if months > context.limits["overlap_months"]:
            yield Hit("overlap", (_shown(a), _shown(b)), {"months": f"{months:.0f}"})
            return


def _gap(jobs: list[Stated[Employment]], context: Context) -> Iterator[Hit]:
    inorder = sorted(jobs, key=_start)
    for a, b in pairwise(inorder):
        if a.value.end is None:
            continue
        months = (_start(b) - a.value.end).days / _DAYS_A_MONTH
        if months > context.limits["gap_months"]:
            yield Hit("gap", (_shown(a), _shown(b)), {"months": f"{months:.0f}"})
            return


def _age(view: View, context: Context) -> Iterator[Hit]:
    years = [(s.value.end_year, s) for s in view.education if s.value.end_year is not None and s.value.degree]
    if not years or view.birth_date is None:
        return
    year, stated = min(years, key=lambda pair: pair[0])
    age = year - view.birth_date.value.year
    if age < context.limits["degree_age"]:
        evidence = Evidence(Field.EDUCATION, f"{stated.value.degree}, {year}"[:200], stated.where)
        born = Evidence(Field.BIRTH_DATE, str(view.birth_date.value.year), view.birth_date.where)
        yield Hit("degree_early", (evidence, born), {"age": str(age)})


def _start(stated: Stated[Employment]) -> date:
    return stated.value.start or date.max


def _end(stated: Stated[Employment], today: date) -> date:
    """Without an end the job is only known to have begun, unless it is stated to go on."""
    return stated.value.end or (today if stated.value.is_present else _start(stated))


def _shown(stated: Stated[Employment]) -> Evidence:
    job = stated.value
    end = "today" if job.is_present else (f"{job.end:%Y-%m}" if job.end else "?")
    begin = f"{job.start:%Y-%m}" if job.start else "?"
    said = ", ".join(part for part in (job.title, job.employer, f"{begin} to {end}") if part)
    return Evidence(Field.EMPLOYMENT, said[:200], stated.where)
