"""When was each question in which state? Stretches of time for the report's drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from candor.domain.assessment import Assessment
from candor.domain.questions import Question, State


@dataclass(frozen=True, slots=True)
class Stretch:
    """A question was in one state, for one reason, from `start_s` to `end_s`."""

    state: State
    reason: str
    start_s: float
    end_s: float


def stretches(timeline: Sequence[Assessment], question: Question, end_s: float) -> tuple[Stretch, ...]:
    """Return the states of a question, without gaps, from the first assessment to `end_s`.

    Args:
        timeline: assessments, oldest first; the state of one holds until the next.
        question: whose states.
        end_s: end of the interview, captured_at_s.

    Returns:
        Stretches of different state or reason; empty when the question was never assessed.
    """
    drawn: list[Stretch] = []
    for index, assessment in enumerate(timeline):
        answer = assessment.questions.get(question)
        if answer is None:
            continue
        until_s = timeline[index + 1].at_s if index + 1 < len(timeline) else max(end_s, assessment.at_s)
        last = drawn[-1] if drawn else None
        if last is not None and (last.state, last.reason) == (answer.state, answer.reason):
            drawn[-1] = Stretch(last.state, last.reason, last.start_s, until_s)
        else:
            drawn.append(Stretch(answer.state, answer.reason, assessment.at_s, until_s))
    return tuple(drawn)


def merged(drawn: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches with neighbours of one state joined, whatever their reasons; the last reason is kept."""
    joined: list[Stretch] = []
    for stretch in drawn:
        if joined and joined[-1].state is stretch.state:
            joined[-1] = Stretch(stretch.state, stretch.reason, joined[-1].start_s, stretch.end_s)
        else:
            joined.append(stretch)
    return tuple(joined)
