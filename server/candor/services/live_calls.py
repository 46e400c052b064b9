"""What do the pages want of the calls that run now? The port through which consent, photo, end and erasure reach them.

services/live.py is the real one; a server on which no call is live uses NoLiveCalls.
"""

from __future__ import annotations

from typing import Protocol

from candor.domain.ids import InterviewId, WarningId
from candor.domain.light import LightShow
from candor.services.live_values import LiveSnapshot


class LiveCalls(Protocol):
    """The calls that run now. Unknown interviews are simply not live."""

    def consent_changed(self, interview: InterviewId) -> None:
        """Read the brief of this interview again: analysis stops, may start, or gets a new reference."""
        ...

    def stop(self, interview: InterviewId) -> None:
        """Stop the analysis of an interview that has ended or is being erased, and close its connection."""
        ...

    def send_away(self, interview: InterviewId) -> None:
        """Close the connection of an interview whose interviewer was shut out; it waits for somebody else to pair."""
        ...

    def warning_answered(self, interview: InterviewId, warning: WarningId) -> None:
        """Tell the client what was answered to a warning elsewhere than in its panel."""
        ...

    def escalation_changed(self, interview: InterviewId) -> None:
        """Tell the client how the escalations of its interview stand now."""
        ...

    def snapshot(self, interview: InterviewId) -> LiveSnapshot:
        """Return what is going on in an interview right now."""
        ...

    def show_light(self, interview: InterviewId, show: LightShow) -> None:
        """Tell the analysis of a coded light; its start is on this server's clock."""
        ...


class NoLiveCalls:
    """LiveCalls of a server on which no call is live."""

    def consent_changed(self, interview: InterviewId) -> None:
        """There is nothing to tell."""

    def stop(self, interview: InterviewId) -> None:
        """There is nothing to stop."""

    def send_away(self, interview: InterviewId) -> None:
        """There is nobody to send away."""

    def show_light(self, interview: InterviewId, show: LightShow) -> None:
        """There is nobody to tell."""

    def warning_answered(self, interview: InterviewId, warning: WarningId) -> None:
        """There is nobody to tell."""

    def escalation_changed(self, interview: InterviewId) -> None:
        """There is nobody to tell."""

    def snapshot(self, interview: InterviewId) -> LiveSnapshot:  # noqa: ARG002 (interface)
        """Nobody is connected."""
        return LiveSnapshot(
            is_connected=False,
            protection="not_connected",
            assessment=None,
            warnings=(),
            fps=0.0,
            faces=0,
            frames=0,
            dropped=0,
        )
