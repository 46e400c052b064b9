"""Which close-ups were asked for, of which part of the tile, and what became of them?

The analysis says where it wants one, the client sends it, the analysis says whether it was of use. Owned by
services/live_call.py, which uses it under its lock.
"""

from __future__ import annotations

import logging
from collections import Counter

from candor.domain.frames import CloseUp, Region
from candor.domain.ports import StepResult
from candor.services.live_client import LiveClient
from candor.services.live_clock import InterviewClock
from candor.wire.framing import MediaFrame
from candor.wire.messages import CloseUpWanted

_MOST_WAITING = 16
"""Answers that are later than that are of another time."""

log = logging.getLogger(__name__)


class LiveCloseUps:
    """The close-ups of one interview."""

    def __init__(self, client: LiveClient) -> None:
        self.fates: Counter[str] = Counter()
        """How many were "used", and how many were left out, by reason."""
        self._client = client
        self._next_id = 1
        self._asked: dict[int, Region] = {}

    def result(self, result: StepResult) -> None:
        """Count what became of one, and ask for the next; a client that cannot give any does not hear of it."""
        if result.close_up_fate:
            self.fates[result.close_up_fate] += 1
            log.debug("close-up: %s", result.close_up_fate)
        if (region := result.close_up_wanted) is not None:
            number, self._next_id = self._next_id, self._next_id + 1
            self._asked = dict([*self._asked.items(), (number, region)][-_MOST_WAITING:])
            wanted = CloseUpWanted(id=number, x=region.x, y=region.y, width=region.width, height=region.height)
            self._client.send(wanted)

    def answered(self, clock: InterviewClock, frame: MediaFrame, received_s: float) -> CloseUp | None:
        """Return what came for the analysis; None: not asked for here, or before the first picture gave the time."""
        region = self._asked.pop(frame.seq, None)
        moment = clock.moment(frame.captured_at_s, received_s)
        return CloseUp(region, moment[0], frame.payload) if region is not None and moment is not None else None
