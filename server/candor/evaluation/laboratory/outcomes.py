"""What was shown, how late, how often wrongly, and how often nothing? Rates of the states that an interviewer sees.

The other half of the report beside measures.py: there thresholds are swept, here the shipped ones are in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from candor.evaluation.comparisons import Comparisons, Rate, measured_rate
from candor.evaluation.laboratory.scores import Played
from candor.maths.statistics import Interval, poisson_interval

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class SpeciesOutcome:
    """How sessions of one attack species ended."""

    species: str
    missed_amber: Rate
    """Sessions without amber or red from the attack's beginning on (APCER)."""
    missed_red: Rate
    unanswered: Rate
    """Every question stayed "can't tell" or "checking" (APNRR); counted as missed as well."""
    median_s: float | None
    """From the attack's beginning to amber, of those found; None when none was."""
    slowest_s: float | None
    """95th percentile of the same."""


@dataclass(frozen=True, slots=True)
class BonaFideOutcome:
    """How bona fide sessions ended, after one benign transform or after any."""

    recipe: str
    hours: float
    amber: Rate
    """Sessions with amber or red (BPCER)."""
    red: Rate
    amber_per_hour: float
    amber_per_hour_interval: Interval
    """Exact, sessions as independent events: an alarm is counted once a session."""
    red_per_hour: float
    red_per_hour_interval: Interval
    unanswered: Rate


@dataclass(frozen=True, slots=True)
class Abstention:
    """How often a signal said nothing in a whole session, by the quality of the view."""

    signal: str
    bin: str
    silent: int
    n: int


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a signal that only informs said one thing, in sessions of one kind."""

    signal: str
    kind: str
    """Species, or benign transform."""
    code: str
    """What it said most; "" for sessions in which it said nothing."""
    sessions: int
    n: int


WIDTH_BINS: Final = ((0.0, 64.0), (64.0, 96.0), (96.0, 160.0), (160.0, float("inf")))
"""Face width, px: bins of the report, not limits of a judgement."""
LUMA_BINS: Final = ((0.0, 50.0), (50.0, 100.0), (100.0, 256.0))
"""Mean of the picture."""


def species_outcomes(sessions: Sequence[Played], rng: np.random.Generator) -> tuple[SpeciesOutcome, ...]:
    """Return the outcome of each attack species."""
    found: list[SpeciesOutcome] = []
    for species in sorted({one.recorded.species for one in sessions if one.recorded.is_attack}):
        own = [one for one in sessions if one.recorded.species == species]
        times = [one.fused.amber_at_s - one.recorded.attack_from_s for one in own if one.fused.amber_at_s is not None]
        found.append(
            SpeciesOutcome(
                species,
                rate_of(own, lambda one: one.fused.amber_at_s is None, rng),
                rate_of(own, lambda one: one.fused.red_at_s is None, rng),
                rate_of(own, lambda one: not one.fused.is_answered, rng),
                float(np.median(times)) if times else None,
                float(np.quantile(times, 0.95)) if times else None,
            )
        )
    return tuple(found)


def bona_fide_outcomes(sessions: Sequence[Played], rng: np.random.Generator) -> tuple[BonaFideOutcome, ...]:
    """Return the outcome of each benign transform, after that of all together."""
    bona_fide = [one for one in sessions if not one.recorded.is_attack]
    recipes = sorted({one.recorded.recipe for one in bona_fide})
    kinds = [(ALL, bona_fide)] + [(name, [o for o in bona_fide if o.recorded.recipe == name]) for name in recipes]
    return tuple(_bona_fide(name, own, rng) for name, own in kinds if own)


def _bona_fide(name: str, own: Sequence[Played], rng: np.random.Generator) -> BonaFideOutcome:
    hours = sum(one.recorded.duration_s for one in own) / 3600
    amber = rate_of(own, lambda one: one.fused.amber_at_s is not None, rng)
    red = rate_of(own, lambda one: one.fused.red_at_s is not None, rng)
    return BonaFideOutcome(
        name,
        hours,
        amber,
        red,
        amber.errors / hours,
        _per_hour(amber.errors, hours),
        red.errors / hours,
        _per_hour(red.errors, hours),
        rate_of(own, lambda one: not one.fused.is_answered, rng),
    )


def _per_hour(events: int, hours: float) -> Interval:
    low, high = poisson_interval(events)
    return Interval(low / hours, high / hours)


def abstentions(sessions: Sequence[Played], signals: Sequence[str]) -> tuple[Abstention, ...]:
    """Return how often each signal was silent in a whole bona fide session, by face width and by luma."""
    own = [one for one in sessions if not one.recorded.is_attack]
    bins = [(f"face {_span(low, high)} px", "face_width_px", low, high) for low, high in WIDTH_BINS]
    bins += [(f"luma {_span(low, high)}", "luma", low, high) for low, high in LUMA_BINS]
    found: list[Abstention] = []
    for signal in signals:
        for name, field, low, high in bins:
            inside = [one for one in own if low <= getattr(one.recorded, field) < high]
            silent = sum(not _spoke(one, signal) for one in inside)
            if inside:
                found.append(Abstention(signal, name, silent, len(inside)))
    return tuple(found)


def code_counts(sessions: Sequence[Played]) -> tuple[CodeCount, ...]:
    """Return what the signals without any LLR said most, session by session: what they find is in no error rate."""
    said = [one for session in sessions for one in session.recorded.said]
    silent = sorted({one.signal for one in said} - {one.signal for one in said if one.llr})
    kinds = sorted({(one.recorded.is_attack, one.recorded.species or one.recorded.recipe) for one in sessions})
    found: list[CodeCount] = []
    for signal in silent:
        for is_attack, kind in kinds:
            own = [
                s
                for s in sessions
                if (s.recorded.is_attack, s.recorded.species or s.recorded.recipe) == (is_attack, kind)
            ]
            codes = Counter(_most_said(one, signal) for one in own)
            found += [CodeCount(signal, kind, code, count, len(own)) for code, count in sorted(codes.items())]
    return tuple(found)


def _most_said(one: Played, signal: str) -> str:
    codes = Counter(said.code for said in one.recorded.said if said.signal == signal and said.llr is not None)
    return codes.most_common(1)[0][0] if codes else ""


def _spoke(one: Played, signal: str) -> bool:
    return any(said.signal == signal and said.llr is not None for said in one.recorded.said)


def _span(low: float, high: float) -> str:
    return f"from {low:g}" if high > 255 else f"{low:g}-{high:g}"


def rate_of(own: Sequence[Played], is_error: Callable[[Played], bool], rng: np.random.Generator) -> Rate:
    """Return how many of these sessions are wrong; the interval resamples groups."""
    names = sorted({one.recorded.group for one in own})
    group = np.array([names.index(one.recorded.group) for one in own], dtype=np.intp)
    wrong = np.array([is_error(one) for one in own], dtype=np.bool_)
    return measured_rate(Comparisons(np.zeros(len(group)), group, group), wrong, rng)
