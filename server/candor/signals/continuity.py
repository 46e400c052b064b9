"""Is it the same person as at the start of this call? (signals.md B1; threat: substitution in mid-call)

Compares the newest faces of the candidate's track with the template enrolled at the start. A new track (a cut, a return
after absence, a switched tile) starts from nothing, so the faces before it cannot vouch for those after it.
"""

from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.domain.window import Window
from candor.signals.faces import newest_embeddings, template_of
from candor.signals.protocol import Context


class Continuity:
    """Compares the newest seconds with the template of this call."""

    name = SignalName("continuity")
    question = Question.CONTINUITY
    family = Family.IDENTITY
    period_s = 1.0

    def observe(self, window: Window, context: Context) -> Verdict:
        """Return the comparison of the newest faces with the enrolled ones.

        Abstains: no_consent, no_enrolment, no_face, too_short, and why the newest face cannot be compared.
        """
        calibration = context.calibrations[self.name]
        if not context.consented:
            return self._abstention(window, "no_consent")
        frames = window.last(calibration.limit("window_s"))
        faces, reason = newest_embeddings(frames, calibration)
        if context.enrolled is None:
            return self._abstention(window, "no_enrolment" if faces or reason == "too_short" else reason)
        if len(faces) < calibration.limit("min_embeddings"):
            return self._abstention(window, reason)
        probe = template_of(faces, context.model, calibration)
        comparison = context.comparator.compare(probe, context.enrolled)
        llr = calibration.llr("same_call", comparison.score)
        return Observation(
            signal=self.name,
            question=self.question,
            family=self.family,
            at_s=window.now_s,
            score=comparison.score,
            llr=llr,
            code="person_changed" if llr > 0 else "same_person",
            details={
                "faces": len(faces),
                "seconds": calibration.limit("window_s"),
                "since_at_s": round(frames[0].captured_at_s, 1),
                "similarity": round(comparison.score, 3),
                "face_width_px": round(probe.face_width_px),
            },
        )

    def _abstention(self, window: Window, reason: str) -> Abstention:
        return Abstention(self.name, self.question, window.now_s, reason)
