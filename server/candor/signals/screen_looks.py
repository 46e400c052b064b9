"""Which looks for a screen can be judged? Shared by screen_border and screen_moire."""

from __future__ import annotations

from collections.abc import Sequence

from candor.domain.facts import FaceFacts, ScreenFacts
from candor.domain.window import Window
from candor.signals.calibration import SignalCalibration


def usable_looks(window: Window, calibration: SignalCalibration) -> Sequence[ScreenFacts] | str:
    """Return the looks of the newest stretch, or why there are too few: no_face, face_too_small, too_dark, too_short.

    Args:
        window: facts of this call.
        calibration: with limits window_s, min_looks, min_width_px and min_luma.
    """
    faces = [f.candidate for f in window.last(calibration.limit("window_s")) if f.candidate is not None]
    if not faces:
        return "no_face"
    looked = [(face.screen, _refusal(face, calibration)) for face in faces if face.screen is not None]
    usable = [screen for screen, refusal in looked if refusal is None]
    if len(usable) >= calibration.limit("min_looks"):
        return usable
    refused = [refusal for _, refusal in looked if refusal is not None]
    if len(refused) > len(usable):
        return refused[-1]
    return "too_short" if looked else (_refusal(faces[-1], calibration) or "too_short")


def _refusal(face: FaceFacts, calibration: SignalCalibration) -> str | None:
    """Return why a look does not count; None when it does."""
    x1, _, x2, _ = (float(v) for v in face.box_xyxy)
    if x2 - x1 < calibration.limit("min_width_px"):
        return "face_too_small"
    is_dark = face.quality is not None and face.quality.luma_mean < calibration.limit("min_luma")
    return "too_dark" if is_dark else None
