"""How often was Candor wrong, how often silent, and how late? Error rates of judged recordings and pairs.

Between outcomes and the report of `candor evaluate`. Words and formulas as ISO/IEC 30107-3 (APCER per species, BPCER,
non-response) and ISO/IEC 19795-1 (FMR, FNMR).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from candor.evaluation.comparisons import Comparisons, Rate, measured_rate
from candor.evaluation.datasets import LabelledPair, LabelledRecording
from candor.fusion.identity import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """What the pipeline showed for one recording."""

    recording: LabelledRecording
    amber_at_s: float | None
    """When amber or red was first shown; None: never."""
    red_at_s: float | None
    answered: bool
    """Whether any of the questions asked came to a state other than "can't tell" and "checking"."""
    duration_s: float
    error: str = ""
    """Code of why it could not be judged at all; everything else is then meaningless."""


@dataclass(frozen=True, slots=True)
class LevelRates:
    """Errors at one level of alarm."""

    level: str
    """"amber" counts amber or red, "red" only red."""
    rate: Rate
    """Attacks without such an alarm (APCER), or bona fide recordings with one (BPCER)."""
    median_s: float | None
    """Median time from the attack's beginning to the alarm; None for bona fide, or without any."""
    slowest_s: float | None


@dataclass(frozen=True, slots=True)
class KindRates:
    """Error rates of one attack species, or of bona fide recordings."""

    kind: str
    """"bona_fide" or the species."""
    levels: tuple[LevelRates, ...]
    non_response: Rate
    """Recordings for which nothing could be told (APNRR, BPNRR); counted in `levels` as well."""


@dataclass(frozen=True, slots=True)
class PairRates:
    """Error rates of the photo pairs of one group."""

    group: str
    false_match: Rate | None
    """Non-mated pairs called "same"."""
    false_non_match: Rate | None
    """Mated pairs not called "same"."""
    false_different: Rate | None
    """Mated pairs called "different"."""


BONA_FIDE = "bona_fide"


def rates_by_kind(judged: Sequence[Judged], rng: np.random.Generator) -> tuple[KindRates, ...]:
    """Return the rates of bona fide recordings and of each species; what could not be judged at all is left out."""
    usable = [one for one in judged if not one.error]
    kinds = sorted({_kind(one) for one in usable}, key=lambda kind: (kind != BONA_FIDE, kind))
    return tuple(_kind_rates(kind, [one for one in usable if _kind(one) == kind], rng) for kind in kinds)


def _kind(judged: Judged) -> str:
    return judged.recording.species or BONA_FIDE


def _kind_rates(kind: str, judged: Sequence[Judged], rng: np.random.Generator) -> KindRates:
    def at_level(level: str, alarm_of: Callable[[Judged], float | None]) -> LevelRates:
        times = [_since_attack(one, alarm_of(one)) for one in judged]
        seen = [time for time in times if time is not None]
        wrong = [(time is None) == one.recording.is_attack for one, time in zip(judged, times, strict=True)]
        is_timed = kind != BONA_FIDE and bool(seen)
        median, slowest = (statistics.median(seen), max(seen)) if is_timed else (None, None)
        return LevelRates(level, _rate(judged, wrong, rng), median, slowest)

    levels = (at_level("amber", lambda one: one.amber_at_s), at_level("red", lambda one: one.red_at_s))
    return KindRates(kind, levels, _rate(judged, [not one.answered for one in judged], rng))


def _since_attack(judged: Judged, alarm_at_s: float | None) -> float | None:
    """Return seconds from the attack's beginning; an alarm before it has not detected the attack."""
    if alarm_at_s is None or alarm_at_s < judged.recording.attack_from_s:
        return None
    return alarm_at_s - judged.recording.attack_from_s


def _rate(judged: Sequence[Judged], wrong: Iterable[bool], rng: np.random.Generator) -> Rate:
    names = sorted({one.recording.person for one in judged})
    person = np.array([names.index(one.recording.person) for one in judged], dtype=np.intp)
    is_wrong = np.array(list(wrong), dtype=np.bool_)
    return measured_rate(Comparisons(np.zeros(len(person)), person, person), is_wrong, rng)


def rates_of_pairs(answers: Sequence[tuple[LabelledPair, Outcome]], rng: np.random.Generator) -> tuple[PairRates, ...]:
    """Return the rates of photo pairs by group; a pair with a bad file is "can't tell"."""
    found: list[PairRates] = []
    for group in sorted({pair.group for pair, _ in answers}):
        own = [(pair, outcome) for pair, outcome in answers if pair.group == group]
        mated = [(pair, outcome) for pair, outcome in own if pair.is_mated]
        non_mated = [(pair, outcome) for pair, outcome in own if not pair.is_mated]
        found.append(
            PairRates(
                group,
                _pair_rate(non_mated, lambda outcome: outcome is Outcome.SAME, rng),
                _pair_rate(mated, lambda outcome: outcome is not Outcome.SAME, rng),
                _pair_rate(mated, lambda outcome: outcome is Outcome.DIFFERENT, rng),
            )
        )
    return tuple(found)


def _pair_rate(
    answers: Sequence[tuple[LabelledPair, Outcome]], is_error: Callable[[Outcome], bool], rng: np.random.Generator
) -> Rate | None:
    if not answers:
        return None
    names = sorted({name for pair, _ in answers for name in (pair.person_a, pair.person_b)})
    first, second = (
        np.array([names.index(name) for name in side], dtype=np.intp)
        for side in ([pair.person_a for pair, _ in answers], [pair.person_b for pair, _ in answers])
    )
    wrong = np.array([is_error(outcome) for _, outcome in answers], dtype=np.bool_)
    return measured_rate(Comparisons(np.zeros(len(wrong)), first, second), wrong, rng)
