"""A7: what if a face is swapped in a live video? Classical: warp to the live mesh, match the colour, blend.

A stand-in for DeepFaceLive and its like: the same chain (align, low-resolution face, colour transfer, mask, blend, some
frames late, trembling landmarks, blind to hands), but the new face is a warped photo and not a network's drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.evaluation.recipes.clip import F32, RGB, Clip, NotPossibleError, Props, as_rgb, donor_of, meshes_of
from candor.evaluation.recipes.faces import best_view, face_width, oval_mask, with_mouth
from candor.evaluation.recipes.piecewise import warp_between

_SMALLEST_FACE_PX = 40.0
_ALIGNED = 1.35
"""Side of the square that a swapper's network draws, in face widths."""


_PASTED = 0.88
"""Part of the face's outline that is replaced: without hair and ears."""


class Blend(StrEnum):
    """How the new face is put into the picture."""

    CLONE = "clone"
    """Poisson blending, cv2.seamlessClone (Perez et al. 2003)."""
    FEATHER = "feather"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class FaceSwap:
    """A7: the donor's face on the clip's person."""

    name: str = "a7_swap_feather_128"
    blend: Blend = Blend.FEATHER
    bottleneck_px: int = 128
    """Side of the aligned square that the new face passes through."""
    noise_px: float = 0.3
    delay: int = 0
    """Frames by which the new face lags behind the head that it is put on."""
    every: int = 1
    """The new face is drawn anew in every so many frames only."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        source, source_mesh = best_view(donor_of(props).frames, props.mesh_of)
        meshes = meshes_of(clip.frames, props.mesh_of)
        if min(face_width(source_mesh), face_width(meshes[0])) < _SMALLEST_FACE_PX:
            raise NotPossibleError("face too small")
        frames: list[RGB] = []
        for i, rgb in enumerate(clip.frames):
            late = max(i - self.delay - i % self.every, 0)
            mesh = meshes[late] + rng.normal(0, self.noise_px, meshes[late].shape).astype(np.float32)
            frames.append(self._swapped(rgb, mesh, source, source_mesh))
        return Clip(frames, clip.rate_fps, clip.sound)

    def _swapped(self, rgb: RGB, mesh: F32, source: RGB, source_mesh: F32) -> RGB:
        height, width = rgb.shape[:2]
        warp = warp_between(source_mesh, mesh, (width, height))
        new = rgb.copy()
        share = warp.inside[..., None]
        new[warp.box] = as_rgb(warp.of(source) * share + rgb[warp.box] * (1 - share))
        new = with_mouth(new, mesh)
        mask = oval_mask(mesh, rgb.shape, shrink=_PASTED)
        new = same_colour(new, rgb, mask)
        new = narrowed(new, mesh, self.bottleneck_px)
        return blended(new, rgb, mask, self.blend, face_width(mesh))


def same_colour(new: RGB, old: RGB, mask: F32) -> RGB:
    """Return the new face with mean and deviation of the old one in each channel of Lab, inside the mask.

    Source: Reinhard et al., "Color transfer between images", 2001.
    """
    inside = mask > 0.5
    if not inside.any():
        return new
    box = _around(inside)
    new_lab, old_lab = (cv2.cvtColor(rgb[box], cv2.COLOR_RGB2LAB).astype(np.float32) for rgb in (new, old))
    a, b = new_lab[inside[box]], old_lab[inside[box]]
    gain = np.clip(b.std(axis=0) / np.maximum(a.std(axis=0), 1e-3), 0.5, 2.0)
    matched = new.copy()
    in_lab = as_rgb((new_lab - a.mean(axis=0)) * gain + b.mean(axis=0))
    matched[box] = cv2.cvtColor(in_lab, cv2.COLOR_LAB2RGB)
    return matched


def _around(inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the rows and columns of a mask with an eighth more on each side: no more of the picture is needed."""
    places = (np.flatnonzero(inside.any(axis=1 - axis)) for axis in (0, 1))
    spans = [(int(place[0]), int(place[-1]), int(np.ptp(place)) // 8 + 2) for place in places]
    rows, columns = (slice(max(low - room, 0), high + room + 1) for low, high, room in spans)
    return rows, columns


def narrowed(rgb: RGB, mesh: F32, side_px: int) -> RGB:
    """Return the picture whose face went through a square of `side_px`, as the output of a swapper's network does.

    A small face is enlarged and reduced again: two interpolations, no loss of resolution.
    """
    height, width = rgb.shape[:2]
    centre, half = mesh.mean(axis=0), _ALIGNED * float(np.ptp(mesh, axis=0).max()) / 2
    left, top = np.clip(np.rint(centre - half).astype(int), 0, [width - 1, height - 1])
    right, bottom = np.clip(np.rint(centre + half).astype(int), [left + 1, top + 1], [width, height])
    face, scale = rgb[top:bottom, left:right], side_px / max(2 * half, 1.0)
    size = (max(round(face.shape[1] * scale), 1), max(round(face.shape[0] * scale), 1))
    small = cv2.resize(face, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    through = rgb.copy()
    through[top:bottom, left:right] = cv2.resize(small, face.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return through


def blended(new: RGB, old: RGB, mask: F32, how: Blend, width_px: float) -> RGB:
    """Return the new face in the old picture.

    Args:
        new: the picture with the new face.
        old: the picture before.
        mask: (H, W) 1 where the new face belongs.
        how: the kind of edge.
        width_px: of the face; the feather is a tenth of it.
    """
    if how is Blend.CLONE:
        return _cloned(new, old, mask)
    soft = mask
    if how is Blend.FEATHER:
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8), iterations=max(round(0.04 * width_px), 1))
        soft = np.asarray(cv2.GaussianBlur(inner, (0, 0), max(0.035 * width_px, 0.8)), dtype=np.float32)
    return as_rgb(new * soft[..., None] + old * (1 - soft[..., None]))


def _cloned(new: RGB, old: RGB, mask: F32) -> RGB:
    """Blend in the gradient domain. The mask must stay clear of the rim of the picture."""
    hard = (mask > 0.5).astype(np.uint8) * 255
    hard[:2], hard[-2:], hard[:, :2], hard[:, -2:] = 0, 0, 0, 0
    x, y, w, h = cv2.boundingRect(hard)
    if w < 8 or h < 8:
        return old
    centre = (x + w // 2, y + h // 2)
    try:
        return np.asarray(cv2.seamlessClone(new, old, hard, centre, cv2.NORMAL_CLONE), dtype=np.uint8)
    except cv2.error as error:
        raise NotPossibleError("the face touches the rim of the picture") from error
