"""Who is told about a live interview, and what is worth a notice? The connected client, in its language, if any.

Owned by services/live_call.py, which uses it under its lock.
"""

from __future__ import annotations

import math

from candor.domain.frames import NEEDS_KEYFRAME
from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecords
from candor.services.live_messages import notice_message
from candor.services.live_values import Peer, Times
from candor.wire.messages import Keyframe, NoticeCode, ServerMessage

_JUDGED_OVER = 50
"""Frames after which it is asked whether most are dropped: a few seconds' worth; below that a drop says nothing."""
_KEYFRAME_EVERY_S = 1.0
"""What is under way when a keyframe is asked for cannot be read either, and is no reason to ask again."""


class LiveClient:
    """The client of one interview, while there is one."""

    def __init__(self, interview: InterviewId, records: InterviewRecords, times: Times) -> None:
        self.peer: Peer | None = None
        self.granted_to = ""
        """Who paired: answers are recorded under this name."""
        self.language = "en"
        self.event = records.last_event(interview)
        """Number of the newest event that carried a warning."""
        self._interview = interview
        self._records = records
        self._times = times
        self._noticed_s: dict[NoticeCode, float] = {}
        self._analysed = self._dropped = 0
        self._keyframe_s = -math.inf

    def send(self, message: ServerMessage) -> None:
        """Tell something; nobody hears it while nobody is connected."""
        if self.peer is not None:
            self.peer.send(message)

    def settle_all(self) -> None:
        """Give back the credit of all frames under way."""
        if self.peer is not None:
            self.peer.settle(None)

    def not_read(self, code: str) -> None:
        """A frame could not be read: ask a video to begin anew, tell anything else."""
        now_s = self._times.clock()
        if code != NEEDS_KEYFRAME:
            self.notice(NoticeCode.UNREADABLE_FRAMES)
        elif now_s - self._keyframe_s >= _KEYFRAME_EVERY_S:
            self._keyframe_s = now_s
            self.send(Keyframe())

    def remark(self, code: NoticeCode) -> None:
        """Tell what is no part of the record."""
        self.send(notice_message(code, self.event, self.language))

    def notice(self, code: NoticeCode, *, always: bool = False) -> None:
        """Write down and tell what is wrong with the protection; the same thing not too often."""
        now_s, last_s = self._times.clock(), self._noticed_s.get(code)
        if always or last_s is None or now_s - last_s >= self._times.rules.notice_every_s:
            self._noticed_s[code] = now_s
            self._records.save_notice(self._interview, code.value)
            self.remark(code)

    def count(self, dropped: int) -> None:
        """Note one more analysed frame, and those dropped before it."""
        self._analysed += 1
        self._dropped += dropped

    def notice_when_behind(self) -> None:
        """Tell when most frames are dropped."""
        if self._analysed + self._dropped >= _JUDGED_OVER:
            is_behind = self._dropped > self._analysed
            self._analysed = self._dropped = 0
            if is_behind:
                self.notice(NoticeCode.ANALYSIS_BEHIND)
