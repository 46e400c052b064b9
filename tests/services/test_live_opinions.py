"""Live interviews ask for a second opinion: what is handed over, written down, refused, and never lost on anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

import fake_sessions
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, StepResult
from candor.domain.second_opinion import Ability, Readiness, Says, SecondOpinion, ServiceState
from candor.errors import DecodeError
from candor.report.html import render_page
from candor.report.summary import make_report
from candor.services.live_opinions import LiveOpinions
from candor.wire.messages import NoticeCode, StateMessage, WarningMessage
from fakes import FakeInterviewRecords
from live_house import ONE, House
from second_opinion.test_counsel import FakeWitness, counsel_of
from store_builders import build_template

BOTH = {Ability.LIVENESS: Readiness.READY, Ability.SAME_PERSON: Readiness.READY}
ASKED = SecondOpinion("deepface 1", BOTH, (), {"yunet": "8f23"})
PHOTO = np.full((40, 40, 3), 90, np.uint8)


class DeskAtOnce:
    """Does what is offered before it returns, or later, or not at all."""

    def __init__(self, witness: FakeWitness | None = None, *, is_held: bool = False, is_full: bool = False) -> None:
        self.counsel = counsel_of(witness) if witness else None
        self.is_held, self.is_full = is_held, is_full
        self.waiting: list = []
        self.is_stopped = self.is_awake = False

    def offer(self, work) -> bool:
        if self.is_full:
            return False
        self.waiting.append(work)
        if not self.is_held:
            self.release()
        return True

    def release(self) -> None:
        waiting, self.waiting = self.waiting, []
        for work in waiting:
            work(self.counsel)

    def stop(self) -> None:
        self.is_stopped = True


def open_photo(photo: bytes) -> np.ndarray:
    if photo != b"photo":
        raise DecodeError("unreadable", "Send another one.")
    return PHOTO


def records_of(*, has_photo: bool = True, consented: bool = True) -> FakeInterviewRecords:
    records = FakeInterviewRecords()
    records.add(reference=build_template() if has_photo else None, consented=consented)
    records.interviews[ONE].photo = b"photo" if has_photo else None
    return records


def opinions_of(
    records: FakeInterviewRecords, desk: DeskAtOnce, asked: SecondOpinion = ASKED, *, is_on: bool = True
) -> LiveOpinions:
    return LiveOpinions(records, desk, asked, open_photo, is_on=is_on)


def result(*, is_key: bool = True, interview: InterviewId = ONE) -> StepResult:
    made = fake_sessions.make_sessions().open(Brief(interview, None, consented=True), None)
    seen = made.advance(EncodedFrame(1, 4.5, 4.5, b"key" if is_key else b"look"), 0)
    assert isinstance(seen, StepResult)
    return seen


def said(records: FakeInterviewRecords) -> list:
    second = records.second_opinion(ONE)
    return [(o.ability, o.at_s, o.says, o.reason) for o in second.opinions] if second else []


def test_an_interview_gets_an_opinion_and_its_report_shows_it() -> None:
    records, witness = records_of(), FakeWitness()
    house = House(records, opinions=opinions_of(records, DeskAtOnce(witness)))
    peer = house.connect()
    house.frame(peer)
    house.frame(peer, "key")
    house.live.end(ONE)

    report = make_report(records.record(ONE), datetime(2030, 1, 1, tzinfo=UTC))

    assert [ability for ability, *_ in said(records)] == [Ability.LIVENESS, Ability.SAME_PERSON]
    assert report.second_opinion[1:] == (
        "Print or screen in front of the camera: 1 of 1 pictures look live.",
        "Face against ID photo: 1 of 1 pictures are close to the ID photo.",
    )
    assert "Second opinion" in render_page(report)


def test_what_it_says_changes_no_state_and_tells_the_client_nothing() -> None:
    told = []
    for witness in (FakeWitness(), FakeWitness(is_live=False, distance=0.9)):
        records = records_of()
        house = House(records, opinions=opinions_of(records, DeskAtOnce(witness)))
        peer = house.connect()
        house.frame(peer, "key")
        assert peer.told(WarningMessage) == []
        told.append([(type(message), getattr(message, "questions", None)) for message in peer.messages])

    assert told[0] == told[1]
    assert StateMessage in [kind for kind, _ in told[0]]
    assert not {code for code in NoticeCode if "opinion" in code}


def test_an_interview_without_a_good_picture_says_so() -> None:
    records = records_of()
    opinions_of(records, DeskAtOnce(FakeWitness())).result(result(is_key=False))

    assert records.second_opinion(ONE) == ASKED


def test_no_interview_waits_for_it() -> None:
    records, desk = records_of(), DeskAtOnce(FakeWitness(), is_held=True)
    house = House(records, opinions=opinions_of(records, desk))
    peer = house.connect()
    house.frame(peer, "key")
    house.frame(peer)
    assert (peer.settled[-1], said(records)) == (1, [])

    desk.release()

    assert len(said(records)) == 2


def test_an_answer_that_comes_after_the_end_is_in_the_report_all_the_same() -> None:
    records, desk = records_of(), DeskAtOnce(FakeWitness(), is_held=True)
    house = House(records, opinions=opinions_of(records, desk))
    house.frame(house.connect(), "key")
    house.live.end(ONE)
    desk.release()

    assert len(said(records)) == 2


def test_a_withdrawal_while_a_picture_waits_means_that_nobody_looks_at_it() -> None:
    records, witness = records_of(), FakeWitness()
    desk = DeskAtOnce(witness, is_held=True)
    opinions_of(records, desk).result(result())
    records.interviews[ONE].consented = False
    desk.release()

    assert (witness.pictures, said(records)) == ([], [])


def test_an_erasure_while_a_picture_waits_is_no_trouble() -> None:
    records, witness = records_of(), FakeWitness()
    desk = DeskAtOnce(witness, is_held=True)
    opinions_of(records, desk).result(result())
    del records.interviews[ONE]
    desk.release()

    assert witness.pictures == []


def test_without_an_id_photo_only_liveness_is_asked() -> None:
    records = records_of(has_photo=False)
    opinions_of(records, DeskAtOnce(FakeWitness())).result(result())

    assert [ability for ability, *_ in said(records)] == [Ability.LIVENESS]


def test_a_photo_that_cannot_be_read_any_more_is_none() -> None:
    records = records_of()
    records.interviews[ONE].photo = b"damaged"
    opinions_of(records, DeskAtOnce(FakeWitness())).result(result())

    assert [ability for ability, *_ in said(records)] == [Ability.LIVENESS]


def test_where_too_many_wait_the_picture_is_not_looked_at_and_the_report_says_why() -> None:
    records = records_of()
    opinions = opinions_of(records, DeskAtOnce(is_full=True))
    opinions.result(result())

    assert {(says, reason) for _, _, says, reason in said(records)} == {(Says.CANT_TELL, "busy")}
    assert opinions.health().unanswered == {"busy": 2}


def test_where_nobody_can_be_asked_after_all_the_report_says_so() -> None:
    records = records_of()
    opinions_of(records, DeskAtOnce()).result(result())

    assert {(says, reason) for _, _, says, reason in said(records)} == {(Says.CANT_TELL, "failed")}


def test_what_is_switched_off_or_not_there_is_not_asked_and_not_in_the_report() -> None:
    for state, is_on, expected in (
        (Readiness.READY, False, ServiceState.OFF),
        (Readiness.NOT_INSTALLED, True, ServiceState.NOT_INSTALLED),
        (Readiness.NO_WEIGHTS, True, ServiceState.NO_WEIGHTS),
    ):
        records, desk = records_of(), DeskAtOnce(FakeWitness())
        opinions = opinions_of(records, desk, replace(ASKED, readiness=dict.fromkeys(BOTH, state)), is_on=is_on)
        opinions.result(result())

        assert (opinions.is_asked, opinions.health().state) == (False, expected)
        assert records.second_opinion(ONE) is None


def test_one_ability_is_enough() -> None:
    asked = replace(ASKED, readiness=BOTH | {Ability.SAME_PERSON: Readiness.NO_WEIGHTS})

    assert opinions_of(records_of(), DeskAtOnce(), asked).is_asked


def test_the_administrator_sees_how_often_it_answered() -> None:
    records = records_of()
    opinions = opinions_of(records, DeskAtOnce(FakeWitness(distance=0.9)))
    opinions.result(result())
    health = opinions.health()

    assert (health.answers, health.unanswered, health.asked.opinions) == (1, {"not_alike": 1}, ())


def test_it_stops_with_the_interviews() -> None:
    desk = DeskAtOnce()
    house = House(records_of(), opinions=opinions_of(records_of(), desk))
    house.live.stop_all()

    assert desk.is_stopped
