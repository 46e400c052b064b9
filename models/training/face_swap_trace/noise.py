"""How does a face that is held still change from picture to picture: how much, where, at which scale, in which colour?

What runs.py cut out of clips, or animate.py made, as numbers: energy by place, band and colour of the picture, and of
its first and second differences in time. The second against the first is the colour of the noise: a face that is
drawn anew for every picture trembles, and its noise is whiter than what a person's movement leaves.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.inference.outline_texture import CROP_PX, OUTLINE, SECTORS_DEG

F32, F64 = NDArray[np.float32], NDArray[np.float64]
RINGS_PX = (-60.0, -24.0, -7.0, 8.0, 22.0, 48.0)
"""Distances to the outline that part five rings: deep inside, inside, on it, outside, background."""
N_PLACES = (len(RINGS_PX) - 1) * (len(SECTORS_DEG) + 1)
SIGMAS = (0.8, 1.6, 3.2)


def places_of(marks: F64) -> NDArray[np.intp]:
    """Return the (224, 224) place of every pixel, from forehead to chin, there from inside to outside; -1: none."""
    outline = marks[list(OUTLINE)]
    mask = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.fillPoly(mask, [outline.round().astype(np.int32)], (1,))
    distance = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 5) - cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    ring = np.searchsorted(RINGS_PX, distance, side="right") - 1
    x, y = np.meshgrid(*[np.arange(CROP_PX) - middle for middle in outline.mean(0)])
    sector = sum(y >= np.tan(np.radians(angle)) * np.abs(x) for angle in SECTORS_DEG)
    n_rings = len(RINGS_PX) - 1
    return np.where((ring >= 0) & (ring < n_rings), sector * n_rings + ring, -1)


def energies(pictures: F32, places: NDArray[np.intp]) -> F64:
    """Return log energy (band, colour, place) of pictures (n, 224, 224, 3), the mean over the n."""
    is_used = places.ravel() >= 0
    at, count = places.ravel()[is_used], np.bincount(places[places >= 0], minlength=N_PLACES)
    total = np.zeros((len(SIGMAS), 3, N_PLACES))
    for picture in pictures:
        finer = picture
        for band, sigma in enumerate(SIGMAS):
            coarser = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
            square = ((finer - coarser) ** 2).reshape(-1, 3)
            square = np.minimum(square, 16 * square.mean(0))[is_used]
            total[band] += [np.bincount(at, square[:, c], minlength=N_PLACES) for c in range(3)]
            finer = coarser
    return np.log(total / np.maximum(count, 1) / len(pictures) + 0.05)


def measured(crops: NDArray[np.uint8], marks: F64) -> F64:
    """Return (3, bands, colours, places): energy of the picture, of its first and of its second difference in time."""
    film = np.stack([cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb) for crop in crops]).astype(np.float32)
    first = np.diff(film, axis=0) / np.float32(np.sqrt(2))
    second = np.diff(film, n=2, axis=0) / np.float32(np.sqrt(6))
    places = places_of(marks)
    return np.stack([energies(part, places) for part in (film[::5], first, second)])


def families(clip: F64) -> dict[str, F64]:
    """Return the sets of features of a clip (3, bands, colours, places)."""
    still, first, second = clip
    by_ring = second.reshape(*second.shape[:2], -1, len(RINGS_PX) - 1)
    return {
        "the picture itself, no time": still,
        "noise in time": second,
        "noise in time less the picture's detail": second - still,
        "noise in time less the background's": by_ring[..., :-1] - by_ring[..., -1:],
        "colour of the noise in time": second - first,
        "noise in time, and its colour": np.stack([second, second - first]),
        "picture and noise in time": np.stack([still, second]),
        "picture, noise in time and its colour": np.stack([still, second, second - first]),
    }
