"""What else was tried to tell a swapped face from an honest one while the head turns? For the record only.

signals.md B9: the face's own likeness, the fit and trembling of its mesh, colour steps, a background that is dragged
along, lag behind the head; and the swap detector. Called by check_trials.py, printed by check_report.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast

import cv2
import numpy as np

from candor.challenges.degradation import most_changed
from candor.domain.checks import Check
from candor.domain.facts import F32, FaceFacts, FrameFacts
from candor.domain.ports import Mesh
from candor.evaluation.recipes.clip import F64, RGB
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import FACE_OVAL, NOSE_BRIDGE
from candor.maths.head_pose import CANONICAL_XYZ, RIGID_POINTS
from candor.pipeline.analysers import Analysers
from candor.pipeline.seam import aligned_face, face_places

LOOKS: Final = 4
"""Pictures at rest, and as many in movement, that the slower measures look at."""
_TINY: Final = 1e-4
_BACK_S: Final = 0.35
_DRAG_PX: Final = 10
_MOST_LAG: Final = 4


@dataclass(frozen=True, slots=True)
class _Look:
    rgb: RGB
    facts: FrameFacts
    face: FaceFacts
    mesh_xy: F32


def besides(frames: Sequence[RGB], facts: Sequence[FrameFacts], check: Check, analysers: Analysers) -> dict[str, float]:
    """Return the measures of one check by name; none when the face was hardly seen."""
    looks = [look for rgb, f in zip(frames, facts, strict=False) if (look := _look(rgb, f))]
    rest = [one for one in looks if one.facts.seam and np.isnan(one.facts.seam.inner_change)]
    moving = {id(f) for f in most_changed([f for f in facts if f.seam and not np.isnan(f.seam.inner_change)])}
    active = [one for one in looks if id(one.facts) in moving]
    if len(rest) < LOOKS or len(active) < LOOKS:
        return {}
    last = active[-1].facts.captured_at_s
    after = [one for one in looks if last < one.facts.captured_at_s <= last + _BACK_S]
    return {
        **_likeness(_spread(rest), _spread(active), after, analysers),
        **_trace(_spread(rest), _spread(active), analysers),
        **_mesh(rest, active),
        "colour_step": _median_step(active, check) - _median_step(rest, check),
        "drag": _drag(looks),
        "lag": _lag(looks),
    }


def _look(rgb: RGB, facts: FrameFacts) -> _Look | None:
    face = facts.candidate
    return None if face is None or face.landmarks_xy is None else _Look(rgb, facts, face, face.landmarks_xy)


def _spread(looks: Sequence[_Look]) -> list[_Look]:
    return [looks[int(place)] for place in np.linspace(0, len(looks) - 1, LOOKS)]


def _likeness(
    rest: Sequence[_Look], active: Sequence[_Look], after: Sequence[_Look], analysers: Analysers
) -> dict[str, float]:
    """How far the embedding leaves the one at rest, and whether it is back 0.3 s after the movement."""
    own = np.stack([_embedding(one, analysers) for one in rest])
    mean = own.mean(axis=0) / float(np.linalg.norm(own.mean(axis=0)))
    near, far = (float(np.mean([_embedding(one, analysers) @ mean for one in part])) for part in (rest, active))
    back = float(_embedding(after[-1], analysers) @ mean) if after else np.nan
    return {"likeness_drop": near - far, "likeness_not_back": near - back}


def _trace(rest: Sequence[_Look], active: Sequence[_Look], analysers: Analysers) -> dict[str, float]:
    if analysers.swap_trace is None:
        return {}
    before, then = ([analysers.swap_trace.score(one.rgb, one.mesh_xy) for one in part] for part in (rest, active))
    return {
        "trace_rise": float(np.mean(then) - np.mean(before)),
        "trace_spread": float(np.std(then) - np.std(before)),
        "trace_at_rest": float(np.mean(before)),
    }


def _mesh(rest: Sequence[_Look], active: Sequence[_Look]) -> dict[str, float]:
    """How the mesh trembles (its shape from picture to picture) and how far it departs from a solid head."""
    trembling = [
        float(np.abs(np.diff([_shape(one.mesh_xy) for one in part], axis=0)).mean()) for part in (rest, active)
    ]
    bent = [float(np.median([_residual(one.mesh_xy) for one in part])) for part in (rest, active)]
    return {
        "mesh_motion": float(np.log((trembling[1] + _TINY) / (trembling[0] + _TINY))),
        "mesh_residual": bent[1] - bent[0],
    }


def _shape(mesh_xy: F32) -> F32:
    """Return the mesh about its middle, in units of its size."""
    centred = mesh_xy - mesh_xy.mean(axis=0)
    return centred / float(np.sqrt(np.square(centred).sum(axis=1).mean()))


def _residual(mesh_xy: F32) -> float:
    """Return how far the rigid points lie from any view of the canonical head from far away, inter-eye distances."""
    points = mesh_xy[RIGID_POINTS].astype(np.float64)
    head = np.column_stack([CANONICAL_XYZ, np.ones(len(CANONICAL_XYZ))])
    view = np.linalg.lstsq(head, points, rcond=None)[0]
    left, right = eye_centres(mesh_xy)
    return float(np.linalg.norm(head @ view - points, axis=1).mean() / max(np.linalg.norm(right - left), 1.0))


def _step(one: _Look, check: Check) -> float:
    """Return the Lab distance between the mean colours inside the outline and in the ring."""
    lab, points = aligned_face(one.rgb, one.mesh_xy)
    places = face_places(points, check)
    return float(np.linalg.norm(lab[places.inner].mean(axis=0) - lab[places.ring].mean(axis=0)))


def _median_step(looks: Sequence[_Look], check: Check) -> float:
    return float(np.median([_step(one, check) for one in looks]))


def _drag(looks: Sequence[_Look]) -> float:
    """Return how far the picture beside the cheeks moves while the face does, per movement of the face."""
    beside, moved = list[float](), list[float]()
    for before, now in pairwise(looks):
        oval = before.mesh_xy[list(FACE_OVAL)]
        outward = oval - oval.mean(axis=0)
        points = oval + _DRAG_PX * outward / np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1.0)
        beside.append(float(np.median(np.linalg.norm(_flow(before.rgb, now.rgb, points), axis=1))))
        moved.append(float(np.median(np.linalg.norm(now.mesh_xy - before.mesh_xy, axis=1))))
    return float(np.sum(beside) / max(float(np.sum(moved)), 1.0))


def _lag(looks: Sequence[_Look]) -> float:
    """Return by how many pictures the mesh follows the rim of the head, sideways."""
    mesh, rim = list[float](), list[float]()
    for before, now in pairwise(looks):
        oval = before.mesh_xy[list(FACE_OVAL)]
        points = oval.mean(axis=0) + 1.06 * (oval - oval.mean(axis=0))
        rim.append(float(np.median(_flow(before.rgb, now.rgb, points)[:, 0])))
        mesh.append(float((now.mesh_xy - before.mesh_xy)[NOSE_BRIDGE, 0]))
    a, b = (np.array(values) - np.mean(values) for values in (mesh, rim))
    lags = range(-_MOST_LAG, _MOST_LAG + 1)
    likeness = [float(a[max(k, 0) : len(a) + min(k, 0)] @ b[max(-k, 0) : len(b) - max(k, 0)]) for k in lags]
    return float(lags[int(np.argmax(likeness))])


def _flow(before: RGB, now: RGB, points_xy: F32) -> F64:
    """Return (N, 2) px by which these points move."""
    first, second = (cast("np.ndarray", cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)) for rgb in (before, now))
    start = points_xy.astype(np.float32)[:, None]
    moved, _, _ = cv2.calcOpticalFlowPyrLK(first, second, start, np.zeros_like(start), winSize=(15, 15), maxLevel=2)
    return np.asarray(moved - start, dtype=np.float64)[:, 0]


def _embedding(one: _Look, analysers: Analysers) -> F32:
    xyz = np.column_stack([one.mesh_xy, np.zeros(len(one.mesh_xy))]).astype(np.float32)
    vector = analysers.embedder.embed(one.rgb, [Mesh(xyz, one.face.mesh_score)])[0]
    return vector / float(np.linalg.norm(vector))
