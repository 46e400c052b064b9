"""Is another face in view? (signals.md B20; threats: coach, second person)

Large, lasting and moving: small faces far behind, somebody walking by and pictures on the wall are no second person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.ids import SignalName, TrackId
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class ExtraFace:
    """Looks for a second face that stays."""

    name = SignalName("extra_face")
    question = Question.CONTINUITY
    family = Family.PRESENCE
    period_s = 0.5

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return for how long another face has been in view without a break.

        Returns:
            An observation with code "extra_face" or "one_face"; its score is seconds.

        Abstains: too_short, no_face.
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        if window.span_s < calibration.limit("min_span_s"):
            return Abstention(self.name, self.question, window.now_s, "too_short")
        main_width_px = _main_width_px(frames)
        if main_width_px is None:
            return Abstention(self.name, self.question, window.now_s, "no_face")
        static = _static_tracks(frames, calibration)
        large = [_large_others(f, main_width_px, static, calibration) for f in frames]
        seconds = _lasting_s(frames, [bool(faces) for faces in large], calibration.limit("max_gap_s"))
        widest = max((_width_px(face) for faces in large for face in faces), default=0.0)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=seconds,
            llr=calibration.llr("seconds", seconds),
            code="extra_face" if seconds >= calibration.limit("min_persistence_s") else "one_face",
            details={
                "seconds": round(seconds, 1),
                "faces": 1 + max((len(faces) for faces in large), default=0),
                "size_percent": round(100 * widest / main_width_px),
            },
        )


def _width_px(face: FaceFacts) -> float:
    return float(face.box_xyxy[2] - face.box_xyxy[0])


def _main_width_px(frames: Sequence[FrameFacts]) -> float | None:
    widths = [_width_px(frame.candidate) for frame in frames if frame.candidate is not None]
    return float(np.median(widths)) if widths else None


def _large_others(
    frame: FrameFacts, main_width_px: float, static: frozenset[TrackId], calibration: SignalCalibration
) -> list[FaceFacts]:
    least_px = calibration.limit("min_relative_width") * main_width_px
    return [face for face in frame.others if _width_px(face) >= least_px and face.track not in static]


def _static_tracks(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> frozenset[TrackId]:
    """Return the other faces whose place and size do not change: pictures on a wall, posters, paused screens."""
    boxes: dict[TrackId, list[FaceFacts]] = {}
    for face in _all_others(frames):
        boxes.setdefault(face.track, []).append(face)
    return frozenset(
        track
        for track, faces in boxes.items()
        if _unrest([face.box_xyxy.tolist() for face in faces]) < calibration.limit("min_unrest")
    )


def _all_others(frames: Sequence[FrameFacts]) -> Iterable[FaceFacts]:
    return (face for frame in frames for face in frame.others)


def _unrest(boxes_xyxy: Sequence[Sequence[float]]) -> float:
    """Return how far the corners of (N, 4) boxes wander, as a share of the mean width."""
    boxes = np.asarray(boxes_xyxy, dtype=np.float64)
    width = float((boxes[:, 2] - boxes[:, 0]).mean())
    return float(boxes.std(0).max()) / max(width, 1.0)


def _lasting_s(frames: Sequence[FrameFacts], present: Sequence[bool], max_gap_s: float) -> float:
    """Return how long, up to now, the condition has held, bridging gaps of up to `max_gap_s`."""
    now_s = frames[-1].captured_at_s
    last_s = since_s = None
    for frame, is_there in zip(reversed(frames), reversed(present), strict=True):
        if not is_there:
            continue
        if (now_s if last_s is None else last_s) - frame.captured_at_s > max_gap_s:
            break
        last_s = since_s = frame.captured_at_s
    return 0.0 if since_s is None else now_s - since_s
