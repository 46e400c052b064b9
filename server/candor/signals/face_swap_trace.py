"""Does the face look blended into the picture? (signals.md D3 a; threat: live face swap)

Takes the median of many looks of a small detector, which scores most swaps of one program somewhat higher than honest
faces. Where the optional second embedder is installed and the candidate has consented, two more numbers join: a drawn
face is a little less like anybody (its embedding is shorter), and its movements show in both embedders alike, because
it has no grain of its own. That is weak evidence all the same: it never warns alone, and reassures hardly at all,
because other programs leave other traces.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from candor.domain.facts import F32, FaceFacts
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.maths.embedder_agreement import drift_agreement
from candor.signals.calibration import SignalCalibration
from candor.signals.protocol import Context


class FaceSwapTrace:
    """Takes the median of the detector's newest scores, and what two embedders say of the same seconds."""

    name = SignalName("face_swap_trace")
    question = Question.GENUINE
    family = Family.TEXTURE
    period_s = 2.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return how blended the face looked over the newest seconds.

        Returns:
            An observation with code "face_looks_blended" or "face_looks_of_one_piece"; score: median of the detector's
            scores (no probability; about -4 to 6), moved by the embedders where they are there; details "looks", and
            "embedded", the number of faces that both embedders saw.

        Abstains: no_face, face_too_small, too_dark, too_bright, too_short (too few looks yet, or turned away).
        """
        calibration = context.calibrations[self.name]
        faces = [f.candidate for f in window.last(calibration.limit("window_s")) if f.candidate is not None]
        if not faces:
            return self._abstention(window, "no_face")
        refusal = _refusal(faces[-1], calibration)
        if refusal not in (None, "face_too_small"):  # small in the stream, it may be large enough in close-ups
            return self._abstention(window, refusal)
        looks = [f.swap_trace for f in faces if f.swap_trace is not None and _refusal(f, calibration) is None]
        if len(looks) < calibration.limit("min_looks"):
            return self._abstention(window, refusal or "too_short")
        trace, embedded = float(np.median(looks)), _embedded(faces) if context.consented else []
        has_both = len(embedded) >= calibration.limit("min_embedded")
        score = trace + _drawn(embedded, calibration) if has_both else trace
        llr = calibration.llr("trace_and_embedders" if has_both else "trace", score)
        code = "face_looks_blended" if llr > 0 else "face_looks_of_one_piece"
        details: dict[str, float | int | str] = {"looks": len(looks), "embedded": len(embedded) if has_both else 0}
        return Observation(self.name, self.question, self.family, window.now_s, score, llr, code, details)

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)


def _embedded(faces: Sequence[FaceFacts]) -> list[tuple[F32, F32]]:
    """Return both embeddings of the newest track's faces that have them, oldest first."""
    mine = (face for face in faces if face.track == faces[-1].track)
    return [
        (face.embedding, face.second_embedding)
        for face in mine
        if face.embedding is not None and face.second_embedding is not None
    ]


def _drawn(embedded: Sequence[tuple[F32, F32]], calibration: SignalCalibration) -> float:
    """Return by how much two embedders move the score: agreement of their drifts, and shortness of the second."""
    first, second = (np.stack(vectors) for vectors in zip(*embedded, strict=True))
    agreement = drift_agreement(first, second) - calibration.limit("usual_agreement")
    length = float(np.median(np.linalg.norm(second, axis=1))) - calibration.limit("usual_length")
    return calibration.limit("agreement_weight") * agreement - calibration.limit("length_weight") * length


def _refusal(face: FaceFacts, calibration: SignalCalibration) -> str | None:
    """Return why a look at this face would not count; None when it would."""
    quality, limit = face.looked_at, calibration.limit
    if quality is None or quality.width_px < limit("min_width_px"):
        return "face_too_small"
    if quality.luma_mean < limit("min_luma"):
        return "too_dark"
    return "too_bright" if quality.clipped_fraction > limit("max_clipped") else None
