"""Which faces are in this frame, and what is known of them? Detector, mesh, eyes and embedder, each when it is due.

One frame and the state of the frame before go in; facts and the new state come out. The mesh follows the candidate from
frame to frame; the detector runs several times a second to see who else is there, and at once when the mesh loses the
face.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import FaceFacts, FrameFacts, PictureFacts
from candor.domain.frames import CloseUp, Frame
from candor.domain.ids import TrackId
from candor.domain.ports import Detection, Mesh
from candor.maths.geometry import bounding_box
from candor.pipeline.analysers import Analysers
from candor.pipeline.close_up import Fate, Near, View, look_near
from candor.pipeline.cuts import is_cut
from candor.pipeline.facts import detection_of, face_facts, luma_of, picture_facts
from candor.pipeline.looks import LOOKS, Look, LookState, Seen, look_closer
from candor.pipeline.rules import EmbeddingRules, PipelineRules
from candor.pipeline.tracking import (
    Tracks,
    TrackStatus,
    advance_tracks,
    choose_candidate,
    end_all_tracks,
    follow_candidate,
)

RGB = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Watch:
    """What one frame must know of the one before."""

    tracks: Tracks = field(default_factory=Tracks)
    followed: Detection | None = None
    """Where the mesh of the candidate was, with the track it belongs to."""
    followed_id: TrackId | None = None
    detected_at_s: float | None = None
    """When the detector last ran."""
    embedded_at_s: float | None = None
    embedded_id: TrackId | None = None
    near: Near | None = None
    """The newest close-up that was used."""
    fate: Fate | None = None
    """Of the close-up that came with this frame."""
    looks: LookState = field(default_factory=LookState)
    picture: PictureFacts | None = None
    size_px: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Sighting:
    """The candidate's face in this frame."""

    track: TrackId
    detection: Detection
    mesh: Mesh | None


def watch_faces(
    watch: Watch,
    frame: Frame,
    analysers: Analysers,
    rules: PipelineRules,
    *,
    may_embed: bool,
    looks: Mapping[str, Look] = LOOKS,
    close_up: CloseUp | None = None,
) -> tuple[Watch, FrameFacts]:
    """Return all facts of one frame.

    Args:
        watch: the state that the frame before left.
        frame: decoded; captured_at_s later than that of the frame before.
        analysers: the models.
        rules: when they run and what counts.
        may_embed: whether the candidate has consented; without it no embedding is computed.
        looks: taken in this order.
        close_up: of this frame's moment.
    """
    luma = luma_of(frame.rgb)
    picture = picture_facts(frame.rgb, luma)
    size_px = (frame.rgb.shape[1], frame.rgb.shape[0])
    watch = _after_cut(watch, picture, size_px, rules)
    watch, sighting = _find_candidate(watch, frame, analysers, rules)
    watch = replace(watch, fate=Fate.NO_FACE if close_up else None)
    candidate, background = None, None
    if sighting:
        candidate = _candidate_facts(sighting, frame.rgb, luma, analysers)
        watch, view = _sharpest(watch, candidate, sighting, frame, luma, close_up, analysers, rules)
        if view is not None and view.is_near:
            candidate = replace(candidate, close_up=view.quality)
        if may_embed and view is not None:
            watch, candidate = _embed_when_due(watch, candidate, view, frame, analysers, rules)
        detection = sighting.detection if watch.detected_at_s == frame.captured_at_s else None
        state, seen = look_closer(
            watch.looks, Seen(frame, luma, detection, candidate, view=view), analysers, rules, looks
        )
        watch, candidate, background = replace(watch, looks=state), seen.face, seen.background
    facts = FrameFacts(
        seq=frame.seq,
        captured_at_s=frame.captured_at_s,
        received_at_s=frame.received_at_s,
        size_px=size_px,
        picture=picture,
        candidate=candidate,
        others=_others(watch, frame.captured_at_s, rules),
        background=background,
    )
    return replace(watch, picture=picture, size_px=size_px), facts


def _after_cut(watch: Watch, picture: PictureFacts, size_px: tuple[int, int], rules: PipelineRules) -> Watch:
    """End all tracks at a scene cut; a new size alone (the call adapts its bandwidth) only makes the detector look."""
    if watch.picture is None:
        return watch
    if is_cut(watch.picture.thumbnail, picture.thumbnail, rules.cut):
        return replace(watch, tracks=end_all_tracks(watch.tracks), followed=None, followed_id=None)
    return watch if size_px == watch.size_px else _rescaled(watch, size_px)


def _rescaled(watch: Watch, size_px: tuple[int, int]) -> Watch:
    """Carry every track over to a picture of another size, so that the same face keeps its track."""
    fx, fy = size_px[0] / watch.size_px[0], size_px[1] / watch.size_px[1]
    alive = tuple(
        replace(t, box_xyxy=(t.box_xyxy[0] * fx, t.box_xyxy[1] * fy, t.box_xyxy[2] * fx, t.box_xyxy[3] * fy))
        for t in watch.tracks.alive
    )
    return replace(watch, tracks=replace(watch.tracks, alive=alive), followed=None, followed_id=None)


def _find_candidate(
    watch: Watch, frame: Frame, analysers: Analysers, rules: PipelineRules
) -> tuple[Watch, _Sighting | None]:
    """Follow the candidate by mesh, look with the detector when that is due, and say where the candidate is."""
    at_s = frame.captured_at_s
    mesh = analysers.mesher.fit(frame.rgb, watch.followed) if watch.followed else None
    tracks = watch.tracks
    if mesh:
        tracks = follow_candidate(tracks, bounding_box(mesh.landmarks_xyz[:, :2]), mesh.score, at_s)
    is_due = watch.detected_at_s is None or at_s - watch.detected_at_s >= rules.tracking.detect_every_s
    if mesh and not is_due:
        watch = replace(watch, tracks=choose_candidate(tracks, at_s, rules.tracking))
        return _follow(watch, mesh, None, at_s, rules)
    detections = analysers.detector.detect(frame.rgb)
    tracks, ids = advance_tracks(tracks, detections, at_s, rules.tracking)
    watch = replace(watch, tracks=tracks, detected_at_s=at_s)
    found = _detection_of_candidate(tracks, detections, ids)
    if found and (mesh is None or tracks.candidate_id != watch.followed_id):
        mesh = analysers.mesher.fit(frame.rgb, found)
    elif tracks.candidate_id != watch.followed_id:
        mesh = None
    return _follow(watch, mesh, found, at_s, rules)


def _follow(
    watch: Watch, mesh: Mesh | None, found: Detection | None, at_s: float, rules: PipelineRules
) -> tuple[Watch, _Sighting | None]:
    """Say where the candidate is, and let the next frame's mesh start there; not for long without the detector."""
    candidate = watch.tracks.candidate
    if candidate is None or (mesh is None and found is None):
        return replace(watch, followed=None, followed_id=None), None
    where = detection_of(mesh) if mesh else found
    assert where is not None  # one of the two is there
    is_trusted = mesh is not None and at_s - candidate.detected_at_s <= rules.tracking.mesh_only_s
    followed = where if is_trusted else None
    watch = replace(watch, followed=followed, followed_id=candidate.id if followed else None)
    if mesh and found is None and not is_trusted:
        return watch, None
    return watch, _Sighting(candidate.id, found or where, mesh)


def _detection_of_candidate(
    tracks: Tracks, detections: Sequence[Detection], ids: Sequence[TrackId]
) -> Detection | None:
    return next((d for d, track in zip(detections, ids, strict=True) if track == tracks.candidate_id), None)


def _candidate_facts(sighting: _Sighting, rgb: RGB, luma: NDArray[np.uint8], analysers: Analysers) -> FaceFacts:
    if sighting.mesh is None:
        return FaceFacts(sighting.track, sighting.detection.box_xyxy, sighting.detection.score)
    eyes = analysers.eyes.fit(rgb, sighting.mesh)
    return face_facts(sighting.track, luma, sighting.detection, sighting.mesh, eyes)


def _sharpest(
    watch: Watch,
    candidate: FaceFacts,
    sighting: _Sighting,
    frame: Frame,
    luma: NDArray[np.uint8],
    close_up: CloseUp | None,
    analysers: Analysers,
    rules: PipelineRules,
) -> tuple[Watch, View | None]:
    """Return the picture of the candidate that embedder and swap detector should see, if any.

    While close-ups come, only they count: faces of two kinds of pictures differ by more than their faces do.
    """
    mesh, at_s = sighting.mesh, frame.captured_at_s
    if mesh is None or candidate.pose is None or candidate.quality is None:
        return watch, None
    if close_up is not None:
        found = look_near(close_up, candidate, luma, analysers.mesher, rules.close_up)
        if isinstance(found, View):
            return replace(watch, near=Near(found, at_s, candidate.track), fate=Fate.USED), found
        watch = replace(watch, near=None if found is Fate.ANOTHER_FACE else watch.near, fate=found)
    near = watch.near
    is_in_use = near is not None and near.track == candidate.track and at_s - near.at_s < rules.close_up.in_use_s
    return watch, None if is_in_use else View(frame.rgb, mesh, candidate.pose, candidate.quality)


def _embed_when_due(
    watch: Watch, candidate: FaceFacts, view: View, frame: Frame, analysers: Analysers, rules: PipelineRules
) -> tuple[Watch, FaceFacts]:
    """Add the embedding once a period, at once for a new track, and only of a face that is good enough."""
    seen = replace(candidate, pose=view.pose, quality=view.quality, mesh_score=view.mesh.score)
    if not is_embeddable(seen, rules.embedding):
        return watch, candidate
    at_s = frame.captured_at_s
    is_new = view.is_near or watch.embedded_id != candidate.track or watch.embedded_at_s is None
    # Half a millisecond of slack: at 10 frames/s the tenth frame must count as one second.
    if not is_new and at_s - (watch.embedded_at_s or 0.0) < rules.embedding.period_s - 0.0005:
        return watch, candidate
    embedding, other = analysers.embedder.embed(view.rgb, [view.mesh])[0], analysers.second_embedder
    second = other.embed(view.rgb, [view.mesh])[0] if other is not None else None
    watch = replace(watch, embedded_at_s=at_s, embedded_id=candidate.track)
    return watch, replace(candidate, embedding=embedding, second_embedding=second)


def is_embeddable(face: FaceFacts, rules: EmbeddingRules) -> bool:
    """Return whether pose and quality of a face allow an embedding that can be compared."""
    pose, quality = face.pose, face.quality
    if pose is None or quality is None:
        return False
    return (
        abs(pose.yaw_deg) <= rules.max_yaw_deg
        and abs(pose.pitch_deg) <= rules.max_pitch_deg
        and quality.width_px >= rules.min_width_px
        and quality.inter_eye_px >= rules.min_inter_eye_px
        and rules.min_luma <= quality.luma_mean <= rules.max_luma
        and quality.clipped_fraction <= rules.max_clipped_fraction
        and quality.sharpness >= rules.min_sharpness
        and face.mesh_score >= rules.min_mesh_score
    )


def _others(watch: Watch, at_s: float, rules: PipelineRules) -> tuple[FaceFacts, ...]:
    """Return every other confirmed face that the detector saw when it last ran, largest first."""
    seen = [
        track
        for track in watch.tracks.alive
        if track.id != watch.tracks.candidate_id
        and track.detected_at_s == watch.detected_at_s
        and track.status(at_s, rules.tracking) is TrackStatus.CONFIRMED
    ]
    seen.sort(key=lambda t: t.width_px, reverse=True)
    return tuple(FaceFacts(t.id, np.array(t.box_xyxy, dtype=np.float32), t.score) for t in seen)
