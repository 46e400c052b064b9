"""What happened to the face during a check? A few numbers, each against the same face at rest.

A swap that knows nothing of hands paints over them (signals.md B9): the face stays whole and easy to find while the
ring around it changes, and the hand vanishes where the face begins. Read by signals/check_degradation.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from candor.challenges.compliance.stretch import Stretch, is_seen
from candor.domain.facts import FrameFacts, SeamFacts

FEATURES = (
    *("score_drop", "change_ratio", "inner_peak", "motion_ratio"),
    *("edges_appear", "edge_ratio", "outline_rise", "detail_rise", "hand_score", "hand_lost"),
)
"""Names of the numbers below; which of them are weighed for which check, models/calibration says."""

_ACTIVE = 0.5
"""Frames count in which the picture differed from rest at least half as much as it ever did."""
_HIGH = 90
_LOW = 10
_FEW = 4
_TINY = 1e-3
_SUREST = 1e-4
"""Scores of the mesh are read no nearer to 0 and 1 than this."""


@dataclass(frozen=True, slots=True)
class Degradation:
    """How the face fared."""

    features: dict[str, float]
    """By name of FEATURES; NaN where it could not be measured."""
    cover: float
    """Most of the face that was seen under a hand, 0 to 1; hands are also seen where they are about to vanish."""
    outer_change: float
    """Lab distance from rest around the face, at its highest: whether anything moved there at all."""


def degradation(stretch: Stretch) -> Degradation | None:
    """Return the numbers of a check that is over; None with too few frames at rest or in movement.

    The first frames of a check are its rest: it is still being read out.
    """
    rest = [f for f in stretch.during if f.seam is not None and np.isnan(f.seam.inner_change)]
    rest_at_s = rest[-1].captured_at_s if rest else stretch.start_s
    later = [f for f in stretch.during if f.captured_at_s > rest_at_s]
    active = most_changed(later)
    if len(rest) < _FEW or len(active) < _FEW or not stretch.has_rest:
        return None
    features = {
        "score_drop": _median([_logit(f) for f in rest]) - float(np.percentile([_logit(f) for f in later], _LOW)),
        "change_ratio": _log(_high(later, "inner_change"), _high(later, "outer_change")),
        "inner_peak": _log(_high(later, "inner_motion"), _middle(rest, "inner_motion")),
        "motion_ratio": _log_ratio(active, rest, "inner_motion", "outer_motion"),
        "edges_appear": _log(_high(later, "inner_edges"), _middle(rest, "inner_edges")),
        "edge_ratio": _log(_high(later, "inner_edges"), _high(later, "outer_edges")),
        "outline_rise": _middle(active, "restless") - _middle(rest, "restless"),
        "detail_rise": _log_ratio(active, rest, "inner_detail", "outer_detail"),
        "hand_score": _median([_hand_score(f) for f in active if f.hands]),
        "hand_lost": float(np.mean([not f.hands for f in active])),
    }
    cover = max((hand.on_face.cover for f in later for hand in f.hands or () if hand.on_face), default=0.0)
    return Degradation(features, cover, _high(later, "outer_change"))


def most_changed(frames: Sequence[FrameFacts]) -> list[FrameFacts]:
    """Return the frames in which the picture differed from rest at least half as much as it ever did."""
    changes = [(f.seam.inner_change + f.seam.outer_change) if f.seam else np.nan for f in frames]
    how_far = np.array(changes, dtype=np.float64)
    if not np.isfinite(how_far).any():
        return []
    is_on = np.nan_to_num(how_far) >= _ACTIVE * float(np.nanmax(how_far))
    return [frame for frame, on in zip(frames, is_on, strict=True) if on]


def _logit(frame: FrameFacts) -> float:
    """Return how sure the mesh was, as a logit; a face that was lost counts as least sure."""
    score = frame.candidate.mesh_score if is_seen(frame) and frame.candidate else 0.0
    return _as_logit(score)


def _as_logit(score: float) -> float:
    score = min(max(score, _SUREST), 1 - _SUREST)
    return float(np.log(score / (1 - score)))


def _hand_score(frame: FrameFacts) -> float:
    """Return how sure the hand model was of the surest hand, as a logit."""
    return _as_logit(max(hand.score for hand in frame.hands or ()))


def _values(frames: Sequence[FrameFacts], name: str) -> list[float]:
    found = [float(getattr(f.seam, name)) for f in frames if isinstance(f.seam, SeamFacts)]
    return [value for value in found if np.isfinite(value)]


def _middle(frames: Sequence[FrameFacts], name: str) -> float:
    return _median(_values(frames, name))


def _high(frames: Sequence[FrameFacts], name: str) -> float:
    values = _values(frames, name)
    return float(np.percentile(values, _HIGH)) if values else float("nan")


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def _log(a: float, b: float) -> float:
    return float(np.log((a + _TINY) / (b + _TINY)))


def _log_ratio(frames: Sequence[FrameFacts], rest: Sequence[FrameFacts], inner: str, outer: str) -> float:
    """Return log of inside over ring, in movement against at rest."""
    return _log(_middle(frames, inner), _middle(frames, outer)) - _log(_middle(rest, inner), _middle(rest, outer))
