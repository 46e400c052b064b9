"""Who sat there at the start of this call? The template that `continuity` compares with, built from the first faces.

The session keeps one `Enrolment` per interview (it is a plain value, so a checkpoint can hold it) and calls `enrol` on
every frame that carries an embedding. A face that does not match what is enrolled so far is never mixed in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.identity import Template
from candor.domain.ids import SignalName
from candor.signals.faces import frontal_weight, unusable_reason
from candor.signals.protocol import Context

CONTINUITY = SignalName("continuity")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Weighted sum of the embeddings taken in so far. Holds biometric data: encrypt at rest."""

    vector_sum: tuple[float, ...] = ()
    weight: float = 0.0
    n_embeddings: int = 0
    width_sum_px: float = 0.0
    from_s: float = 0.0
    """captured_at_s of the first embedding taken in."""

    def template(self, model: str, least: int) -> Template | None:
        """Return the template, or None when fewer than `least` embeddings have been taken in."""
        if self.n_embeddings < max(least, 1):
            return None
        vector = np.asarray(self.vector_sum, dtype=np.float32) / np.float32(self.weight)
        return Template(model, vector, self.n_embeddings, self.width_sum_px / self.n_embeddings)


def enrolled_template(enrolment: Enrolment, context: Context) -> Template | None:
    """Return the template to put into the next `Context.enrolled`."""
    least = int(context.calibrations[CONTINUITY].limit("enrol_min_embeddings"))
    return enrolment.template(context.model, least)


def enrol(enrolment: Enrolment, frame: FrameFacts, context: Context) -> Enrolment:
    """Take the candidate's embedding in, if enrolment is still open and the face is usable and the same person's."""
    calibration = context.calibrations[CONTINUITY]
    face = frame.candidate
    if face is None or face.embedding is None or unusable_reason(face, calibration) is not None:
        return enrolment
    if enrolment.n_embeddings and not _fits(enrolment, frame, context):
        least = calibration.limit("enrol_min_embeddings")
        # One early face that nobody resembles again was an accident; enough of them are who started this call.
        return enrolment if enrolment.n_embeddings >= least else _added(Enrolment(), frame, context)
    is_open = frame.captured_at_s - enrolment.from_s <= calibration.limit("enrol_span_s")
    return _added(enrolment, frame, context) if is_open or not enrolment.n_embeddings else enrolment


def _added(enrolment: Enrolment, frame: FrameFacts, context: Context) -> Enrolment:
    face = frame.candidate
    if face is None or face.embedding is None:
        return enrolment
    weight = frontal_weight(face, context.calibrations[CONTINUITY])
    scaled = np.asarray(face.embedding, dtype=np.float64) * weight
    total = scaled + np.asarray(enrolment.vector_sum) if enrolment.n_embeddings else scaled
    return Enrolment(
        vector_sum=tuple(float(v) for v in total),
        weight=enrolment.weight + weight,
        n_embeddings=enrolment.n_embeddings + 1,
        width_sum_px=enrolment.width_sum_px + (face.looked_at.width_px if face.looked_at else 0.0),
        from_s=enrolment.from_s if enrolment.n_embeddings else frame.captured_at_s,
    )


def _fits(enrolment: Enrolment, frame: FrameFacts, context: Context) -> bool:
    """Whether the new face speaks clearly for the same person as the enrolled ones."""
    so_far = enrolment.template(context.model, 1)
    face = frame.candidate
    if so_far is None or face is None or face.embedding is None:
        return True
    newest = Template(context.model, face.embedding, 1, face.looked_at.width_px if face.looked_at else 0.0)
    score = context.comparator.compare(newest, so_far).score
    return context.calibrations[CONTINUITY].llr("same_call", score) < 0
