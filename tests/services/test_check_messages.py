"""Checks as wire messages."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.records import RecordedCheck
from candor.services.check_messages import check_message
from candor.wire.codec import decode_server_message, encode
from candor.wire.messages import CheckMessage

TURN = CheckStatus(Check(CheckId("check-2"), CheckKind.TURN_HEAD, Side.LEFT), CheckPhase.RUNNING, 12.0)


def told(status: CheckStatus = TURN, language: str = "en", **change: object) -> CheckMessage:
    held = replace(RecordedCheck(2, status, is_chosen=False), **change)  # type: ignore[arg-type]
    return check_message(held, language=language, deadline_s=15.0, left_s=9.5, cannot={CheckKind.LEAN_IN})


def test_a_running_check_says_what_to_say_and_how_long_it_may_take() -> None:
    message = told()
    assert (message.id, message.at_s, message.until_s, message.deadline_s, message.left_s) == (
        "check-2",
        12.0,
        None,
        15.0,
        9.5,
    )
    assert (message.result, message.digits, message.evidence_jpeg_base64) == ("", None, None)
    assert "left of the picture" in message.title
    assert "right" in message.say, "the candidate's own side is the other one"


@pytest.mark.parametrize("phase", [phase for phase in CheckPhase if phase is not CheckPhase.RUNNING])
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_end_has_its_words_and_no_time_left(phase: CheckPhase, language: str) -> None:
    message = told(TURN.ended(phase, 14.0), language)
    assert message.result
    assert message.left_s == 0.0
    assert decode_server_message(encode(message)) == message


def test_what_the_person_cannot_do_is_not_offered_instead() -> None:
    assert CheckKind.LEAN_IN not in told().alternatives
    assert told().alternatives


def test_the_strip_the_digits_and_the_interviewers_word_travel_with_it() -> None:
    asked = Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")
    status = CheckStatus(asked, CheckPhase.DONE, -0.5, 3.0, {}, b"\xff\xd8")
    message = told(status, confirmed=True)
    assert base64.b64decode(message.evidence_jpeg_base64 or "") == b"\xff\xd8"
    assert (message.digits, message.confirmed, message.at_s) == ("4071", True, 0.0)
