"""Was a movement made that was asked for during the call? (signals.md B9; threats: photo, recording, loop)

A recording cannot know what will be asked. A live face swap or an avatar can move as asked: against those it says
nothing. Skipped checks are neutral, and what was not seen is weak: people mishear, and cameras lag.
"""

from __future__ import annotations

from candor.domain.checks import CheckPhase, CheckStatus
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.protocol import Context


class MovementAsked:
    """Tells how the newest check that is over went."""

    name = SignalName("movement_asked")
    question = Question.LIVE_PERSON
    family = Family.ACTIVE
    period_s = 0.5

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return whether the movement that was asked for last was seen.

        Returns:
            An observation with code "movement_seen" (score: 1) or "movement_not_seen" (score: 0), detail "seconds".

        Abstains: not_asked (or too long ago, or of whoever was in view then), check_running, check_skipped,
        check_unclear.
        """
        calibration = context.calibrations[self.name]
        if not context.checks or not _still_holds(context.checks[-1], window, calibration.limit("max_age_s")):
            return self._abstention(window, "not_asked")
        newest = context.checks[-1]
        match newest.phase:
            case CheckPhase.RUNNING | CheckPhase.ASK_INTERVIEWER:
                return self._abstention(window, "check_running")
            case CheckPhase.SKIPPED:
                return self._abstention(window, "check_skipped")
            case CheckPhase.CANT_TELL:
                return self._abstention(window, "check_unclear")
            case CheckPhase.DONE:
                code, score = "movement_seen", 1.0
            case CheckPhase.NOT_SEEN:
                code, score = "movement_not_seen", 0.0
        # What happens by chance more often says less: such kinds have a map of their own.
        own = f"seen_{newest.check.kind.value}"
        llr = calibration.llr(own if own in calibration.points else "seen", score)
        details = dict(newest.details)
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _still_holds(status: CheckStatus, window: Window, max_age_s: float) -> bool:
    """Whether the check is young enough, and about the face that is in view now."""
    age_s = window.now_s - status.started_at_s
    tracks = {f.candidate.track for f in window.last(age_s) if f.candidate is not None}
    return age_s <= max_age_s and len(tracks) <= 1
