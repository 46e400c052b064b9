"""Did the face give way to the hand in front of it in a check? (signals.md B9; threats: live face swap, avatar)

A swap that knows nothing of hands paints over them: the face stays perfectly visible where a hand is in front of it.
One observation per check. A face that gives way says nothing: swaps that know of hands give way, too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from candor.challenges.compliance.stretch import stretch_of
from candor.challenges.degradation import FEATURES, Degradation, degradation
from candor.domain.checks import CheckKind, CheckPhase, CheckStatus
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class CheckDegradation:
    """Weighs how the face fared in the newest check that is over."""

    name = SignalName("check_degradation")
    question = Question.GENUINE
    family = Family.ACTIVE
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return whether the face stayed visible under the hand, in the check that ended a moment ago.

        Returns:
            An observation with code "face_over_hand" or "hand_over_face_seen"; score: weighted sum of the features of
            challenges/degradation.py, details "outer_change" and "cover_percent".

        Abstains: not_asked (or too long ago), check_running, check_skipped, check_not_measured (this kind of check has
        no map to an LLR), check_unclear (too few pictures, or no hand came over the face).
        """
        calibration = context.calibrations[self.name]
        status = context.checks[-1] if context.checks else None
        reason = _reason_against(status, window, calibration)
        if status is None or reason:
            return self._abstention(window, reason)
        found = degradation(stretch_of(status, window, calibration.limit("baseline_s")))
        kind = status.check.kind
        if found is None or not is_judgeable(found, kind, calibration):
            return self._abstention(window, "check_unclear")
        score = weighed(found.features, kind, calibration)
        llr = calibration.llr(kind.value, score)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=score,
            llr=llr,
            code="face_over_hand" if llr > 0 else "hand_over_face_seen",
            details={
                "outer_change": round(found.outer_change, 1),
                "cover_percent": round(100 * found.cover),
            },
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def weighed(features: Mapping[str, float], kind: CheckKind, calibration: SignalCalibration) -> float:
    """Return bias plus weight times (feature minus centre), over the features that are weighed in this kind of check.

    What was not measured adds nothing.
    """
    total = calibration.limit(f"{kind.value}_bias")
    for name in weighed_names(kind, calibration):
        if math.isfinite(features[name]):
            own = f"{kind.value}_{name}"
            total += calibration.limit(f"{own}_weight") * (features[name] - calibration.limit(f"{own}_centre"))
    return total


def weighed_names(kind: CheckKind, calibration: SignalCalibration) -> tuple[str, ...]:
    """Return the features that have a weight in this kind of check."""
    return tuple(name for name in FEATURES if f"{kind.value}_{name}_weight" in calibration.limits)


def is_judgeable(found: Degradation, kind: CheckKind, calibration: SignalCalibration) -> bool:
    """Whether a hand came over the face at all: without one, a face that stays visible is nothing remarkable."""
    is_moved = found.outer_change >= calibration.limit("min_outer_change")
    return is_moved and found.cover >= calibration.limit(f"{kind.value}_min_cover")


def _reason_against(status: CheckStatus | None, window: Window, calibration: SignalCalibration) -> str:
    if status is None:
        return "not_asked"
    if not status.is_over:
        return "check_running"
    if status.phase is CheckPhase.SKIPPED:
        return "check_skipped"
    if status.ended_at_s is None or window.now_s - status.ended_at_s > calibration.limit("max_age_s"):
        return "not_asked"
    return "" if status.check.kind.value in calibration.points else "check_not_measured"
