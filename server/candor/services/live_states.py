"""What are the four states of one live interview, and when are they told? At once on a change, else at a pace.

Owned by services/live_call.py, which calls it under its lock.
"""

from __future__ import annotations

from candor.domain.assessment import Assessment
from candor.domain.ids import InterviewId
from candor.domain.ports import StepResult
from candor.domain.records import InterviewRecords
from candor.domain.sound import SoundHeard
from candor.services.live_client import LiveClient
from candor.services.live_messages import state_message, trend_message
from candor.services.live_state import Totals
from candor.services.live_values import Times

TREND_S = 600.0
"""How far back a client that comes anew is told: more than its chart shows."""


class LiveStates:
    """The states of one interview."""

    def __init__(
        self, interview: InterviewId, records: InterviewRecords, times: Times, client: LiveClient, totals: Totals
    ) -> None:
        self.assessment: Assessment | None = None
        """The newest of this server's; None before the first, and without consent."""
        self.faces, self.fps = 0, 0.0
        self._interview = interview
        self._records = records
        self._times = times
        self._client = client
        self._totals = totals
        self._sound = SoundHeard.NONE
        self._told_s = times.clock()
        self._is_due = False

    def welcome(self, now_at_s: float) -> None:
        """Tell a new client the past and the present; now_at_s is the interview time."""
        past = self._records.watched(self._interview, now_at_s - TREND_S)
        if past:
            self._client.send(trend_message(past))
        if self.assessment is not None:
            self._tell()

    def result(self, result: StepResult) -> None:
        """Take what the analysis says: a change is written down and told at once."""
        self.faces, self.fps, self._sound = result.faces, result.effective_fps, result.sound
        before, self.assessment = self.assessment, result.assessment
        self._is_due = True
        if before is None or before.states() != result.assessment.states():
            self.save()
            self._tell()
        else:
            self.tick(self._times.clock())

    def tick(self, now_s: float) -> None:
        """Tell what has not been told for long enough."""
        if self._is_due and now_s - self._told_s >= self._times.rules.state_every_s:
            self._tell()

    def forget(self) -> None:
        """Consent is gone, and with it what the analysis said."""
        self.assessment, self._is_due = None, False

    def save(self) -> None:
        """Write the newest states down."""
        if self.assessment is not None:
            self._records.save_assessment(self._interview, self.assessment)

    def _tell(self) -> None:
        assert self.assessment is not None
        self._told_s, self._is_due = self._times.clock(), False
        told = state_message(
            self.assessment,
            event=self._client.event,
            language=self._client.language,
            faces=self.faces,
            fps=self.fps,
            dropped=self._totals.dropped,
            sound=self._sound,
            sound_lost_s=self._totals.sound_lost_s,
        )
        self._client.send(told)
