"""Does the identity of the face tremble more than its movements explain? (signals.md B2; threats: face swap, avatar)

Experimental: its map says 0 for every score (docs/signals/identity_jitter.md says why): no warning, no reassurance.
"""

from __future__ import annotations

import numpy as np

from candor.domain.facts import FaceFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.jitter import unexplained_step
from candor.signals.calibration import SignalCalibration
from candor.signals.faces import newest_embeddings
from candor.signals.protocol import Context


class IdentityJitter:
    """Compares neighbouring embeddings of one track."""

    name = SignalName("identity_jitter")
    question = Question.GENUINE
    family = Family.IDENTITY
    period_s = 5.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how far the embedding moves from one second to the next.

        Returns:
            An observation with code "identity_jitter"; score: typical cosine distance of neighbours that pose, blur and
            mouth do not explain; details "faces".

        Abstains: no_consent, and the reasons of faces.newest_embeddings.
        """
        if not context.consented:
            return self._abstention(window, "no_consent")
        calibration = context.calibrations[self.name]
        faces, reason = newest_embeddings(window.last(calibration.limit("window_s")), calibration)
        score = None
        if len(faces) >= calibration.limit("min_faces"):
            embeddings = np.stack([np.asarray(f.embedding, dtype=np.float64) for f in faces])
            score = unexplained_step(embeddings, np.stack([_covariates(face, calibration) for face in faces]))
        if score is None:
            return self._abstention(window, "too_short" if faces else reason)
        llr = calibration.llr("step", score)
        details = {"faces": len(faces)}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, "identity_jitter", details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _covariates(face: FaceFacts, calibration: SignalCalibration) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return (4,) yaw, pitch, blur and mouth, each over its usual change."""
    assert face.pose is not None  # newest_embeddings keeps posed faces of known quality only
    assert face.looked_at is not None
    return np.array(
        [
            face.pose.yaw_deg / calibration.limit("usual_turn_deg"),
            face.pose.pitch_deg / calibration.limit("usual_turn_deg"),
            np.log(max(face.looked_at.sharpness, 1.0)) / calibration.limit("usual_log_sharpness"),
            (face.mouth_openness or 0.0) / calibration.limit("usual_mouth"),
        ]
    )
