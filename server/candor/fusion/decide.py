"""What is shown now, and what is worth a warning? The one step of fusion: verdicts in, states and warnings out.

    verdicts ─▶ evidence.fold ─▶ combine.question_state ─▶ warnings.update_cases ─▶ explain
               (CUSUM, hold)     (caps, five states)       (one per cause)          (five-part text)

Pure: the same verdicts at the same times give the same warnings with the same ids, so a restored checkpoint goes on
without doubling anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from candor.domain.assessment import Assessment, QuestionAssessment, Warning
from candor.domain.ids import InterviewId
from candor.domain.observations import Verdict
from candor.domain.questions import Question
from candor.fusion.combine import question_state
from candor.fusion.evidence import fold
from candor.fusion.rules import Rules
from candor.fusion.state import FusionState, QuestionState
from candor.fusion.warnings import as_warning, update_cases


def advance(
    state: FusionState,
    verdicts: Sequence[Verdict],
    now_s: float,
    rules: Rules,
    *,
    interview: InterviewId,
    language: str = "en",
) -> tuple[FusionState, Assessment, tuple[Warning, ...]]:
    """Take new verdicts in and return the new state, what is shown, and the warnings raised or updated.

    Args:
        state: what the last call returned; `FusionState()` at the start.
        verdicts: of the signals that ran on this frame; may be empty.
        now_s: captured_at_s of this frame.
        rules: as `load_rules` gives them.
        interview: goes into the warnings' ids.
        language: of the explanations, "en" or "id"; anything else reads English.
    """
    started_s = now_s if state.started_s is None else state.started_s
    folded = replace(state, started_s=started_s, evidence=fold(state.evidence, verdicts, rules))
    questions: dict[Question, QuestionState] = {}
    shown: dict[Question, QuestionAssessment] = {}
    for question in Question:
        entry, llr = question_state(question, folded, now_s, rules)
        questions[question] = entry
        shown[question] = QuestionAssessment(question, entry.state, llr, entry.reason, entry.since_s)
    judged = replace(folded, questions=questions)
    cases, told = update_cases(judged, now_s, rules)
    warnings = tuple(as_warning(case, interview, language) for case in told)
    return replace(judged, cases=cases), Assessment(now_s, shown), warnings
