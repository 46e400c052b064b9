"""Did the picture stand still while a check ran? A face swap under strain may stall, and so may any connection.

Told to people, never weighed (signals.md B9, 8).
"""

from __future__ import annotations

from candor.challenges.compliance.stretch import Stretch


def longest_stall_s(stretch: Stretch) -> float:
    """Return the longest time without a new picture since the check was asked for."""
    new_at_s, digest, longest_s = stretch.start_s, None, 0.0
    for frame in stretch.during:
        longest_s = max(longest_s, frame.captured_at_s - new_at_s)
        if frame.picture.digest != digest:
            new_at_s, digest = frame.captured_at_s, frame.picture.digest
    return longest_s


def stall_details(stretch: Stretch, told_from_s: float) -> dict[str, float]:
    """Return "stall_s" where the picture stood still for so long that a person should know."""
    longest_s = longest_stall_s(stretch)
    return {"stall_s": round(longest_s, 1)} if longest_s >= told_from_s else {}
