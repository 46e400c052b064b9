"""When was this frame taken, on one clock that only rises? The sender's clock may start anew or jump; ours may not.

Between the stream and facts: every captured_at_s behind this point comes from here. While the sender's clock behaves,
its time is kept to the microsecond.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

SMALLEST_STEP_S: Final = 0.001
"""Frames that repeat a time, or go back in it, come this much after the one before."""
CLOCK_SLACK_S: Final = 2.0
"""How much longer a gap may look on the sender's clock than on ours: buffering on the way, no sign of a new clock."""
LONGEST_STEP_S: Final = 3600.0
"""Nothing is believed to have paused longer, e.g. when both clocks are new after a restart."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where both clocks stood at the last frame, and what is added to the sender's clock."""

    offset_s: float = 0.0
    captured_at_s: float | None = None
    """The sender's last time, as it came."""
    received_at_s: float = 0.0
    at_s: float = 0.0
    """The last time given out."""


def advance_timeline(timeline: Timeline, captured_at_s: float, received_at_s: float) -> Timeline:
    """Return the timeline after one more frame; `.at_s` is the frame's time and always later than the one before.

    A gap that both clocks show is kept. A gap that only the sender's clock shows, or a time that goes back, means that
    the sender's clock is another one now: time then goes on by what passed on our own clock.
    """
    if timeline.captured_at_s is None:
        return Timeline(0.0, captured_at_s, received_at_s, at_s=captured_at_s)
    step_s = captured_at_s - timeline.captured_at_s
    ours_s = received_at_s - timeline.received_at_s
    # A negative step of our own clock means that the server was restarted: there is nothing to hold against.
    believed = 0 < step_s <= (max(ours_s + CLOCK_SLACK_S, SMALLEST_STEP_S) if ours_s >= 0 else LONGEST_STEP_S)
    if not believed:
        step_s = min(max(ours_s, SMALLEST_STEP_S), LONGEST_STEP_S)
    at_s = max(timeline.at_s + step_s, timeline.at_s + SMALLEST_STEP_S)
    offset_s = timeline.offset_s if believed else at_s - captured_at_s
    exact_s = captured_at_s + offset_s
    return replace(
        timeline,
        offset_s=offset_s,
        captured_at_s=captured_at_s,
        received_at_s=received_at_s,
        at_s=exact_s if exact_s > timeline.at_s else at_s,
    )
