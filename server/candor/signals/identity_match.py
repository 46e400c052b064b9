"""Is the face on camera the one on the ID photo? (signals.md B1; threats: stand-in, borrowed identity)

Compares the mean embedding of the newest seconds of the candidate's track with the reference, normalised by the cohort.
A match is no evidence against a face swap: swaps are made from the ID photo.
"""

from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.faces import newest_embeddings, template_of
from candor.signals.protocol import Context


class IdentityMatch:
    """Compares the newest seconds with the ID photo."""

    name = SignalName("identity_match")
    question = Question.IDENTITY
    family = Family.IDENTITY
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return the comparison of the newest faces with the reference.

        Returns:
            An observation whose score is the cohort-normalised similarity. Its LLR is what is left of the comparison's
            after allowing for errors that stay all session (age of the photo, camera): 0 between the operating points.

        Abstains: no_consent, no_reference, no_face, too_short, and why the newest face cannot be compared.
        """
        calibration = context.calibrations[self.name]
        if not context.consented:
            return self._abstention(window, "no_consent")
        if context.reference is None:
            return self._abstention(window, "no_reference")
        frames = window.last(calibration.limit("window_s"))
        faces, reason = newest_embeddings(frames, calibration)
        if len(faces) < calibration.limit("min_embeddings"):
            return self._abstention(window, reason)
        probe = template_of(faces, context.model, calibration)
        comparison = context.comparator.compare(probe, context.reference)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=comparison.score,
            llr=calibration.llr("session", comparison.llr),
            code="id_mismatch" if comparison.llr > 0 else "id_match",
            details={
                "faces": len(faces),
                "seconds": calibration.limit("window_s"),
                "similarity": round(comparison.score, 3),
                "face_width_px": round(probe.face_width_px),
            },
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)
