"""Is the candidate's face gone or hidden, or has it just come back? (signals.md B20)

A switched-off camera and an empty chair are states of a call, not risks: at most a note. What matters is the return:
whoever sits down again has to be compared again. So has whoever appears without an absence, after a cut for example.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from candor.domain.facts import FrameFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class FaceAbsent:
    """Watches whether the candidate's face is in view and uncovered."""

    name = SignalName("face_absent")
    question = Question.CONTINUITY
    family = Family.PRESENCE
    period_s = 0.5

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return for how long the face has been gone or hidden.

        Returns:
            An observation with code "face_gone", "face_hidden", "face_returned", "face_new" (not the track of a moment
            ago, without an absence) or "face_present"; score in seconds.

        Abstains: too_short, camera_off (no face, and a picture that stands still or is dark), no_face (not seen yet).
        """
        calibration = context.calibrations[self.name]
        if window.span_s < calibration.limit("min_span_s"):
            return self._abstention(window, "too_short")
        frames = window.last(calibration.limit("window_s"))
        gone_s = _since_last(frames, _is_in_view)
        if gone_s >= calibration.limit("min_gone_s"):
            return self._gone(window, frames, gone_s, calibration)
        hidden_s = _since_last(frames, _is_uncovered)
        if hidden_s >= calibration.limit("min_gone_s"):
            return self._observation(window, "face_hidden", hidden_s, calibration.llr("hidden", hidden_s))
        if _has_returned(window, calibration):
            return self._observation(window, "face_returned", 0.0, 0.0)
        if _is_new(window.last(calibration.limit("new_face_s"))):
            return self._observation(window, "face_new", 0.0, 0.0)
        return self._observation(window, "face_present", 0.0, calibration.llr("gone", 0.0))

    def _gone(
        self, window: Window, frames: Sequence[FrameFacts], gone_s: float, calibration: SignalCalibration
    ) -> Verdict:
        if _is_camera_off(frames, min(gone_s, calibration.limit("camera_off_s")), calibration):
            return self._abstention(window, "camera_off")
        if not any(_is_in_view(frame) for frame in window.frames):
            return self._abstention(window, "no_face")
        return self._observation(window, "face_gone", gone_s, calibration.llr("gone", gone_s))

    def _observation(self, window: Window, code: str, seconds: float, llr: float) -> Observation:
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=seconds,
            llr=llr,
            code=code,
            details={"seconds": round(seconds, 1)},
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _is_in_view(frame: FrameFacts) -> bool:
    return frame.candidate is not None


def _is_uncovered(frame: FrameFacts) -> bool:
    """Whether the face could be meshed: a hand or a cup in front of it leaves a detection without a mesh."""
    return frame.candidate is not None and frame.candidate.pose is not None


def _since_last(frames: Sequence[FrameFacts], holds: Callable[[FrameFacts], bool]) -> float:
    """Return the seconds since the condition last held; the whole stretch when it never did."""
    now_s = frames[-1].captured_at_s
    last_s = next((f.captured_at_s for f in reversed(frames) if holds(f)), frames[0].captured_at_s)
    return now_s - last_s


def _has_returned(window: Window, calibration: SignalCalibration) -> bool:
    """Whether an absence of some length ended within the last seconds."""
    frames = window.last(calibration.limit("returned_s") + calibration.limit("window_s"))
    recent_s = window.now_s - calibration.limit("returned_s")
    seen_s: float | None = None
    for frame in frames:
        if not _is_in_view(frame):
            continue
        is_back = seen_s is not None and frame.captured_at_s - seen_s >= calibration.limit("min_gone_s")
        if is_back and frame.captured_at_s >= recent_s and _was_watched(frames, seen_s or 0.0, frame.captured_at_s):
            return True
        seen_s = frame.captured_at_s
    return False


def _is_new(frames: Sequence[FrameFacts]) -> bool:
    """Whether the candidate of these frames did not stay the same track: nobody has looked at the new one yet."""
    return len({frame.candidate.track for frame in frames if frame.candidate is not None}) > 1


def _was_watched(frames: Sequence[FrameFacts], from_s: float, to_s: float) -> bool:
    """Whether frames without the face lie in between: without frames nobody was seen to leave."""
    return any(from_s < f.captured_at_s < to_s for f in frames)


def _is_camera_off(frames: Sequence[FrameFacts], seconds: float, calibration: SignalCalibration) -> bool:
    """Whether the newest pictures are dark, or byte for byte the same placeholder."""
    now_s = frames[-1].captured_at_s
    newest = [f.picture for f in frames if now_s - f.captured_at_s <= seconds]
    is_same = len(newest) > 1 and len({picture.digest for picture in newest}) == 1
    is_dark = all(float(p.thumbnail.max()) <= calibration.limit("dark_luma") for p in newest)
    return is_same or is_dark
