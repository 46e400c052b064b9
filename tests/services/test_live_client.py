"""What a client is told of the protection itself, and how often."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.services.live_client import LiveClient
from candor.services.live_values import LiveRules, Times
from candor.wire.messages import Notice, NoticeCode
from fakes import FakeInterviewRecords
from live_house import ONE, FakePeer


class Told:
    """A client on a clock that the test moves."""

    def __init__(self) -> None:
        self.records = FakeInterviewRecords()
        self.records.add()
        self.now_s = 0.0
        times = Times(lambda: self.now_s, lambda: datetime(2030, 1, 1, tzinfo=UTC), LiveRules())
        self.client = LiveClient(ONE, self.records, times)
        self.peer = FakePeer()
        self.client.peer = self.peer

    @property
    def codes(self) -> list[NoticeCode]:
        return [notice.code for notice in self.peer.told(Notice)]


@pytest.fixture
def told() -> Told:
    return Told()


def test_the_same_notice_comes_again_only_after_a_while_and_each_stands_on_record(told: Told) -> None:
    for now_s in (0.0, 10.0, 31.0):
        told.now_s = now_s
        told.client.notice(NoticeCode.UNREADABLE_FRAMES)
    told.client.notice(NoticeCode.UNREADABLE_FRAMES, always=True)
    assert told.codes == [NoticeCode.UNREADABLE_FRAMES] * 3
    assert told.records.interviews[ONE].notices == ["unreadable_frames"] * 3


def test_a_remark_is_told_and_not_recorded(told: Told) -> None:
    told.client.remark(NoticeCode.NO_CHECK_LEFT)
    assert told.codes == [NoticeCode.NO_CHECK_LEFT]
    assert told.records.interviews[ONE].notices == []


def test_what_goes_wrong_while_nobody_is_connected_stands_on_record(told: Told) -> None:
    told.client.peer = None
    told.client.notice(NoticeCode.ANALYSIS_STOPPED)
    told.client.settle_all()
    assert told.records.interviews[ONE].notices == ["analysis_stopped"]


@pytest.mark.parametrize(("dropped", "is_told"), [(0, False), (1, False), (3, True)])
def test_it_is_behind_when_most_frames_are_dropped(told: Told, dropped: int, *, is_told: bool) -> None:
    for _ in range(60):
        told.client.count(dropped)
    told.client.notice_when_behind()
    assert (told.codes == [NoticeCode.ANALYSIS_BEHIND]) is is_told
