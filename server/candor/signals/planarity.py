"""Did the face turn as a solid head, or as a flat sheet? (signals.md B6; threats: held or injected photo)

Needs a turn: between the key frame and the newest frames the head's direction must have changed, or the corners must
have drawn together as on a sheet that turns: a mesh that is fitted to a leaning photo often sees a head that looks
straight ahead. Flat is only what drew together: a small turn of a head leaves as little as a sheet does. Judged on
corners of the picture that optical flow followed; the mesh only says that there was a turn. Says nothing against a
video of a moving head: that was solid when it was recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


@dataclass(frozen=True, slots=True)
class _Turn:
    """One frame in which the head points elsewhere than in its key frame, or the face is narrower."""

    turn_deg: float
    is_narrower: bool
    """The face has drawn together as a sheet that turns would: only then can "flat" mean anything."""
    log_ratio: float
    """Natural log of what a plane leaves over what a rigid body leaves: below 0 for a sheet."""


class PlanarFace:
    """Compares the two motion models on turns of the head."""

    name = SignalName("planarity")
    question = Question.LIVE_PERSON
    family = Family.GEOMETRY
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how flat the face moved in its turns of the last seconds.

        Returns:
            An observation with code "face_moves_flat" or "face_moves_solid"; score: median log ratio of the residuals
            of both models, details "turn_deg" (largest) and "pictures".

        Abstains: no_face, face_too_small, no_turn, few_corners (light, blur or a smooth face leave nothing to follow).
        """
        calibration = context.calibrations[self.name]
        frames = window.last(calibration.limit("window_s"))
        faces = [f.candidate for f in frames if f.candidate is not None and f.candidate.pose is not None]
        if not faces:
            return self._abstention(window, "no_face")
        if _median_width(faces) < calibration.limit("min_width_px"):
            return self._abstention(window, "face_too_small")
        if all(face.corners is None for face in faces):
            return self._abstention(window, "few_corners")
        turns = _turns(frames, calibration)
        narrower = [turn for turn in turns if turn.is_narrower]
        enough = calibration.limit("min_pictures")
        if len(turns) < enough:
            return self._abstention(window, "no_turn")
        return self._judge(window, narrower if len(narrower) >= enough else turns, calibration)

    def _judge(self, window: Window, turns: Sequence[_Turn], calibration: SignalCalibration) -> Observation:
        score = float(np.median([turn.log_ratio for turn in turns]))
        is_still = _keeps_its_shape(window.last(calibration.limit("window_s")), calibration)
        llr = calibration.llr("flat_and_still" if is_still else "flat", score)
        if not all(turn.is_narrower for turn in turns):
            llr = min(llr, 0.0)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=score,
            llr=llr,
            code="face_moves_flat" if llr > 0 else "face_moves_solid",
            details={"turn_deg": round(max(turn.turn_deg for turn in turns)), "pictures": len(turns)},
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _keeps_its_shape(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> bool:
    """Return whether looks within the face saw neither lids nor lips move: what is flat then needs to be less so.

    False where too few looks were possible: nobody is taken for a photo for what could not be seen.
    """
    changes = [f.candidate.change for f in frames if f.candidate is not None and f.candidate.change is not None]
    if len(changes) < calibration.limit("still_looks"):
        return False
    lively = [100 * max(change.eyes, change.mouth) for change in changes]
    return float(np.quantile(lively, calibration.limit("still_quantile"))) < calibration.limit("still_below")


def _median_width(faces: Sequence[FaceFacts]) -> float:
    return float(np.median([face.quality.width_px if face.quality else 0.0 for face in faces]))


def _turns(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> list[_Turn]:
    turns: list[_Turn] = []
    for frame in frames:
        turn = _turn(frame.candidate, calibration) if frame.candidate is not None else None
        if turn is not None:
            turns.append(turn)
    return turns


def _turn(face: FaceFacts, calibration: SignalCalibration) -> _Turn | None:
    """Return how flat the face moved since its key frame; None without a turn or with too little to follow."""
    corners, pose, quality = face.corners, face.pose, face.quality
    if corners is None or corners.left_px is None or pose is None or quality is None:
        return None
    if len(corners.to_xy) < calibration.limit("min_corners"):
        return None
    turn_deg = float(np.hypot(pose.yaw_deg - corners.key_pose.yaw_deg, pose.pitch_deg - corners.key_pose.pitch_deg))
    is_sheet = corners.sheet_deg >= calibration.limit("min_sheet_turn_deg")
    if turn_deg < calibration.limit("min_turn_deg") and not is_sheet:
        return None
    # What flow cannot measure is no evidence: both residuals are read above its noise, which grows with the face.
    floor_px = calibration.limit("noise_share") * quality.inter_eye_px
    plane_px, solid_px = (float(np.hypot(left, floor_px)) for left in corners.left_px)
    return _Turn(max(turn_deg, corners.sheet_deg), is_sheet, float(np.log(plane_px / solid_px)))
