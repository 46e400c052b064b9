"""One live interview from first frame to report: records first, then the client."""

from __future__ import annotations

import numpy as np
import pytest

from candor.domain.identity import Template
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.records import WarningAnswer
from candor.errors import NotFoundError
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.messages import (
    Answer,
    AnswerKind,
    Ended,
    Keyframe,
    Notice,
    NoticeCode,
    ServerMessage,
    StateMessage,
    WarningMessage,
)
from fakes import FakeInterviewRecords
from live_house import ONE, House, late_warning


@pytest.fixture
def records() -> FakeInterviewRecords:
    records = FakeInterviewRecords()
    records.add()
    return records


@pytest.fixture
def house(records: FakeInterviewRecords) -> House:
    return House(records)


def test_opens_the_engine_at_the_first_frame_with_the_brief_in_the_clients_language(house: House) -> None:
    peer = house.connect(language="id")
    assert not house.engine.briefs
    assert house.records.interviews[ONE].begun == 0
    house.frame(peer)
    house.frame(peer)
    assert [brief.language for brief in house.engine.briefs] == ["id"]
    assert house.records.interviews[ONE].begun == 1
    assert peer.settled == [0, 1]


def test_counts_time_from_the_first_frame_of_the_interview(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "state no_concern")
    house.frame(peer, "state please_check", after_s=7.5)
    assert [state.at_s for state in peer.told(StateMessage)] == pytest.approx([0.0, 7.5])


def test_a_warning_is_on_record_before_it_is_told(house: House) -> None:
    peer = house.connect()
    on_record: list[int] = []
    tell = peer.send

    def send(message: ServerMessage) -> None:
        if isinstance(message, WarningMessage):
            on_record.append(len(house.records.warnings(ONE)))
        tell(message)

    peer.send = send
    house.frame(peer, "warn extra_face")
    house.frame(peer, "warn id_mismatch")
    assert on_record == [1, 2]
    assert [warning.event for warning in peer.told(WarningMessage)] == [1, 2]


def test_a_warning_that_cannot_be_written_down_is_not_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("the disk is full")

    peer = house.connect()
    house.frame(peer)
    monkeypatch.setattr(house.records, "save_warning", full)
    with pytest.raises(OSError, match="full"):
        house.frame(peer, "warn extra_face")
    monkeypatch.undo()
    assert not peer.told(WarningMessage)
    house.frame(peer, "end extra_face")
    assert [warning.event for warning in peer.told(WarningMessage)] == [1]


def test_an_update_keeps_the_id_takes_a_new_number_and_keeps_the_evidence(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    house.frame(peer, "end extra_face")
    first, second = peer.told(WarningMessage)
    assert first.id == second.id
    assert (first.event, second.event) == (1, 2)
    assert (first.until_s, second.until_s) == (None, pytest.approx(0.125))
    assert second.evidence_jpeg_base64 == first.evidence_jpeg_base64 is not None


def test_without_consent_frames_are_dropped_unanalysed_and_the_client_is_told(records: FakeInterviewRecords) -> None:
    records.interviews[ONE].consented = False
    house = House(records)
    peer = house.connect()
    house.frame(peer)
    house.frame(peer)
    assert [notice.code for notice in peer.told(Notice)] == [NoticeCode.NO_CONSENT]
    assert house.engine.briefs == []
    assert peer.settled == [0, 1]
    assert house.live.snapshot(ONE).protection == "no_consent"
    assert records.interviews[ONE].begun == 0


@pytest.mark.parametrize("is_told", [True, False])
def test_analysis_starts_when_consent_comes_during_the_call(records: FakeInterviewRecords, *, is_told: bool) -> None:
    records.interviews[ONE].consented = False
    house = House(records)
    peer = house.connect()
    house.frame(peer)
    records.interviews[ONE].consented = True
    if is_told:
        house.live.consent_changed(ONE)
    else:
        house.wait(2.5)
    house.frame(peer)
    assert peer.told(StateMessage)


def test_analysis_stops_at_once_when_consent_is_withdrawn(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "state no_concern")
    house.engine.is_held = True
    house.frame(peer)
    house.records.interviews[ONE].consented = False
    house.live.consent_changed(ONE)
    told = len(peer.told(StateMessage))
    assert not house.engine.is_open(ONE)
    assert peer.settled[-1] is None, "the frame under way gives its credit back"
    house.frame(peer)
    house.wait(3)
    assert peer.told(Notice)[-1].code is NoticeCode.NO_CONSENT
    assert len(peer.told(StateMessage)) == told
    assert house.live.snapshot(ONE).assessment is None


def test_without_an_id_photo_the_client_is_told_once_per_connection(house: House) -> None:
    peer = house.connect()
    for _ in range(3):
        house.frame(peer)
    assert [notice.code for notice in peer.told(Notice)] == [NoticeCode.NO_REFERENCE]


def test_an_id_photo_that_comes_during_the_call_is_used(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.records.interviews[ONE].reference = Template("m", np.zeros(4, np.float32), 1, 100.0)
    house.live.consent_changed(ONE)
    house.frame(peer)
    assert [brief.reference is not None for brief in house.engine.briefs] == [False, True]
    assert peer.told(StateMessage)


def test_a_lost_worker_is_told_recorded_and_gives_the_credit_back(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.engine.is_held = True
    house.frame(peer)
    house.engine.lose_worker()
    assert peer.settled == [0, None]
    assert NoticeCode.ANALYSIS_RESTARTED in [notice.code for notice in peer.told(Notice)]
    assert house.records.interviews[ONE].notices == ["analysis_restarted"]


def test_a_client_that_comes_back_is_told_what_it_missed_and_nothing_twice(house: House) -> None:
    first = house.connect()
    house.frame(first, "warn extra_face")
    house.live.disconnect(ONE, first)
    house.live.on_engine_event(late_warning("id_mismatch"))
    second = house.connect(last_event=1)
    assert second.welcomes == [True]
    assert [warning.code for warning in second.told(WarningMessage)] == ["id_mismatch"]
    assert len(second.told(StateMessage)) == 1
    third = house.connect(last_event=2)
    assert third.told(WarningMessage) == []
    assert [warning.event for warning in house.records.warnings(ONE)] == [1, 2]


def test_time_and_numbers_go_on_after_a_reconnect_whatever_clock_the_client_has(house: House) -> None:
    first = house.connect()
    house.frame(first)
    house.frame(first, after_s=10)
    house.live.disconnect(ONE, first)
    second = house.connect()
    house.now_s += 20
    picture = MediaFrame(MediaKind.VIDEO, 0, 0.5, 640, 360, b"state please_check")
    house.live.frame(ONE, second, picture, house.now_s)
    assert second.told(StateMessage)[-1].at_s == pytest.approx(30)
    assert second.settled == [0]


def test_progress_and_tallies_are_saved_every_two_seconds(house: House) -> None:
    peer = house.connect()
    for _ in range(4):
        house.frame(peer)
    house.live.tick()
    assert house.records.interviews[ONE].progress == (0, 0, 0.0)
    house.wait(2.0)
    held = house.records.interviews[ONE]
    assert held.progress == (4, 0, pytest.approx(0.375))
    assert {name: tally.observations for name, tally in held.tallies.items()} == {"identity_match": 4, "looping": 0}
    assert held.tallies[SignalName("looping")].abstentions == {"too_short": 4}
    assert [(minute.number, minute.identity.count(".")) for minute in held.minutes] == [(0, 59)]


def test_an_answer_is_recorded_under_the_name_of_who_paired_and_confirmed(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    named = f"{ONE}.extra_face.1"
    house.live.answer(ONE, Answer(warning=named, kind=AnswerKind.EXPLAINED, note="a child"))
    confirmed = peer.told(WarningMessage)[-1]
    assert (confirmed.answer, confirmed.event) == (AnswerKind.EXPLAINED, 2)
    answer = house.records.interviews[ONE].warnings[WarningId(named)].answer
    assert answer is not None
    assert (answer.kind, answer.note, answer.by) == ("explained", "a child", "Ina")
    house.frame(peer, "end extra_face")
    assert peer.told(WarningMessage)[-1].answer is AnswerKind.EXPLAINED, "an update keeps the answer"


def test_an_answer_repeated_after_a_reconnect_is_confirmed_but_not_recorded_twice(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    given = Answer(warning=f"{ONE}.extra_face.1", kind=AnswerKind.LATER)
    house.live.answer(ONE, given)
    house.live.answer(ONE, given)
    assert [warning.event for warning in peer.told(WarningMessage)] == [1, 2, 2]


def test_what_was_answered_on_the_pages_is_told_to_the_panel_once_and_kept_by_an_update(house: House) -> None:
    peer = house.connect()
    house.frame(peer, "warn extra_face")
    named = WarningId(f"{ONE}.extra_face.1")
    house.records.save_answer(ONE, named, WarningAnswer("explained", "a child", "Rita", house.now()))
    house.live.warning_answered(ONE, named)
    house.live.warning_answered(ONE, named)
    assert [(told.event, told.answer) for told in peer.told(WarningMessage)] == [(1, None), (2, AnswerKind.EXPLAINED)]
    house.frame(peer, "end extra_face")
    assert peer.told(WarningMessage)[-1].answer is AnswerKind.EXPLAINED


def test_an_answer_on_the_pages_to_what_nobody_streams_or_knows_needs_no_word(house: House) -> None:
    house.live.warning_answered(ONE, WarningId("nothing"))
    peer = house.connect()
    house.live.warning_answered(ONE, WarningId("nothing"))
    assert peer.told(WarningMessage) == []


def test_an_answer_to_nothing_is_refused(house: House) -> None:
    house.connect()
    with pytest.raises(NotFoundError):
        house.live.answer(ONE, Answer(warning="nothing", kind=AnswerKind.NOTE))
    with pytest.raises(NotFoundError):
        house.live.answer(InterviewId("other"), Answer(warning="nothing", kind=AnswerKind.NOTE))


def test_unreadable_frames_are_a_notice_not_an_end(house: House) -> None:
    peer = house.connect()
    for _ in range(5):
        house.frame(peer, "unreadable")
    house.frame(peer, "state no_concern")
    assert [notice.code for notice in peer.told(Notice)].count(NoticeCode.UNREADABLE_FRAMES) == 1
    assert house.live.snapshot(ONE).frames == 6


def test_a_video_that_cannot_be_read_on_is_asked_to_begin_anew_once_a_second(house: House) -> None:
    peer = house.connect()
    for _ in range(12):
        house.frame(peer, "broken")
    assert len(peer.told(Keyframe)) == 2
    assert NoticeCode.UNREADABLE_FRAMES not in [notice.code for notice in peer.told(Notice)]


def test_a_picture_of_a_video_keeps_its_place_in_the_chain(house: House) -> None:
    peer = house.connect()
    house.engine.is_held = True
    house.frame(peer)
    waiting = house.engine._waiting[ONE]
    assert waiting.chain is None
    house.live.frame(ONE, peer, MediaFrame(MediaKind.VP8, 1, 9000.0, 640, 360, b"look", 5), house.now_s)
    assert house.engine._waiting[ONE].chain == 5


def test_says_that_protection_is_not_running(house: House) -> None:
    assert house.live.snapshot(ONE).protection == "not_connected"
    peer = house.connect()
    assert house.live.snapshot(ONE).protection == ""
    house.frame(peer)
    house.wait(6)
    assert house.live.snapshot(ONE).protection == "no_frames"
    house.engine.is_held = True
    for _ in range(60):
        house.frame(peer)
    house.live.tick()
    assert house.live.snapshot(ONE).protection == "analysis_stopped"
    assert peer.told(Notice)[-1].code is NoticeCode.ANALYSIS_STOPPED
    house.engine.is_held = False
    house.frame(peer)
    assert house.live.snapshot(ONE).protection == ""


def test_an_engine_that_takes_no_work_is_told(house: House) -> None:
    peer = house.connect()
    house.engine.stop()
    house.frame(peer)
    assert peer.told(Notice)[-1].code is NoticeCode.ANALYSIS_STOPPED
    assert peer.settled == [0]


def test_says_when_most_frames_are_dropped(house: House) -> None:
    peer = house.connect()
    house.engine.is_held = True
    for _ in range(60):
        house.frame(peer)
    house.engine.release()
    house.live.tick()
    assert NoticeCode.ANALYSIS_BEHIND in [notice.code for notice in peer.told(Notice)]
    assert house.live.snapshot(ONE).dropped == 59


def test_the_end_is_told_with_a_summary_in_the_clients_language(house: House) -> None:
    peer = house.connect(language="id")
    house.frame(peer, "warn extra_face")
    house.live.answer(ONE, Answer(warning=f"{ONE}.extra_face.1", kind=AnswerKind.LATER))
    house.live.end(ONE)
    (ended,) = peer.told(Ended)
    assert ended.summary is not None
    assert [(held.at_s, held.answer) for held in ended.summary.warnings] == [(pytest.approx(0.0), AnswerKind.LATER)]
    assert ended.summary.next_steps[-1].startswith("Manusia yang memutuskan")


def test_an_end_that_nobody_hears_needs_no_summary(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    peer = house.connect()
    house.frame(peer)
    house.live.disconnect(ONE, peer)
    monkeypatch.setattr(house.records, "record", None)
    assert house.live.end(ONE) == f"/interviews/{ONE}/report"
