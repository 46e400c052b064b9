"""What does a reader of the report need to know, in plain words and in this order? A record in, a report value out.

Between store or recording (domain.records.InterviewRecord) and report/html.py, which only draws what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from candor.domain.assessment import QuestionAssessment
from candor.domain.ids import WarningId
from candor.domain.questions import Question, State
from candor.domain.records import InterviewRecord, RecordedWarning
from candor.errors import ConfigurationError
from candor.fusion.explain import explanation, reason_text
from candor.report.basis import Basis
from candor.report.checklist import ChecklistPart, checklist_part
from candor.report.checks import CheckLine, check_lines
from candor.report.escalations import Course, any_open, courses
from candor.report.flags import flag_courses
from candor.report.second_opinion import second_opinion_hint, second_opinion_sentences
from candor.report.texts import ReportTexts, clock_time, load_report_texts
from candor.report.timeline import Stretch, stretches

RISING_CONCERN: Final = (State.CANT_TELL, State.CHECKING, State.NO_CONCERN, State.PLEASE_CHECK, State.PAUSE_AND_VERIFY)
ALARMS: Final = (State.PLEASE_CHECK, State.PAUSE_AND_VERIFY)
IS_ANSWERED: Final = (State.NO_CONCERN, *ALARMS)
MOST_FOUND: Final = 6
"""Warnings named on the first page; it has to stay one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the first page."""

    question: Question
    title: str
    asked: str
    state: State
    """The most concerning state of the whole interview."""
    word: str
    reason: str
    """Why, in one sentence; the reason of that state."""
    at_end: str
    """The state at the end, in a word, where that is another one; else empty."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one signal could judge."""

    name: str
    observations: int
    abstentions: int
    reasons: tuple[str, ...]
    """Why not, the most frequent first, in sentences."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be drawn."""

    record: InterviewRecord
    texts: ReportTexts
    made_at: datetime
    overall: State
    headline: str
    lines: tuple[Line, ...]
    found: tuple[str, ...]
    not_checked: tuple[str, ...]
    next_steps: tuple[str, ...]
    warnings: tuple[RecordedWarning, ...]
    """With explanations in the language of the report."""
    escalations: Mapping[WarningId, Course]
    """What became of escalated warnings."""
    flags: Mapping[WarningId, Course]
    """What people made of each warning afterwards."""
    checks: tuple[CheckLine, ...]
    checklist: ChecklistPart | None
    """None where none was begun."""
    tallies: tuple[Tally, ...]
    notices: tuple[str, ...]
    second_opinion: tuple[str, ...]
    """What another library said, in sentences, the first saying what that is worth; empty where it was not asked."""
    basis: Basis | None = None
    """None: thresholds and error rates are not told."""


def make_report(record: InterviewRecord, made_at: datetime, language: str = "en", basis: Basis | None = None) -> Report:
    """Write the report of an interview.

    Args:
        record: of a live interview or of a recording.
        made_at: when, for the foot of the page.
        language: "en" or "id"; anything else reads English.
        basis: thresholds and measured error rates of this installation, told at the end of the report.
    """
    texts = load_report_texts(language)
    lines = tuple(_line(question, record, texts) for question in Question)
    overall = _overall(lines)
    warnings = tuple(_in_language(held, language) for held in record.warnings)
    checklist = checklist_part(record.checklist, texts)
    return Report(
        record=record,
        texts=texts,
        made_at=made_at,
        overall=overall,
        headline=texts.headlines[_headline(overall, lines)],
        lines=lines,
        found=_found(lines, warnings, texts),
        not_checked=_not_checked(lines),
        next_steps=_next_steps(record, lines, checklist, texts),
        warnings=warnings,
        escalations=courses(record.escalations, texts),
        flags=flag_courses(record, texts),
        checks=check_lines(record.checks, texts),
        checklist=checklist,
        tallies=_tallies(record, texts),
        notices=tuple(texts.notices.get(code, code) for code in dict.fromkeys(record.notices)),
        second_opinion=_second_opinion(record, texts),
        basis=basis,
    )


def reason_sentence(code: str, language: str) -> str:
    """Return the sentence of a reason; the bare code where an older record holds one that is not known any more."""
    try:
        return reason_text(code, language)
    except ConfigurationError:
        return code


def _line(question: Question, record: InterviewRecord, texts: ReportTexts) -> Line:
    answers = [a.questions[question] for a in record.timeline if question in a.questions]
    worst = _worst(answers)
    state = worst.state if worst else State.CANT_TELL
    last = answers[-1].state if answers else state
    return Line(
        question=question,
        title=texts.questions[question.value],
        asked=texts.asked[question.value],
        state=state,
        word=texts.states[state.value],
        reason=reason_sentence(worst.reason if worst else "too_short", texts.language),
        at_end=texts.states[last.value] if last is not state else "",
        stretches=stretches(record.timeline, question, record.duration_s),
    )


def _worst(answers: Sequence[QuestionAssessment]) -> QuestionAssessment | None:
    """Return the most concerning answer; of equal ones the last, whose reason is the fullest."""
    return max(answers, key=lambda a: (RISING_CONCERN.index(a.state), a.since_s), default=None)


def _overall(lines: Sequence[Line]) -> State:
    """Return the state of the headline: the most concerning alarm, else whether anything could be answered."""
    worst = max((line.state for line in lines), key=RISING_CONCERN.index)
    return State.CANT_TELL if worst is State.CHECKING else worst


def _headline(overall: State, lines: Sequence[Line]) -> str:
    is_partial = overall is State.NO_CONCERN and any(line.state not in IS_ANSWERED for line in lines)
    return "no_concern_partly" if is_partial else overall.value


def _found(lines: Sequence[Line], warnings: Sequence[RecordedWarning], texts: ReportTexts) -> tuple[str, ...]:
    calm = [f"{line.title}: {line.reason}" for line in lines if line.state is State.NO_CONCERN]
    raised = [f"{clock_time(h.warning.at_s)}: {h.warning.explanation.title}." for h in warnings[:MOST_FOUND]]
    left = len(warnings) - len(raised)
    more = [texts.words["more_found"].format(n=left)] if left else []
    return (*raised, *more, *calm)


def _not_checked(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(f"{line.title}: {line.reason}" for line in lines if line.state not in IS_ANSWERED)


def _next_steps(
    record: InterviewRecord, lines: Sequence[Line], checklist: ChecklistPart | None, texts: ReportTexts
) -> tuple[str, ...]:
    state = {line.question: line.state for line in lines}
    steps = ["open_escalations"] if any_open(record.escalations) else []
    steps += ["open_warnings"] if any(held.answer is None for held in record.warnings) else []
    if record.reference == "none":
        steps.append("no_reference")
    elif state[Question.IDENTITY] not in IS_ANSWERED:
        steps.append("identity_unsure")
    if state[Question.GENUINE] not in IS_ANSWERED:
        steps.append("genuine_not_checked")
    if checklist is not None and checklist.has_open_verifications:
        steps.append("verify_afterwards")
    return tuple(texts.steps[step] for step in (*steps, "person"))


def _in_language(held: RecordedWarning, language: str) -> RecordedWarning:
    """Return the warning with the words of the report's language; its own words where those are not known any more."""
    try:
        told = explanation(held.warning.code, held.warning.details, language)
    except ConfigurationError:
        return held
    return RecordedWarning(held.event, replace(held.warning, explanation=told), held.answer)


def _second_opinion(record: InterviewRecord, texts: ReportTexts) -> tuple[str, ...]:
    second = record.second_opinion
    return (second_opinion_hint(second, texts), *second_opinion_sentences(second, texts)) if second else ()


def _tallies(record: InterviewRecord, texts: ReportTexts) -> tuple[Tally, ...]:
    return tuple(
        Tally(
            name=texts.signals.get(name, name),
            observations=tally.observations,
            abstentions=sum(tally.abstentions.values()),
            reasons=tuple(reason_sentence(code, texts.language) for code in _frequent(tally.abstentions)),
        )
        for name, tally in record.signals.items()
    )


def _frequent(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda code: (-counts[code], code))
