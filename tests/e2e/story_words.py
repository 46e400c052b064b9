"""What the server says in the panel's stories, in both languages, as JSON: its texts, by the code that sends them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import msgspec

from candor.challenges.wording import outcome_text, words_of
from candor.checklists.template_file import load_shipped
from candor.domain.assessment import Assessment, QuestionAssessment, Warning
from candor.domain.checklist import ChecklistAnswer, ItemId, Mark, RecordedChecklist
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.ids import InterviewId, WarningId
from candor.domain.questions import Question, Severity, State
from candor.domain.records import InterviewRecord, RecordedCheck, RecordedWarning, WarningAnswer
from candor.fusion.explain import explanation, load_texts
from candor.services.checklist_messages import checklist_message
from candor.services.live_messages import notice_message
from candor.services.summary import summary_of
from candor.wire.messages import NoticeCode

NOON = datetime(2026, 1, 15, 14, 5, tzinfo=UTC)
TURN = Check(CheckId("check-1"), CheckKind.TURN_HEAD, Side.LEFT)
DIGITS = Check(CheckId("check-2"), CheckKind.SAY_DIGITS, digits="4071")
CHECKS = {"turn_head": TURN, "look_up": Check(CheckId("check-3"), CheckKind.LOOK_UP), "say_digits": DIGITS}
DETAILS: dict[str, dict[str, float | int | str]] = {
    "id_mismatch": {"seconds": 45, "faces": 30},
    "extra_face": {"faces": 2, "seconds": 20, "size_percent": 60},
    "face_hidden": {"seconds": 12},
    "video_repeats": {"matched_s": 4.0, "lag_s": 30.0, "last_at_s": 1580.0},
    "lips_do_not_match_voice": {"seconds": 30, "correlation_percent": 12},
}
CALM = {"identity": "matches_id_photo", "live_person": "moves_and_does_not_repeat", "genuine": "answers_as_a_face_does"}


def said(language: str) -> dict[str, Any]:
    """Return everything in one language."""
    template = load_shipped()
    return {
        "reasons": load_texts(language).reasons,
        "cards": {code: explanation(code, details, language) for code, details in DETAILS.items()},
        "checks": {name: words_of(check, language) for name, check in CHECKS.items()},
        "outcomes": {
            "seen": outcome_text(ended(TURN, CheckPhase.DONE), language),
            "not_seen": outcome_text(ended(TURN, CheckPhase.NOT_SEEN), language),
            "cant_tell": outcome_text(ended(TURN, CheckPhase.CANT_TELL), language),
            "heard": outcome_text(ended(DIGITS, CheckPhase.DONE), language),
        },
        "notices": {code: notice_message(code, 0, language).text for code in NoticeCode},
        "checklist": checklist_message(RecordedChecklist(template, {}), [], language),
        "summary": summary_of(record(State.PLEASE_CHECK), NOON, language),
        "calm": summary_of(record(State.NO_CONCERN), NOON, language),
    }


def ended(check: Check, phase: CheckPhase, at_s: float = 300.0) -> CheckStatus:
    """Return a check that is over."""
    seen = {"seconds": 2.1, "degrees": 41} if check is TURN else {}
    return CheckStatus(check, phase, at_s, at_s + 2.1, seen)


def record(state: State) -> InterviewRecord:
    """Return an interview that went well, or one in which a second face was in view and the picture was too dark."""
    is_calm = state is State.NO_CONCERN
    reasons = {**CALM, "continuity": "same_person_so_far"} if is_calm else {**CALM, "continuity": "extra_face"}
    answers = {
        Question(name): QuestionAssessment(Question(name), State.NO_CONCERN, 0.0, code, 60.0)
        for name, code in reasons.items()
    }
    if not is_calm:
        answers[Question.CONTINUITY] = QuestionAssessment(Question.CONTINUITY, state, 3.0, "extra_face", 1427.0)
        answers[Question.GENUINE] = QuestionAssessment(Question.GENUINE, State.CANT_TELL, 0.0, "too_dark", 60.0)
    template = load_shipped()
    raised = [warned("extra_face", 1427.0, "explained"), warned("lips_do_not_match_voice", 1560.0)]
    asked = [item.id for item in template.items if item.is_counted][:12]
    return InterviewRecord(
        interview=InterviewId("i-1"),
        candidate="Dewi Lestari Kusumawardhani",
        title="Engineer, round 2",
        started_at=NOON,
        ended_at=NOON,
        duration_s=1627.0,
        frames_analyzed=12_000,
        frames_dropped=0,
        reference="id_photo",
        timeline=[Assessment(60.0, answers)],
        warnings=[] if is_calm else raised,
        signals={},
        versions={},
        checks=[] if is_calm else [
            RecordedCheck(1, ended(TURN, CheckPhase.DONE), is_chosen=False),
            RecordedCheck(2, ended(CHECKS["look_up"], CheckPhase.SKIPPED, 900.0), is_chosen=False),
        ],
        checklist=None if is_calm else RecordedChecklist(template, {item: noted(item) for item in asked}),
    )  # fmt: skip


def warned(code: str, at_s: float, answer: str | None = None) -> RecordedWarning:
    """Return a warning on record."""
    told, where = explanation(code, DETAILS[code], "en"), InterviewId("i-1")
    warning = Warning(
        WarningId(code), where, Question.CONTINUITY, Severity.AMBER, code, at_s, None, 3.0, DETAILS[code], told, None
    )
    return RecordedWarning(1, warning, None if answer is None else WarningAnswer(answer, "", "Rani", NOON))


def noted(item: ItemId) -> ChecklistAnswer:
    """Return the answer to an item."""
    return ChecklistAnswer(item, "c", Mark.ASKED, 60.0, "Rani", NOON)


if __name__ == "__main__":
    words = {language: msgspec.to_builtins(said(language)) for language in ("en", "id")}
    sys.stdout.write(json.dumps(words))
