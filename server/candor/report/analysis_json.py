"""What does `candor analyze --json` write? The document "candor.analysis/1", described in docs/analysis-json.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from candor.domain.assessment import QuestionAssessment, Warning
from candor.domain.checks import CheckStatus
from candor.domain.observations import Abstention, Verdict
from candor.domain.second_opinion import Opinion, SecondOpinion
from candor.pipeline.replay import Outcome

SCHEMA: Final = "candor.analysis/1"

Json = Mapping[str, object]


def analysis_document(
    outcome: Outcome,
    *,
    file: str,
    versions: Mapping[str, str],
    notices: Sequence[str] = (),
    checks: Sequence[CheckStatus] = (),
    second_opinion: SecondOpinion | None = None,
) -> Json:
    """Return the outcome of a recording as plain values, ready for `json.dumps`.

    Args:
        outcome: of pipeline/replay.py.
        file: name of the recording, without its folder.
        versions: of program, models and calibrations.
        notices: what was not in order with the recording.
        checks: movement checks; one that still ran at its end is "running".
        second_opinion: None where it was not asked for: then the document has no such field.
    """
    return {
        "schema": SCHEMA,
        "file": file,
        "duration_s": round(outcome.duration_s, 3),
        "frames_analyzed": outcome.frames,
        "questions": {
            question.value: _question(answer, outcome.worst[question])
            for question, answer in outcome.final.questions.items()
        },
        "warnings": [_warning(warning) for warning in outcome.warnings],
        "checks": [_check(status) for status in checks],
        "signals": [_signal(verdict) for verdict in outcome.verdicts],
        "timing": timing(outcome),
        "notices": list(notices),
        "versions": dict(versions),
        **({"second_opinion": second_opinion_document(second_opinion)} if second_opinion else {}),
    }


def second_opinion_document(second: SecondOpinion) -> Json:
    """Return what the second library said, as plain values."""
    return {
        "engine": second.engine,
        "models": dict(second.models),
        "missing": list(second.missing),
        "abilities": {
            ability.value: {
                "state": state.value,
                "opinions": [_opinion(opinion) for opinion in second.opinions if opinion.ability is ability],
            }
            for ability, state in second.readiness.items()
        },
    }


def timing(outcome: Outcome) -> Json:
    """Return wall clock, frames per second of it, and percentiles of the analysis of one frame."""
    p50_ms, p95_ms = np.percentile(outcome.took_ms, (50, 95))
    return {
        "wall_s": round(outcome.wall_s, 3),
        "frames_per_s": round(outcome.frames / outcome.wall_s, 2) if outcome.wall_s > 0 else None,
        "p50_ms": round(float(p50_ms), 3),
        "p95_ms": round(float(p95_ms), 3),
    }


def _question(final: QuestionAssessment, worst: QuestionAssessment) -> Json:
    return {
        "state": final.state.value,
        "llr": round(final.llr, 3),
        "reason": final.reason,
        "since_s": round(final.since_s, 3),
        "worst_state": worst.state.value,
        "worst_reason": worst.reason,
        "worst_at_s": round(worst.since_s, 3),
    }


def _warning(warning: Warning) -> Json:
    return {
        "at_s": round(warning.at_s, 3),
        "until_s": None if warning.until_s is None else round(warning.until_s, 3),
        "question": warning.question.value,
        "severity": warning.severity.value,
        "code": warning.code,
        "title": warning.explanation.title,
        "detail": warning.explanation.detail,
        "harmless": list(warning.explanation.harmless),
        "next_step": warning.explanation.next_step,
        "llr": round(warning.llr, 3),
    }


def _opinion(opinion: Opinion) -> Json:
    return {
        "at_s": round(opinion.at_s, 3),
        "occasion": opinion.occasion,
        "says": opinion.says.value,
        "score": None if opinion.score is None else round(opinion.score, 4),
        "reason": opinion.reason,
    }


def _check(status: CheckStatus) -> Json:
    return {
        "kind": status.check.kind.value,
        "side": status.check.side.value,
        "digits": status.check.digits,
        "at_s": round(status.started_at_s, 3),
        "until_s": None if status.ended_at_s is None else round(status.ended_at_s, 3),
        "result": status.phase.value,
        "details": dict(status.details),
    }


def _signal(verdict: Verdict) -> Json:
    entry: dict[str, object] = {"name": verdict.signal, "at_s": round(verdict.at_s, 3)}
    if isinstance(verdict, Abstention):
        return entry | {"abstained": verdict.reason}
    return entry | {"llr": round(verdict.llr, 3), "score": round(verdict.score, 4), "code": verdict.code}
