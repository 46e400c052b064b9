"""What do only signals ask of the candidate's face? Each look has a name and a pace of its own; benchmarks time it.

After the mesh, before the window; called once a frame by pipeline/faces.py where there is a candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import BackgroundFacts, FaceFacts
from candor.domain.frames import Frame
from candor.domain.ports import Detection
from candor.pipeline.analysers import Analysers
from candor.pipeline.close_up import View
from candor.pipeline.corners import CornerState, follow_corners
from candor.pipeline.face_change import ChangeState, follow_change
from candor.pipeline.glances import Glances, glance
from candor.pipeline.rules import PipelineRules

_SLACK_S: Final = 0.0005
"""At 10 frames per second the tenth frame counts as one second, whatever rounding says."""


@dataclass(frozen=True, slots=True)
class LookState:
    """What one frame must know of the looks before."""

    corners: CornerState | None = None
    followed_at_s: float | None = None
    """When corners were last followed."""
    change: ChangeState | None = None
    textured_at_s: float | None = None
    traced_at_s: float | None = None
    """When the swap detector last looked."""
    glances: Glances = field(default_factory=Glances)


@dataclass(frozen=True, slots=True)
class Seen:
    """A frame, and what is known of its candidate so far."""

    frame: Frame
    luma: NDArray[np.uint8]
    """(H, W) of the frame."""
    detection: Detection | None
    """Where the detector has just drawn the candidate's box; None when it did not look at this frame."""
    face: FaceFacts
    background: BackgroundFacts | None = None
    view: View | None = None
    """The sharpest picture of the face at this moment; None without a mesh, and while its close-up is still to come."""


Look = Callable[[LookState, Seen, Analysers, PipelineRules], tuple[LookState, Seen]]
"""Returns its state, and what is seen with what it found; both as they were when it is not its time."""


def look_closer(
    state: LookState, seen: Seen, analysers: Analysers, rules: PipelineRules, looks: Mapping[str, Look]
) -> tuple[LookState, Seen]:
    """Take every look that is due, in order."""
    for look in looks.values():
        state, seen = look(state, seen, analysers, rules)
    return state, seen


def _corners(state: LookState, seen: Seen, _: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
    """Add the corners of the face every other picture or so; a frame without a mesh ends their path."""
    face, at_s = seen.face, seen.frame.captured_at_s
    if face.landmarks_xy is None or face.pose is None:
        return replace(state, corners=None, followed_at_s=None), seen
    if not _is_due(state.followed_at_s, at_s, rules.corners.period_s):
        return state, seen
    found = follow_corners(state.corners, face.track, seen.luma, face.landmarks_xy, face.pose, at_s, rules.corners)
    tracks = found.tracks if found else None
    return replace(state, corners=found, followed_at_s=at_s), replace(seen, face=replace(face, corners=tracks))


def _change(state: LookState, seen: Seen, _: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
    """Add how the face changed since its key frame; a frame without a mesh leaves the key frame in force."""
    face, at_s = seen.face, seen.frame.captured_at_s
    if face.landmarks_xy is None:
        return state, seen
    after, change = follow_change(state.change, face.track, seen.luma, face.landmarks_xy, at_s, rules.change)
    return replace(state, change=after), replace(seen, face=replace(face, change=change))


def _texture(state: LookState, seen: Seen, analysers: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
    """Let the optional network look once a period, at a moment when the detector has just drawn the box."""
    at_s, found = seen.frame.captured_at_s, seen.detection
    if analysers.texture is None or found is None or not _is_due(state.textured_at_s, at_s, rules.texture.period_s):
        return state, seen
    if float(found.box_xyxy[2] - found.box_xyxy[0]) < rules.texture.min_width_px:
        return state, seen
    texture = analysers.texture.score(seen.frame.rgb, found)
    return replace(state, textured_at_s=at_s), replace(seen, face=replace(seen.face, texture=texture))


def _swap_trace(state: LookState, seen: Seen, analysers: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
    """Let the swap detector look once a period, and at every close-up, at a face that is large and frontal enough."""
    view, at_s, limits = seen.view, seen.frame.captured_at_s, rules.swap_trace
    if analysers.swap_trace is None or view is None:
        return state, seen
    if not view.is_near and not _is_due(state.traced_at_s, at_s, limits.period_s):
        return state, seen
    if view.quality.width_px < limits.min_width_px or abs(view.pose.yaw_deg) > limits.max_yaw_deg:
        return state, seen
    score = analysers.swap_trace.score(view.rgb, view.mesh.landmarks_xyz[:, :2])
    return replace(state, traced_at_s=at_s), replace(seen, face=replace(seen.face, swap_trace=score))


def _glances(state: LookState, seen: Seen, analysers: Analysers, rules: PipelineRules) -> tuple[LookState, Seen]:
    """Add skin, detail and background."""
    after, face, background = glance(state.glances, seen.frame, seen.face, analysers.segmenter, rules.glance)
    return replace(state, glances=after), replace(seen, face=face, background=background)


def _is_due(last_s: float | None, at_s: float, period_s: float) -> bool:
    return last_s is None or at_s - last_s >= period_s - _SLACK_S


LOOKS: Final[Mapping[str, Look]] = {
    "corners": _corners,
    "change": _change,
    "texture": _texture,
    "swap_trace": _swap_trace,
    "glances": _glances,
}
"""Every look, in order."""
