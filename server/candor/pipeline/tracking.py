"""Which face is which from frame to frame, and whose is the candidate's? Tracks by place alone: no identity in here.

After detection, before facts. A track is tentative until it was detected a few times, then confirmed, and lost when it
is not seen for a while; a face that comes back later gets a new track, so that continuity can ask whether it is the
same person. There is one candidate track: the largest confirmed face, kept until it is lost or another is clearly
larger for long enough (the tile has switched to somebody else).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.ids import TrackId
from candor.domain.ports import Detection
from candor.maths.geometry import centre_distance, intersection_over_union
from candor.pipeline.rules import TrackingRules

F32 = NDArray[np.float32]
Box = tuple[float, float, float, float]

_IMPOSSIBLE: Final = 1e6


class TrackStatus(StrEnum):
    """How much is known of a track."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Track:
    """One face over time."""

    id: TrackId
    box_xyxy: Box
    """px, where it was last seen."""
    score: float
    """0 to 1, of the detector or of the mesh."""
    born_at_s: float
    seen_at_s: float
    """When detector or mesh last saw it."""
    detected_at_s: float
    """When the detector last saw it."""
    hits: int
    """How often the detector saw it."""

    @property
    def width_px(self) -> float:
        """Width of the box."""
        return self.box_xyxy[2] - self.box_xyxy[0]

    def status(self, at_s: float, rules: TrackingRules) -> TrackStatus:
        """Return what the track is at this moment."""
        if at_s - self.seen_at_s > rules.keep_lost_s:
            return TrackStatus.LOST
        return TrackStatus.CONFIRMED if self.hits >= rules.confirm_hits else TrackStatus.TENTATIVE


@dataclass(frozen=True, slots=True)
class Tracks:
    """All tracks of an interview that are not lost, and who the candidate is."""

    alive: tuple[Track, ...] = ()
    next_id: int = 1
    candidate_id: TrackId | None = None
    rival_id: TrackId | None = None
    """A face that is clearly larger than the candidate's, and since when."""
    rival_since_s: float = 0.0

    @property
    def candidate(self) -> Track | None:
        """The candidate's track, when there is one."""
        return next((t for t in self.alive if t.id == self.candidate_id), None)


def advance_tracks(
    tracks: Tracks, detections: Sequence[Detection], at_s: float, rules: TrackingRules
) -> tuple[Tracks, tuple[TrackId, ...]]:
    """Give every detection of a frame to a track, or to a new one.

    Args:
        tracks: as of the frame before.
        detections: everything the detector found.
        at_s: captured_at_s of the frame.
        rules: limits of matching.

    Returns:
        The tracks of this frame, with the candidate chosen, and the track of each detection in order.
    """
    owners = _match(tracks.alive, detections, rules)
    new_ids = iter(range(tracks.next_id, tracks.next_id + len(detections)))
    ids = tuple(TrackId(next(new_ids)) if owner is None else tracks.alive[owner].id for owner in owners)
    before = {track.id: track for track in tracks.alive}
    for track_id, detection in zip(ids, detections, strict=True):
        before[track_id] = _seen(before.get(track_id), track_id, detection, at_s)
    advanced = replace(tracks, alive=tuple(before.values()), next_id=next(new_ids, tracks.next_id + len(detections)))
    return choose_candidate(advanced, at_s, rules), ids


def follow_candidate(tracks: Tracks, box_xyxy: F32, score: float, at_s: float) -> Tracks:
    """Move the candidate's track to where the mesh has followed it on a frame without detector."""
    moved = tuple(
        replace(t, box_xyxy=_box(box_xyxy), score=score, seen_at_s=at_s) if t.id == tracks.candidate_id else t
        for t in tracks.alive
    )
    return replace(tracks, alive=moved)


def end_all_tracks(tracks: Tracks) -> Tracks:
    """Forget everybody at a scene cut or tile switch: whoever is there now is a new track."""
    return Tracks(next_id=tracks.next_id)


def choose_candidate(tracks: Tracks, at_s: float, rules: TrackingRules) -> Tracks:
    """Drop lost tracks and decide whose the candidate's face is."""
    alive = tuple(t for t in tracks.alive if t.status(at_s, rules) is not TrackStatus.LOST)
    confirmed = [t for t in alive if t.status(at_s, rules) is TrackStatus.CONFIRMED]
    tracks = replace(tracks, alive=alive)
    largest = max(confirmed, key=lambda t: t.width_px, default=None)
    candidate = tracks.candidate
    if largest is None or candidate is None:
        return replace(tracks, candidate_id=largest.id if largest else None, rival_id=None)
    if largest.width_px < rules.handover_width_ratio * candidate.width_px:
        return replace(tracks, rival_id=None)
    if largest.id != tracks.rival_id:
        return replace(tracks, rival_id=largest.id, rival_since_s=at_s)
    if at_s - tracks.rival_since_s < rules.handover_after_s:
        return tracks
    return replace(tracks, candidate_id=largest.id, rival_id=None)


def _match(alive: Sequence[Track], detections: Sequence[Detection], rules: TrackingRules) -> list[int | None]:
    """Return for each detection the index of its track: best overlap first, then nearest, each track once."""
    owners: list[int | None] = [None] * len(detections)
    if not alive or not detections:
        return owners
    boxes = np.array([t.box_xyxy for t in alive], dtype=np.float32)
    found = np.stack([d.box_xyxy for d in detections])
    cost = _matching_cost(boxes, found, rules)
    while cost.min() < _IMPOSSIBLE:
        track, detection = (int(i) for i in np.unravel_index(cost.argmin(), cost.shape))
        owners[detection] = track
        cost[track, :] = _IMPOSSIBLE
        cost[:, detection] = _IMPOSSIBLE
    return owners


def _matching_cost(boxes: F32, found: F32, rules: TrackingRules) -> F32:
    """Return (N, M): 0 to 1 for boxes that overlap enough, from 1 for near boxes of like size, else impossible."""
    overlap = intersection_over_union(boxes, found)
    distance = centre_distance(boxes, found)
    ratio = (boxes[:, 2] - boxes[:, 0])[:, None] / np.maximum((found[:, 2] - found[:, 0])[None], 1e-3)
    is_like = np.maximum(ratio, 1 / np.maximum(ratio, 1e-3)) <= rules.match_size_ratio
    is_near = (distance <= rules.match_distance) & is_like
    return np.where(overlap >= rules.match_iou, 1 - overlap, np.where(is_near, 1 + distance, _IMPOSSIBLE))


def _seen(track: Track | None, track_id: TrackId, detection: Detection, at_s: float) -> Track:
    box, score = _box(detection.box_xyxy), detection.score
    if track is None:
        return Track(track_id, box, score, born_at_s=at_s, seen_at_s=at_s, detected_at_s=at_s, hits=1)
    return replace(track, box_xyxy=box, score=score, seen_at_s=at_s, detected_at_s=at_s, hits=track.hits + 1)


def _box(box_xyxy: F32) -> Box:
    x1, y1, x2, y2 = (float(v) for v in box_xyxy)
    return (x1, y1, x2, y2)
