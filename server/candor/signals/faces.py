"""Which faces of a window can be compared, and why not? Shared by the two identity signals and by enrolment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.identity import Template
from candor.signals.calibration import SignalCalibration


def unusable_reason(face: FaceFacts, calibration: SignalCalibration) -> str | None:
    """Return why a face cannot be compared, or None when it can. The order is what a person would put right first."""
    quality = face.looked_at
    if quality is None or face.pose is None:
        return "no_face"
    limit = calibration.limit
    is_too_bright = quality.luma_mean > limit("max_luma") or quality.clipped_fraction > limit("max_clipped")
    is_turned = abs(face.pose.yaw_deg) > limit("max_yaw_deg") or abs(face.pose.pitch_deg) > limit("max_pitch_deg")
    checks = (
        ("face_too_small", quality.width_px < limit("min_face_px")),
        ("too_dark", quality.luma_mean < limit("min_luma")),
        ("too_bright", is_too_bright),
        ("turned_away", is_turned),
        ("too_blurred", quality.sharpness < limit("min_sharpness")),
    )
    return next((reason for reason, fails in checks if fails), None)


def frontal_weight(face: FaceFacts, calibration: SignalCalibration) -> float:
    """Return the weight of a face in a template: 1 when frontal, 0.5 at the yaw limit."""
    yaw = abs(face.pose.yaw_deg) if face.pose else 0.0
    return 1.0 - 0.5 * min(yaw / calibration.limit("max_yaw_deg"), 1.0)


def newest_embeddings(frames: Sequence[FrameFacts], calibration: SignalCalibration) -> tuple[list[FaceFacts], str]:
    """Return the comparable faces of the candidate's current track, oldest first, and why the others are not.

    A new track starts from nothing: faces before a cut or an absence are somebody else until shown otherwise.

    Returns:
        Faces with embeddings, and the reason of the newest rejected one ("too_short" when none was rejected,
        "no_face" when the candidate is not in view).
    """
    if not frames or all(frame.candidate is None for frame in frames):
        return [], "no_face"
    track = next(frame.candidate.track for frame in reversed(frames) if frame.candidate is not None)
    faces: list[FaceFacts] = []
    reason = "too_short"
    for frame in frames:
        face = frame.candidate
        if face is None or face.track != track or face.quality is None:
            continue
        refused = unusable_reason(face, calibration)
        if refused is not None:
            reason = refused
        elif face.embedding is not None:
            faces.append(face)
    return faces, reason


def template_of(faces: Sequence[FaceFacts], model: str, calibration: SignalCalibration) -> Template:
    """Return the weighted mean of at least one face that has an embedding and a quality."""
    vectors = np.stack([face.embedding for face in faces if face.embedding is not None])
    weights = np.array([frontal_weight(face, calibration) for face in faces], dtype=np.float32)
    widths = [face.looked_at.width_px for face in faces if face.looked_at is not None]
    mean = (vectors * weights[:, None]).sum(0) / weights.sum()
    return Template(model, mean.astype(np.float32), len(vectors), float(np.median(widths)))
