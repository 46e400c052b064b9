"""Escalations in a live interview: the client is told whom to speak to, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.escalation import CloseReason, EscalationContact
from candor.wire.messages import Answer, AnswerKind, EscalationsMessage
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer, House

DIAN = EscalationContact("Dian", {"en": "ext. 12", "id": "pesawat 12"}, 10, {"en": "Go on.", "id": "Lanjutkan."})


@pytest.fixture
def house() -> House:
    records = FakeInterviewRecords()
    records.add()
    records.contact = DIAN
    return House(records)


def escalated(house: House) -> FakePeer:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    house.live.answer(ONE, Answer(warning=f"{ONE}.extra_face.1", kind=AnswerKind.ESCALATE, note="look"))
    return peer


def told(peer: FakePeer) -> EscalationsMessage:
    return peer.told(EscalationsMessage)[-1]


def test_a_client_knows_whom_to_tell_before_anything_is_escalated(house: House) -> None:
    message = told(house.connect(language="id"))
    assert message.contact is not None
    assert (message.contact.name, message.contact.reach, message.contact.within_min) == ("Dian", "pesawat 12", 10)
    assert message.held == []


def test_where_the_house_has_named_nobody_the_client_is_told_so(house: House) -> None:
    house.records.contact = None
    assert told(house.connect()).contact is None


def test_an_escalation_is_told_as_open_once_it_is_on_record(house: House) -> None:
    peer = escalated(house)
    (held,) = told(peer).held
    assert (held.warning, held.phase.value, held.by) == (f"{ONE}.extra_face.1", "open", "")
    assert house.records.escalations(ONE)[0].opened_by == "Ina"


def test_an_answer_of_another_kind_tells_nothing_of_escalations(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    house.live.answer(ONE, Answer(warning=f"{ONE}.extra_face.1", kind=AnswerKind.NOTE))
    assert len(peer.told(EscalationsMessage)) == 1


def test_the_client_is_told_who_has_taken_it_and_why_it_was_closed(house: House) -> None:
    peer = escalated(house)
    kept = house.records.interviews[ONE].escalations
    kept[0] = replace(kept[0], taken_at=house.now(), taken_by="Rita")
    house.live.escalation_changed(ONE)
    assert [(held.phase.value, held.by) for held in told(peer).held] == [("taken", "Rita")]
    kept[0] = replace(kept[0], closed_at=house.now(), closed_by="Rita", reason=CloseReason.CHECKED, words="seen")
    house.live.escalation_changed(ONE)
    (held,) = told(peer).held
    assert (held.phase.value, held.by, held.reason, held.words) == ("closed", "Rita", CloseReason.CHECKED, "seen")


def test_a_client_that_comes_anew_is_told_again(house: House) -> None:
    escalated(house)
    assert len(told(house.connect()).held) == 1


def test_an_interview_that_nobody_streams_or_that_is_over_needs_no_word(house: House) -> None:
    house.live.escalation_changed(ONE)
    peer = escalated(house)
    house.live.end(ONE)
    before = len(peer.messages)
    house.live.escalation_changed(ONE)
    assert len(peer.messages) == before
