"""What would have been shown? Fusion run again over what the signals said: with today's rules, or without some signals.

Uses fusion.decide as the session does, at every moment at which a signal spoke; nothing is replayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from candor.domain.assessment import Assessment
from candor.domain.ids import InterviewId, SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Question, State
from candor.evaluation.laboratory.recorded import Recorded, Said
from candor.fusion import decide
from candor.fusion.rules import Rules
from candor.fusion.state import FusionState

_AMBER = (State.PLEASE_CHECK, State.PAUSE_AND_VERIFY)


@dataclass(frozen=True, slots=True)
class Fused:
    """What a session came to, of the questions that count and from the attack's beginning on."""

    peak: Mapping[Question, float]
    """Largest LLR of each question, natural log; at least 0."""
    amber_at_s: float | None
    """When amber or red was first shown; one that stood already when the attack began has not found it."""
    red_at_s: float | None
    causes: tuple[str, ...]
    """Question and reason of each amber or red, e.g. "live_person/video_repeats"."""
    is_answered: bool
    """Whether any question came to a state other than "can't tell" and "checking"."""
    timeline: tuple[Assessment, ...]
    """One entry at each change of a state."""


def fuse(
    recorded: Recorded, rules: Rules, questions: tuple[Question, ...], without: AbstractSet[str] = frozenset()
) -> Fused:
    """Return what fusion makes of a session, without some signals."""
    peak, timeline = dict.fromkeys(questions, 0.0), list[Assessment]()
    alarms: list[tuple[float, State, str]] = []
    is_answered = False
    for shown in _assessments(recorded, rules, without):
        if not timeline or _states(timeline[-1]) != _states(shown):
            timeline.append(shown)
        if shown.at_s < recorded.attack_from_s:
            continue
        for question in questions:
            answer = shown.questions[question]
            peak[question] = max(peak[question], answer.llr)
            is_answered = is_answered or answer.state not in (State.CANT_TELL, State.CHECKING)
            if answer.state in _AMBER and answer.since_s >= recorded.attack_from_s:
                alarms.append((shown.at_s, answer.state, f"{question.value}/{answer.reason}"))
    return Fused(
        peak,
        min((at_s for at_s, _, _ in alarms), default=None),
        min((at_s for at_s, state, _ in alarms if state is State.PAUSE_AND_VERIFY), default=None),
        tuple(dict.fromkeys(cause for _, _, cause in alarms)),
        is_answered,
        tuple(timeline),
    )


def _assessments(recorded: Recorded, rules: Rules, without: AbstractSet[str]) -> Iterator[Assessment]:
    state, interview = FusionState(started_s=0.0), InterviewId("laboratory")
    heard = [said for said in recorded.said if said.signal in rules.signals and said.signal not in without]
    for at_s, together in groupby(heard, key=lambda said: said.at_s):
        verdicts = [verdict_of(said, rules) for said in together]
        state, shown, _ = decide.advance(state, verdicts, at_s, rules, interview=interview)
        yield shown


def verdict_of(said: Said, rules: Rules) -> Verdict:
    """Return a recorded verdict as the signal gave it."""
    rule = rules.signals[said.signal]
    if said.llr is None:
        return Abstention(SignalName(said.signal), rule.question, said.at_s, said.code)
    return Observation(
        SignalName(said.signal), rule.question, rule.family, said.at_s, said.score, said.llr, said.code, said.details
    )


def _states(assessment: Assessment) -> list[tuple[State, str]]:
    return [(answer.state, answer.reason) for answer in assessment.questions.values()]
