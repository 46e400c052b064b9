"""How are states, warnings and times shown? Turns records into what templates print; decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from candor.domain.assessment import Assessment, Explanation, Warning
from candor.domain.light import LightPhase
from candor.domain.observations import Observation
from candor.domain.questions import Question, Severity, State
from candor.domain.records import RecordedWarning
from candor.domain.second_opinion import OpinionHealth, Readiness
from candor.errors import ConfigurationError
from candor.fusion.explain import explanation, load_texts
from candor.report import checks as report_checks
from candor.report.checks import CheckLine
from candor.report.second_opinion import second_opinion_hint, second_opinion_sentences
from candor.report.texts import load_report_texts
from candor.services.interviews import LiveView
from candor.services.light_checks import LightChecks
from candor.web.texts import Texts

SEVERITY_STATE = {Severity.AMBER: State.PLEASE_CHECK, Severity.RED: State.PAUSE_AND_VERIFY}


@dataclass(frozen=True, slots=True)
class StatusLine:
    """One of the four questions with its state."""

    question: Question
    title: str
    state: State
    word: str
    reason: str


def clock_time(seconds: float) -> str:
    """Return a time within an interview, such as 4:05 or 1:02:03."""
    minutes, rest = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def reason_text(code: str, t: Texts) -> str:
    """Return the words of a reason; a code of a newer version, without words here, is shown in plain letters."""
    known = load_texts(t.language).reasons
    return known.get(code) or t.known(f"reason.{code}", code.replace("_", " "))


def explained(warning: Warning, t: Texts) -> Explanation:
    """Return the card of a warning in the language of the page, else in the language it was recorded in."""
    try:
        return explanation(warning.code, warning.details, t.language)
    except ConfigurationError:
        return warning.explanation


def status_lines(assessment: Assessment | None, t: Texts) -> list[StatusLine]:
    """Return the four lines; before the first frame every question is "Can't tell yet"."""
    lines: list[StatusLine] = []
    for question in Question:
        answer = assessment.questions.get(question) if assessment else None
        state = answer.state if answer else State.CANT_TELL
        reason = reason_text(answer.reason if answer else "not_started", t)
        lines.append(StatusLine(question, t(f"question.{question}"), state, t(f"state.{state}"), reason))
    return lines


def check_lines(view: LiveView, t: Texts) -> tuple[CheckLine, ...]:
    """Return the movement checks so far, in the words of the report."""
    return report_checks.check_lines(view.checks, load_report_texts(t.language))


def opinion_lines(view: LiveView, t: Texts) -> tuple[str, ...]:
    """Return what a second opinion has said so far, the first line saying what that is worth; empty: nobody is asked.

    In the words of the report.
    """
    second, texts = view.second_opinion, load_report_texts(t.language)
    return (second_opinion_hint(second, texts), *second_opinion_sentences(second, texts)) if second else ()


def ability_lines(health: OpinionHealth, t: Texts) -> list[str]:
    """Return what a second opinion may be asked, and whether it can answer."""
    told = load_report_texts(t.language).second_opinion
    missing = ", ".join(health.asked.missing)
    return [
        f"{told[ability]}: {t('server.ready') if state is Readiness.READY else told[state].format(missing=missing)}"
        for ability, state in health.asked.readiness.items()
    ]


def unanswered_lines(health: OpinionHealth, t: Texts) -> list[str]:
    """Return why questions had no answer, each with how often, the most frequent first."""
    told = load_report_texts(t.language).second_opinion
    often = sorted(health.unanswered.items(), key=lambda item: (-item[1], item[0]))
    return [f"{told.get(f'reason_{code}', code)}: {count}" for code, count in often]


def pairing_ends_in_s(expires_at: datetime, now: datetime) -> int:
    """Return the whole seconds a pairing code is still good for."""
    return max(0, int((expires_at - now).total_seconds()))


def protection_state(view: LiveView) -> str:
    """Return the one word on top of the live page: "ended", "no_consent", "waiting", "paired", "running", or why
    protection is not running although it should: "not_connected", "no_frames", "analysis_stopped".
    """
    if view.interview.ended_at is not None:
        return "ended"
    if not view.has_consent:
        return "no_consent"
    if view.now.is_connected or view.interview.started_at is not None:
        return view.now.protection or "running"
    return "paired" if view.is_paired else "waiting"


def warning_version(held: RecordedWarning) -> str:
    """Return a short mark that changes whenever the card of a warning would look different."""
    seen = held.event, held.warning.until_s, held.warning.severity, held.warning.explanation, held.answer
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class LightLine:
    """How the newest light check stands."""

    words: str
    how: str
    """How punctual the page was; empty before the end."""
    is_over: bool
    has_code: bool


def light_line(checks: LightChecks, view: LiveView, t: Texts) -> LightLine:
    """Return what the live page says of light checks."""
    newest, said = checks.newest(view.interview.id), view.now.light
    if newest is None:
        return LightLine(t("light.live_none"), "", is_over=False, has_code=False)
    if newest.phase is LightPhase.RUNNING:
        left_s = round(checks.seconds_left(newest))
        return LightLine(t("light.live_running", seconds=left_s), "", is_over=False, has_code=False)
    if newest.phase is not LightPhase.SHOWN:
        return LightLine(reason_text(f"light_{newest.phase.value}", t), "", is_over=True, has_code=False)
    how = t("light.live_late", late=round(1000 * newest.late_s), missed=newest.missed)
    if said is None:
        return LightLine(t("light.live_judging"), how, is_over=False, has_code=True)
    code = said.code if isinstance(said, Observation) else said.reason
    return LightLine(reason_text(code, t), how, is_over=True, has_code=True)
