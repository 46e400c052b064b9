"""What if eyes and mouth are cut out of a printed photo, and a living person's are behind? A sheet a frame.

The old remedy against a check for blinks. The wearer's head is taken to move with the sheet: that the paper lies some
millimetres before the face is not in it.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from candor.evaluation.recipes.clip import F32, RGB, NotPossibleError, Props, as_rgb, donor_of, meshes_of
from candor.evaluation.recipes.faces import polygon
from candor.maths.face_mesh import MOUTH_OUTLINE, PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE

_HOLES: Final = (PICTURE_LEFT_EYE, PICTURE_RIGHT_EYE, MOUTH_OUTLINE)
_WIDER: Final = 1.25
"""A hole is cut a little wider than what shall be seen through it."""


def with_living_holes(photo: RGB, sheet: RGB, props: Props, count: int) -> list[RGB]:
    """Return `count` sheets with the donor's eyes and mouth in the holes.

    Args:
        photo: (H, W, 3) whose face is found.
        sheet: (H, W, 3) the same, as it is printed.
        props: with a donor, which plays to and fro when it is too short.
        count: sheets to return.

    Raises:
        NotPossibleError: no face in the photo, or no donor with a face.
    """
    still = props.mesh_of(photo)
    if still is None:
        raise NotPossibleError("no face")
    wearer = donor_of(props).frames[:count]
    meshes = meshes_of(wearer, props.mesh_of)
    there_and_back = [*range(len(wearer)), *range(len(wearer) - 2, 0, -1)]
    share = _holes(still, sheet.shape)[..., None]
    made = [_through(sheet, share, rgb, mesh, still) for rgb, mesh in zip(wearer, meshes, strict=True)]
    return [made[there_and_back[i % len(there_and_back)]] for i in range(count)]


def _holes(mesh: F32, shape: tuple[int, ...]) -> F32:
    """Return (H, W): 1 in the holes."""
    share = np.zeros(shape[:2], np.float32)
    for points in _HOLES:
        hull = np.asarray(cv2.convexHull(mesh[list(points)]), dtype=np.float32)[:, 0]
        share = np.maximum(share, polygon(hull.mean(axis=0) + _WIDER * (hull - hull.mean(axis=0)), shape))
    return share


def _through(sheet: RGB, share: F32, rgb: RGB, mesh: F32, still: F32) -> RGB:
    """Return the sheet with one picture of the wearer behind it: face on face by shift, turn and size."""
    a, b = mesh - mesh.mean(axis=0), still - still.mean(axis=0)
    size = max(float((a * a).sum()), 1e-9)
    real, imaginary = float((a * b).sum()) / size, float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / size
    turn = np.array([[real, -imaginary], [imaginary, real]])
    affine = np.column_stack([turn, still.mean(axis=0) - turn @ mesh.mean(axis=0)])
    height, width = sheet.shape[:2]
    behind = cv2.warpAffine(rgb, affine, (width, height), borderMode=cv2.BORDER_REFLECT_101)
    return as_rgb(np.asarray(behind, np.float32) * share + sheet * (1 - share))
