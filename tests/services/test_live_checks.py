"""Movement checks of a live interview: drawn, recorded before they are told, never lost and never doubled."""

from __future__ import annotations

import base64

import pytest

from candor.challenges.draw import draw
from candor.domain.checks import CheckKind, CheckPhase
from candor.errors import NotFoundError
from candor.wire.messages import (
    CheckConfirm,
    CheckMessage,
    CheckSkip,
    CheckStart,
    Notice,
    NoticeCode,
    ServerMessage,
)
from fake_sessions import STRIP
from fakes import FakeInterviewRecords
from live_house import CHALLENGES, ONE, FakePeer, House

LONGEST_PAUSE_S = CHALLENGES.wait_max_s + 0.25


@pytest.fixture
def house() -> House:
    records = FakeInterviewRecords()
    records.add()
    return House(records)


def started(
    house: House, kind: CheckKind | None = CheckKind.TURN_HEAD, cannot: list[CheckKind] | None = None
) -> FakePeer:
    """A client whose first check runs."""
    peer = house.connect()
    house.frame(peer)
    house.live.check(ONE, CheckStart(kind=kind, cannot=cannot or []))
    house.wait(LONGEST_PAUSE_S)
    return peer


def newest(peer: FakePeer) -> CheckMessage:
    return peer.told(CheckMessage)[-1]


def phases(house: House) -> list[str]:
    return [held.status.phase.value for held in house.records.checks(ONE)]


def test_a_check_is_drawn_from_the_seed_on_record_so_that_the_draw_can_be_repeated(house: House) -> None:
    peer = started(house, kind=None)
    repeated = draw(house.records.check_seed(ONE), 1, CHALLENGES).check
    assert (newest(peer).kind, newest(peer).side, newest(peer).digits) == (
        repeated.kind,
        repeated.side,
        repeated.digits or None,
    )
    assert [held.is_chosen for held in house.records.checks(ONE)] == [False]


def test_the_moment_of_a_check_cannot_be_foreseen_either(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    house.live.check(ONE, CheckStart())
    assert peer.told(CheckMessage) == []
    house.wait(LONGEST_PAUSE_S)
    assert newest(peer).phase is CheckPhase.RUNNING


def test_pressing_twice_gives_the_same_check_and_no_second_one(house: House) -> None:
    peer = house.connect()
    house.frame(peer)
    for _ in range(3):
        house.live.check(ONE, CheckStart())
    house.wait(LONGEST_PAUSE_S)
    assert [told.id for told in peer.told(CheckMessage)] == ["check-1"]


def test_a_check_is_on_record_before_it_is_told(house: House) -> None:
    peer = house.connect()
    on_record: list[list[str]] = []
    tell = peer.send

    def send(message: ServerMessage) -> None:
        if isinstance(message, CheckMessage):
            on_record.append(phases(house))
        tell(message)

    peer.send = send
    house.frame(peer)
    house.live.check(ONE, CheckStart(kind=CheckKind.LOOK_UP))
    house.wait(LONGEST_PAUSE_S)
    house.frame(peer, "check done")
    assert on_record == [["running"], ["done"]]


def test_a_check_that_was_seen_comes_with_its_strip_in_words_of_the_client(house: House) -> None:
    peer = house.connect(language="id")
    house.frame(peer)
    house.live.check(ONE, CheckStart(kind=CheckKind.TURN_HEAD))
    house.wait(LONGEST_PAUSE_S)
    house.frame(peer, "check done")
    told = newest(peer)
    assert (told.phase, told.until_s is not None, told.left_s) == (CheckPhase.DONE, True, 0.0)
    assert base64.b64decode(told.evidence_jpeg_base64 or "") == STRIP
    assert "Menoleh" in told.title
    assert told.result
    assert house.records.checks(ONE)[0].status.evidence_jpeg == STRIP


def test_the_countdown_of_a_client_that_comes_back_goes_on_where_it_was(house: House) -> None:
    peer = started(house)
    full_s = newest(peer).left_s
    house.live.disconnect(ONE, peer)
    house.now_s += 3
    again = house.connect()
    assert [told.id for told in again.told(CheckMessage)] == ["check-1"]
    assert newest(again).left_s == pytest.approx(full_s - 3, abs=0.01)
    assert newest(again).deadline_s == full_s


def test_a_client_that_comes_back_is_told_the_last_check_with_its_strip(house: House) -> None:
    peer = started(house)
    house.frame(peer, "check not_seen")
    house.live.disconnect(ONE, peer)
    told = newest(house.connect())
    assert (told.phase, told.evidence_jpeg_base64 is not None) == (CheckPhase.NOT_SEEN, True)


def test_a_client_that_comes_back_is_told_the_checks_before_the_last_without_their_strips(house: House) -> None:
    peer = started(house)
    house.frame(peer, "check not_seen")
    house.live.check(ONE, CheckStart())
    house.wait(LONGEST_PAUSE_S)
    told = house.connect().told(CheckMessage)
    assert [(check.id, check.phase.value) for check in told] == [("check-1", "not_seen"), ("check-2", "running")]
    assert told[0].evidence_jpeg_base64 is None


def test_skipping_is_neutral_and_final(house: House) -> None:
    peer = started(house)
    house.live.check(ONE, CheckSkip(id="check-1"))
    house.frame(peer, "check done")
    house.live.check(ONE, CheckSkip(id="check-1"))
    assert [told.phase.value for told in peer.told(CheckMessage)] == ["running", "skipped", "skipped"]
    assert phases(house) == ["skipped"]


def test_something_else_instead_skips_the_one_that_runs_and_is_never_what_the_person_cannot_do(house: House) -> None:
    peer = started(house)
    hands = [CheckKind.HAND_OVER_FACE, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE]
    house.live.check(ONE, CheckStart(cannot=[CheckKind.TURN_HEAD, CheckKind.LOOK_UP, *hands]))
    house.wait(LONGEST_PAUSE_S)
    assert phases(house) == ["skipped", "running"]
    assert newest(peer).kind in {CheckKind.LEAN_IN, CheckKind.SAY_DIGITS}
    assert set(newest(peer).alternatives) <= {CheckKind.LEAN_IN, CheckKind.SAY_DIGITS}


def test_what_a_person_cannot_do_is_not_written_into_the_record(house: House) -> None:
    peer = started(house, cannot=[CheckKind.LOOK_UP])
    house.frame(peer, "check done")
    assert "look_up" not in repr(house.records.checks(ONE)) + repr(house.records.interviews[ONE].notices)


def test_when_nothing_is_left_that_the_person_can_do_it_says_so_without_a_trace(house: House) -> None:
    peer = started(house, kind=None, cannot=list(CheckKind))
    assert [notice.code for notice in peer.told(Notice)][-1] is NoticeCode.NO_CHECK_LEFT
    assert phases(house) == []
    assert "no_check_left" not in house.records.interviews[ONE].notices


@pytest.mark.parametrize(("seen", "phase"), [(True, "done"), (False, "not_seen")])
def test_digits_are_judged_by_the_interviewers_word(house: House, phase: str, *, seen: bool) -> None:
    peer = started(house, CheckKind.SAY_DIGITS)
    assert len(newest(peer).digits or "") == 4
    house.frame(peer, "check ask_interviewer")
    assert newest(peer).phase is CheckPhase.ASK_INTERVIEWER
    house.live.check(ONE, CheckConfirm(id="check-1", seen=seen))
    assert newest(peer).confirmed is seen
    house.frame(peer)
    assert (newest(peer).phase.value, newest(peer).confirmed) == (phase, seen)
    assert [(held.status.phase.value, held.confirmed) for held in house.records.checks(ONE)] == [(phase, seen)]


def test_digits_that_the_recogniser_took_for_right_can_be_called_wrong(house: House) -> None:
    peer = started(house, CheckKind.SAY_DIGITS)
    house.frame(peer, "check done")
    assert (newest(peer).phase, newest(peer).confirmed) == (CheckPhase.DONE, None)
    house.live.check(ONE, CheckConfirm(id="check-1", seen=False))
    house.frame(peer)
    assert (newest(peer).phase, newest(peer).confirmed) == (CheckPhase.NOT_SEEN, False)
    assert [(held.status.phase.value, held.confirmed) for held in house.records.checks(ONE)] == [("not_seen", False)]


def test_the_interviewers_word_is_not_lost_with_the_worker(house: House) -> None:
    peer = started(house, CheckKind.SAY_DIGITS)
    house.frame(peer, "check ask_interviewer")
    house.live.check(ONE, CheckConfirm(id="check-1", seen=True))
    house.engine.lose_worker()
    assert newest(peer).phase is CheckPhase.DONE


def test_a_lost_worker_means_cant_tell_and_the_restored_session_cannot_double_it(house: House) -> None:
    peer = started(house)
    house.frame(peer)
    house.engine.lose_worker()
    assert newest(peer).phase is CheckPhase.CANT_TELL
    house.frame(peer, "check done")
    house.frame(peer)
    assert phases(house) == ["cant_tell"]


def test_a_restored_session_is_told_to_forget_what_is_over(house: House) -> None:
    peer = started(house)
    house.frame(peer)
    second = House(house.records, began=house.began, at_s=house.now_s + 5)
    assert newest(second.connect()).phase is CheckPhase.CANT_TELL
    peer = second.connect()
    second.frame(peer)  # the session goes on from its checkpoint, in which the check still runs
    second.frame(peer, "check done")
    assert phases(second) == ["cant_tell"]
    second.live.check(ONE, CheckStart())
    second.wait(LONGEST_PAUSE_S)
    assert newest(peer).id == "check-2"


def test_what_the_person_cannot_do_is_remembered_by_the_next_server(house: House) -> None:
    peer = started(house, CheckKind.TURN_HEAD, [kind for kind in CheckKind if kind is not CheckKind.LEAN_IN])
    house.frame(peer)
    second = House(house.records, began=house.began, at_s=house.now_s + 5)
    peer = second.connect()
    second.frame(peer)
    second.live.check(ONE, CheckStart())
    second.wait(LONGEST_PAUSE_S)
    assert newest(peer).kind is CheckKind.LEAN_IN


def test_a_check_of_which_the_analysis_says_nothing_more_ends_by_itself(house: House) -> None:
    peer = started(house)
    house.wait(newest(peer).deadline_s)
    assert newest(peer).phase is CheckPhase.RUNNING
    house.wait(6)
    assert newest(peer).phase is CheckPhase.CANT_TELL


def test_a_check_that_waits_for_the_interviewer_does_not_wait_for_ever(house: House) -> None:
    peer = started(house, CheckKind.SAY_DIGITS)
    house.frame(peer, "check ask_interviewer")
    house.wait(newest(peer).deadline_s + 6)
    assert newest(peer).phase is CheckPhase.ASK_INTERVIEWER
    house.wait(CHALLENGES.confirm_s)
    assert newest(peer).phase is CheckPhase.CANT_TELL


@pytest.mark.parametrize("how", ["end", "withdrawal"])
def test_nothing_is_left_running_when_the_analysis_ends(house: House, how: str) -> None:
    started(house)
    if how == "end":
        house.live.end(ONE)
    else:
        house.records.interviews[ONE].consented = False
        house.live.consent_changed(ONE)
    assert phases(house) == ["cant_tell"]


def test_without_consent_nothing_is_asked_for(house: House) -> None:
    house.records.interviews[ONE].consented = False
    peer = house.connect()
    house.live.check(ONE, CheckStart())
    house.wait(LONGEST_PAUSE_S)
    assert peer.told(CheckMessage) == []
    assert [notice.code for notice in peer.told(Notice)] == [NoticeCode.NO_CONSENT] * 2


def test_before_the_first_picture_it_says_that_nothing_is_analysed(house: House) -> None:
    peer = house.connect()
    house.live.check(ONE, CheckStart())
    house.wait(LONGEST_PAUSE_S)
    assert [notice.code for notice in peer.told(Notice)][-1] is NoticeCode.ANALYSIS_STOPPED
    assert phases(house) == []


@pytest.mark.parametrize("order", [CheckSkip(id="check-9"), CheckConfirm(id="x", seen=True)])
def test_an_order_about_no_check_is_refused(house: House, order: CheckSkip | CheckConfirm) -> None:
    started(house)
    with pytest.raises(NotFoundError):
        house.live.check(ONE, order)


def test_mischief_does_not_fill_the_record(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("candor.services.live_checks.MOST_CHECKS", 3)
    house.frame(house.connect())
    for _ in range(5):
        house.live.check(ONE, CheckStart())
        house.wait(LONGEST_PAUSE_S)
    assert phases(house) == ["skipped", "skipped", "skipped"]
