"""A6: what if a photo is moved by another face? A piecewise linear warp of the photo, driven by a performer's mesh.

A stand-in for the neural reenactment of one photo: the face turns, speaks and blinks with the performer, and the rest
of the picture follows elastically.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from candor.evaluation.recipes.clip import (
    F32,
    F64,
    RGB,
    Clip,
    NotPossibleError,
    Props,
    donor_of,
    meshes_of,
    sensor_noise,
)
from candor.evaluation.recipes.faces import best_view, face_width, with_mouth
from candor.evaluation.recipes.piecewise import warp_between

_SMALLEST_FACE_PX = 40.0
_ANCHOR_RING = 1.75
"""Radius, in half widths of the head, beyond which the picture does not move."""


@dataclass(frozen=True, slots=True)
class Puppet:
    """A6: the clip's person as a photo, the donor as performer."""

    name: str = "a6_reenactment"
    gain: float = 1.0
    """How much of the performer's movement is taken over."""
    noise_px: float = 0.25
    """Deviation of the performer's landmarks, px: trackers tremble."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        photo, still = best_view(clip.frames, props.mesh_of)
        performer = donor_of(props)
        meshes = meshes_of(performer.frames, props.mesh_of)
        if face_width(still) < _SMALLEST_FACE_PX or face_width(meshes[0]) < _SMALLEST_FACE_PX:
            raise NotPossibleError("face too small")
        _, neutral = best_view(performer.frames, props.mesh_of)
        size = (photo.shape[1], photo.shape[0])
        anchors = _anchors(still, size)
        source: F64 = np.vstack([still, anchors]).astype(np.float64)
        frames: list[RGB] = []
        for mesh in meshes:
            moved = still + self.gain * carried(mesh - neutral, neutral, still)
            moved = moved + rng.normal(0, self.noise_px, still.shape)
            warp = warp_between(source, np.vstack([moved, anchors]), size)
            drawn = photo.copy()
            drawn[warp.box] = warp.of(photo)
            frames.append(sensor_noise(with_mouth(drawn, moved.astype(np.float32)), 0.03, 0.8, rng))
        return Clip(frames, clip.rate_fps, performer.sound)


def carried(moved: F32, neutral: F32, still: F32) -> F64:
    """Return the movement of one face in the size and turn of another.

    Args:
        moved: (N, 2) by how much the performer's points moved, px of the performer.
        neutral: (N, 2) the performer's points at rest.
        still: (N, 2) the photo's points.
    """
    a, b = neutral - neutral.mean(axis=0), still - still.mean(axis=0)
    real = float((a * b).sum())
    imaginary = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum())
    turn = np.array([[real, -imaginary], [imaginary, real]]) / max(float((a * a).sum()), 1e-9)
    return np.asarray(moved, np.float64) @ turn.T


def _anchors(still: F32, size_px: tuple[int, int]) -> F64:
    """Return points that stay where they are: the rim of the picture, and a ring around the head."""
    width, height = size_px
    rim = [(x, y) for x in np.linspace(0, width - 1, 7) for y in (0, height - 1)]
    rim += [(x, y) for y in np.linspace(0, height - 1, 5)[1:-1] for x in (0, width - 1)]
    centre, half = still.mean(axis=0), np.ptp(still, axis=0) / 2
    turns = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    ring = centre + _ANCHOR_RING * half * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    inside = (ring > 1).all(axis=1) & (ring[:, 0] < width - 2) & (ring[:, 1] < height - 2)
    return np.vstack([np.array(rim), ring[inside]])
