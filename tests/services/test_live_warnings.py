"""Warnings of a live interview by themselves; test_live_call.py plays them with frames and a client that comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from candor.domain.assessment import Explanation, Warning
from candor.domain.ids import WarningId
from candor.domain.questions import Question, Severity
from candor.services.live_client import LiveClient
from candor.services.live_values import LiveRules, Times
from candor.services.live_warnings import LiveWarnings
from candor.wire.messages import Answer, AnswerKind, WarningMessage
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer

EXTRA_FACE = Warning(
    WarningId("w-1"),
    ONE,
    Question.CONTINUITY,
    Severity.AMBER,
    "extra_face",
    12.5,
    None,
    2.5,
    {},
    Explanation("t", "d", ("h",), "n", "s"),
    b"jpeg",
)


@pytest.fixture
def records() -> FakeInterviewRecords:
    records = FakeInterviewRecords()
    records.add()
    return records


def held(records: FakeInterviewRecords) -> tuple[LiveWarnings, FakePeer]:
    times = Times(lambda: 0.0, lambda: datetime(2030, 1, 1, tzinfo=UTC), LiveRules())
    client, peer = LiveClient(ONE, records, times), FakePeer()
    client.peer = peer
    return LiveWarnings(ONE, records, times, client), peer


def test_the_same_warning_again_says_nothing_new(records: FakeInterviewRecords) -> None:
    warnings, peer = held(records)
    warnings.raised(EXTRA_FACE)
    warnings.raised(replace(EXTRA_FACE, evidence_jpeg=None))
    assert [told.event for told in peer.told(WarningMessage)] == [1]


def test_a_new_server_knows_answers_and_numbers(records: FakeInterviewRecords) -> None:
    first, _ = held(records)
    first.raised(EXTRA_FACE)
    first.answer(Answer(warning="w-1", kind=AnswerKind.LATER))
    second, peer = held(records)
    second.welcome(1)
    second.raised(replace(EXTRA_FACE, until_s=20.0))
    assert [(told.event, told.answer) for told in peer.told(WarningMessage)] == [
        (2, AnswerKind.LATER),
        (3, AnswerKind.LATER),
    ]
    assert [recorded.event for recorded in second.all()] == [3]
