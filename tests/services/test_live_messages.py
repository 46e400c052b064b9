"""Domain values as wire messages."""

from __future__ import annotations

import base64
import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from candor.domain.assessment import Assessment, QuestionAssessment
from candor.domain.ids import InterviewId
from candor.domain.questions import Question, State
from candor.domain.records import RecordedWarning, WarningAnswer
from candor.domain.sound import SoundHeard
from candor.services.live_messages import notice_message, state_message, warning_message
from candor.wire.codec import decode_server_message, encode
from candor.wire.messages import AnswerKind, NoticeCode
from fake_sessions import a_warning, assessment

ONE = InterviewId("interview-1")


def test_every_notice_has_a_text_in_both_languages() -> None:
    for code in NoticeCode:
        english, indonesian, other = (notice_message(code, 7, language) for language in ("en-GB", "id", "xx"))
        assert english.text == other.text != indonesian.text
        assert english.event == 7


def test_states_stand_in_the_order_of_the_questions_with_a_sentence_each() -> None:
    mixed = assessment(1.0, "no_concern")
    turned = Assessment(1.0, dict(reversed(list(mixed.questions.items()))))
    told = state_message(turned, event=3, language="en", faces=1, fps=7.94, dropped=2, sound=SoundHeard.SPEECH)
    assert [line.question for line in told.questions] == list(Question)
    assert told.questions[0].text != told.questions[0].reason == "matches_id_photo"
    assert (told.event, told.faces, told.fps, told.dropped) == (3, 1, 7.9, 2)
    assert told.sound is SoundHeard.SPEECH


def test_a_reason_without_a_sentence_is_told_by_its_code() -> None:
    line = QuestionAssessment(Question.IDENTITY, State.CHECKING, 0.0, "from_a_newer_version", 0.0)
    told = state_message(
        Assessment(0.0, {Question.IDENTITY: line}),
        event=0,
        language="en",
        faces=0,
        fps=0.0,
        dropped=0,
        sound=SoundHeard.NONE,
    )
    assert told.questions[0].text == "from_a_newer_version"


@pytest.mark.parametrize("fps", [math.nan, math.inf])
def test_a_rate_that_is_no_number_is_told_as_zero(fps: float) -> None:
    told = state_message(assessment(-0.5), event=0, language="en", faces=0, fps=fps, dropped=0, sound=SoundHeard.NONE)
    assert (told.fps, told.at_s) == (0.0, 0.0)
    assert decode_server_message(encode(told)) == told


def test_a_warning_carries_its_five_parts_evidence_and_answer() -> None:
    warning = a_warning(ONE, "extra_face", 12.5)
    answer = WarningAnswer("note", "a child", "Ina", datetime(2030, 1, 1, tzinfo=UTC))
    told = warning_message(RecordedWarning(4, warning, answer))
    assert (told.event, told.id, told.code, told.at_s) == (4, warning.id, "extra_face", 12.5)
    assert (told.title, told.harmless, told.next_step, told.say) == ("Title", ["Old photo."], "Ask.", "Could you?")
    assert base64.b64decode(told.evidence_jpeg_base64 or "") == warning.evidence_jpeg
    assert told.answer is AnswerKind.NOTE
    assert decode_server_message(encode(told)) == told


def test_a_warning_without_evidence_and_answer_says_so() -> None:
    warning = replace(a_warning(ONE, "extra_face"), evidence_jpeg=None, at_s=-1.0)
    told = warning_message(RecordedWarning(1, warning))
    assert (told.evidence_jpeg_base64, told.answer, told.at_s) == (None, None, 0.0)
