"""Everything that was found under each condition: outcomes, measures, ablation, failures. Values for all reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from candor.domain.questions import Question
from candor.evaluation.laboratory.measures import Subject, measure
from candor.evaluation.laboratory.outcomes import (
    Abstention,
    BonaFideOutcome,
    CodeCount,
    SpeciesOutcome,
    abstentions,
    bona_fide_outcomes,
    code_counts,
    species_outcomes,
)
from candor.evaluation.laboratory.recorded import Recorded
from candor.evaluation.laboratory.refusion import Fused, fuse
from candor.evaluation.laboratory.scores import FUSED, QUESTION, Played, signals_of
from candor.fusion.rules import Rules


@dataclass(frozen=True, slots=True)
class Ablation:
    """What is lost and gained without one signal, at the shipped bounds."""

    signal: str
    attacks_lost: int
    """Attack sessions found with it and not without."""
    attacks_gained: int
    false_ambers_avoided: int
    """Bona fide sessions with amber or red because of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One session that did not end as it should."""

    kind: str
    """"missed", "false alarm" or "left out"."""
    what: str
    """Species, or benign transform."""
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Condition:
    """All sessions of one run at one codec point."""

    run: str
    point: str
    sessions: tuple[Played, ...]
    species: tuple[SpeciesOutcome, ...]
    bona_fide: tuple[BonaFideOutcome, ...]
    subjects: tuple[Subject, ...]
    """Fused, then questions, then signals."""
    ablation: tuple[Ablation, ...]
    abstentions: tuple[Abstention, ...]
    codes: tuple[CodeCount, ...]
    """Of the signals that only inform."""
    failures: tuple[Failure, ...]


def findings(
    recorded: Sequence[Recorded], rules: Rules, questions: tuple[Question, ...], seed: int
) -> tuple[Condition, ...]:
    """Return what was found, one entry per run and codec point, in the order they were played.

    Args:
        recorded: every session.
        rules: of fusion, in force now.
        questions: whose alarms count.
        seed: of the bootstrap.
    """
    keys = list(dict.fromkeys((one.run, one.point) for one in recorded))
    return tuple(
        _condition([one for one in recorded if (one.run, one.point) == key], rules, questions, seed) for key in keys
    )


def _condition(recorded: Sequence[Recorded], rules: Rules, questions: tuple[Question, ...], seed: int) -> Condition:
    rng = np.random.default_rng(seed)
    sessions = tuple(Played(one, fuse(one, rules, questions)) for one in recorded if not one.left_out)
    signals = signals_of(sessions)
    names = [FUSED, *(QUESTION + question.value for question in questions), *signals]
    return Condition(
        recorded[0].run,
        recorded[0].point,
        sessions,
        species_outcomes(sessions, rng),
        bona_fide_outcomes(sessions, rng),
        tuple(measure(sessions, name, rng) for name in names),
        tuple(_ablation(signal, sessions, rules, questions) for signal in signals if _says_anything(signal, sessions)),
        abstentions(sessions, signals),
        code_counts(sessions),
        tuple(_failures(recorded, sessions)),
    )


def _says_anything(signal: str, sessions: Sequence[Played]) -> bool:
    """A signal whose every LLR is 0 changes nothing."""
    return any(said.signal == signal and said.llr for one in sessions for said in one.recorded.said)


def _ablation(signal: str, sessions: Sequence[Played], rules: Rules, questions: tuple[Question, ...]) -> Ablation:
    lost = gained = avoided = 0
    for one in sessions:
        without = fuse(one.recorded, rules, questions, frozenset({signal}))
        before, after = (fused.amber_at_s is not None for fused in (one.fused, without))
        if one.recorded.is_attack:
            lost, gained = lost + (before and not after), gained + (after and not before)
        else:
            avoided += before and not after
    return Ablation(signal, lost, gained, avoided)


def _failures(recorded: Sequence[Recorded], sessions: Sequence[Played]) -> list[Failure]:
    found = [Failure("left out", one.species or one.recipe, one.name, one.left_out) for one in recorded if one.left_out]
    for one in sessions:
        alarm = one.fused.amber_at_s
        what = one.recorded.species or one.recorded.recipe
        if one.recorded.is_attack and alarm is None:
            detail = f"face {one.recorded.face_width_px:.0f} px, {_ended(one.fused)}"
            found.append(Failure("missed", what, one.recorded.name, detail))
        elif not one.recorded.is_attack and alarm is not None:
            level = "red" if one.fused.red_at_s is not None else "amber"
            detail = f"{level} after {alarm:.1f} s: {', '.join(one.fused.causes)}"
            found.append(Failure("false alarm", what, one.recorded.name, detail))
    return sorted(found, key=lambda failure: (failure.kind, failure.what, failure.name))


def _ended(fused: Fused) -> str:
    if not fused.timeline:
        return "nothing was shown"
    last = fused.timeline[-1].questions
    return ", ".join(f"{q.value} {last[q].state.value}/{last[q].reason}" for q in fused.peak)
