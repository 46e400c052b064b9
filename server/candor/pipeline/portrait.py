"""Which picture stands for a round? The first good view of the candidate alone, so that people can compare rounds.

Taken once in a session, after consent; the store keeps the first of an interview. Last step of the loop in
pipeline/session.py.
"""

from __future__ import annotations

from candor.domain.facts import FrameFacts
from candor.pipeline.evidence_crop import RGB, evidence_jpeg
from candor.signals.calibration import SignalCalibration
from candor.signals.faces import unusable_reason


def portrait_of(rgb: RGB, facts: FrameFacts, calibration: SignalCalibration, near: RGB | None = None) -> bytes | None:
    """Return the candidate's face with some room, JPEG, or None when this frame is no good view of it.

    Args:
        rgb: (H, W, 3) uint8.
        facts: of the same frame; an embedding says that the candidate has consented.
        calibration: of identity_match: what counts as a good view.
        near: a close-up of this moment.
    """
    face = facts.candidate
    if face is None or face.embedding is None or facts.others or unusable_reason(face, calibration) is not None:
        return None
    return evidence_jpeg(rgb, facts, near)
