"""What is looked at only now and then? Detail of the face, the background, a screen around it; skin always.

Called once per frame by pipeline/looks.py. Everything here is for signals that only inform: it must cost little.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import BackgroundFacts, FaceFacts
from candor.domain.frames import Frame
from candor.domain.ports import PersonSegmenter
from candor.maths.quantiles import quantile
from candor.pipeline.rules import GlanceRules
from candor.pipeline.screen_look import look_for_screen
from candor.pipeline.skin import face_detail, skin_colour

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]

_SLACK_S: Final = 0.0005
_SIZE: Final = (256, 144)
"""Of the segmentation, and of the picture that goes with it."""
_SURE: Final = (0.1, 0.9)
"""Cells below are background, above person; between is the seam, which a blur mixes."""


@dataclass(frozen=True, slots=True)
class Glances:
    """When each of them was last taken."""

    detail_at_s: float | None = None
    background_at_s: float | None = None
    screen_at_s: float | None = None


def glance(
    before: Glances, frame: Frame, face: FaceFacts, segmenter: PersonSegmenter | None, rules: GlanceRules
) -> tuple[Glances, FaceFacts, BackgroundFacts | None]:
    """Return the face with what was seen of the skin, and the background; None where it was not the time."""
    at_s, after, background = frame.captured_at_s, before, None
    landmarks_xy = face.landmarks_xy
    if landmarks_xy is not None:
        face = replace(face, skin_rgb=skin_colour(frame.rgb, landmarks_xy))
        if _is_due(before.detail_at_s, at_s, rules.detail_period_s) and _has_detail(face, rules):
            face = replace(face, detail=face_detail(frame.rgb, landmarks_xy))
            after = replace(after, detail_at_s=at_s)
    if _is_due(before.screen_at_s, at_s, rules.screen_period_s):
        after, face = _with_screen(after, face, frame, rules)
    if segmenter is not None and _is_due(before.background_at_s, at_s, rules.background_period_s):
        background = background_facts(frame.rgb, segmenter.segment(frame.rgb), rules)
        after = replace(after, background_at_s=at_s)
    return after, face, background


def _with_screen(after: Glances, face: FaceFacts, frame: Frame, rules: GlanceRules) -> tuple[Glances, FaceFacts]:
    """Add what speaks for a screen, where the face is large enough."""
    x1, _, x2, _ = (float(v) for v in face.box_xyxy)
    if x2 - x1 < rules.screen_min_width_px:
        return after, face
    seen = look_for_screen(frame.rgb, face.box_xyxy)
    return replace(after, screen_at_s=frame.captured_at_s), replace(face, screen=seen)


def background_facts(rgb: RGB, person: F32, rules: GlanceRules) -> BackgroundFacts | None:
    """Return how sharp the background is against the person; None where one of them is hardly there.

    Args:
        rgb: (H, W, 3).
        person: (144, 256) 0 to 1.
        rules: how much of the picture a person may fill.
    """
    share = float((person > 0.5).mean())
    behind, there = person < _SURE[0], person > _SURE[1]
    if not rules.min_person_share <= share <= rules.max_person_share or not behind.any() or not there.any():
        return None
    small = cv2.cvtColor(cv2.resize(rgb, _SIZE, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    energy = np.asarray(cv2.Laplacian(small, cv2.CV_32F), dtype=np.float32) ** 2
    # The sharpest tenth: a bare wall has no detail, yet a door or a shelf before it stands out even on a blurred wall.
    detail = np.log((quantile(energy[behind], 0.9) + 1.0) / (quantile(energy[there], 0.9) + 1.0))
    return BackgroundFacts(share, float(detail))


def _is_due(last_s: float | None, at_s: float, period_s: float) -> bool:
    return last_s is None or at_s - last_s >= period_s - _SLACK_S


def _has_detail(face: FaceFacts, rules: GlanceRules) -> bool:
    if face.pose is None or face.quality is None or face.quality.width_px < rules.detail_min_width_px:
        return False
    return max(abs(face.pose.yaw_deg), abs(face.pose.pitch_deg)) <= rules.detail_max_turn_deg
