"""Candidates that need the pictures: more crops of a look, a second made swap laid over it, mouth, frequency phase.

All on the upright crop (224, 224, 3) uint8 and its points (468, 2) px.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from candor.inference.crop import similarity
from candor.inference.outline_texture import CROP_PX, OUTLINE, texture_profile
from candor.inference.swap_trace import SwapTrace

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
RGB = NDArray[np.uint8]
INNER_LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
SMALLEST_MOUTH_PX = 60
SHIFTS = ((1.0, -6, 0), (1.0, 6, 0), (0.94, 0, 4), (1.06, 0, -4))
"""Scale and shift (px) of further crops."""


def more_crops(model: SwapTrace, crop: RGB) -> float:
    """Return the mean number of the network over the crop, its mirror image, and four others."""
    crops = [crop, np.ascontiguousarray(crop[:, ::-1])]
    for scale, dx, dy in SHIFTS:
        middle = CROP_PX / 2 * (1 - scale)
        affine = np.array([[scale, 0, middle + dx], [0, scale, middle + dy]])
        moved = cv2.warpAffine(crop, affine, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REFLECT_101)
        crops.append(np.asarray(moved, np.uint8))
    return float(np.mean([model.network(c) for c in crops]))


def swapped_again(crop: RGB, points: F64) -> RGB:
    """Return the face under a made swap: its own mirror image, in its colours, faded in along the outline."""
    outline = points[list(OUTLINE)]
    mirrored_order = [OUTLINE[0], *OUTLINE[:0:-1]]
    mirrored = np.column_stack([CROP_PX - points[mirrored_order, 0], points[mirrored_order, 1]])
    to_face = similarity(mirrored, outline)
    other = cv2.warpAffine(crop[:, ::-1], to_face, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REFLECT_101)
    middle = outline.mean(0)
    mask = np.zeros((CROP_PX, CROP_PX), np.float32)
    cv2.fillPoly(mask, [(middle + (outline - middle) * 0.94).round().astype(np.int32)], (1.0,))
    own, new = (cv2.cvtColor(np.asarray(p, np.uint8), cv2.COLOR_RGB2YCrCb).astype(np.float32) for p in (crop, other))
    inside = mask > 0.5
    spread = np.clip(own[inside].std(0) / (new[inside].std(0) + 1e-3), 0.5, 2)
    new = (new - new[inside].mean(0)) * spread + own[inside].mean(0)
    mixed = own + np.asarray(cv2.GaussianBlur(mask, (0, 0), 6.0))[:, :, None] * (new - own)
    return np.asarray(cv2.cvtColor(mixed.clip(0, 255).round().astype(np.uint8), cv2.COLOR_YCrCb2RGB), np.uint8)


def mouth(crop: RGB, points: F64) -> F64:
    """Return (6,) log detail of luma in three bands and of colour in the mouth, less that of the face; NaN if shut."""
    masks = [np.zeros((CROP_PX, CROP_PX), np.uint8) for _ in range(2)]
    for mask, places in zip(masks, (INNER_LIPS, OUTLINE), strict=True):
        cv2.fillPoly(mask, [points[list(places)].round().astype(np.int32)], (1,))
    if masks[0].sum() < SMALLEST_MOUTH_PX:
        return np.full(6, np.nan)
    found: list[float] = []
    for i, plane in enumerate(cv2.split(cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb))):
        level = np.asarray(plane, np.float32)
        blurs = [level, *(np.asarray(cv2.GaussianBlur(level, (0, 0), s)) for s in (0.8, 1.6, 3.2))]
        bands = [a - b for a, b in pairwise(blurs)] if i == 0 else [level - blurs[2]]
        for band in bands:
            inside, face = (np.log((band[m > 0] ** 2).mean() + 0.05) for m in masks)
            found.append(float(inside - face))
    found.append(float(np.log(masks[0].sum() / masks[1].sum())))
    return np.array(found)


def phase(crop: RGB, points: F64) -> F64:
    """Return (4,) how well phases of neighbouring octaves agree, in the face and on its outline, at two scales.

    Phase of the monogenic signal (Felsberg and Sommer 2001): an edge that a camera sees is one at every scale; detail
    that was drawn, scaled and blended is less so.
    """
    luma = np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), np.float64)
    fy, fx = np.fft.fftfreq(CROP_PX)[:, None], np.fft.fftfreq(CROP_PX)[None]
    radius = np.hypot(fx, fy)
    radius[0, 0] = 1.0
    spectrum = np.fft.fft2(luma - luma.mean())
    phases: list[F64] = []
    for frequency in (0.32, 0.16, 0.08):
        band = spectrum * np.exp(-(np.log(radius / frequency) ** 2) / (2 * np.log(0.6) ** 2))
        odd = np.fft.ifft2(band * (1j * fx - fy) / radius)
        phases.append(np.arctan2(np.abs(odd), np.real(np.fft.ifft2(band))))
    face = np.zeros((CROP_PX, CROP_PX), np.uint8)
    cv2.fillPoly(face, [points[list(OUTLINE)].round().astype(np.int32)], (1,))
    inner = cv2.erode(face, np.ones((17, 17), np.uint8))
    ring = cv2.dilate(face, np.ones((9, 9), np.uint8)) - inner
    agreement = [np.cos(a - b) for a, b in pairwise(phases)]
    return np.array([float(value[mask > 0].mean()) for value in agreement for mask in (inner, ring)])


def all_of(model: SwapTrace, looks: Mapping[str, np.ndarray], trace: F64, means: tuple[F32, F32]) -> dict[str, float]:
    """Return every candidate of one clip half; `means` are the discriminant's weights and means."""
    weights, middle = means
    again, crops, mouths, phases = [], [], [], []
    for crop, points, profile in zip(looks["crop"], looks["points"].astype(np.float64), looks["profile"], strict=True):
        other = swapped_again(crop, points)
        change = model.network(other) - model.network(crop)
        shift = texture_profile(other, points) - profile
        again.append(change + float(np.where(np.isfinite(shift), shift, 0.0) @ weights))
        filled = np.where(np.isfinite(profile), profile, middle)
        crops.append(more_crops(model, crop) + float((filled - middle) @ weights))
        mouths.append(mouth(crop, points))
        phases.append(phase(crop, points))
    mouth_values = np.nanmedian(np.vstack([mouths, np.zeros(6)]) if np.isnan(mouths).all() else mouths, axis=0)
    phase_values = np.median(phases, axis=0)
    names = ("finest", "fine", "coarse", "Cr", "Cb", "opening")
    places = ("inside, fine", "ring, fine", "inside, coarse", "ring, coarse")
    return {
        "more crops of a look": float(np.median(crops)),
        "again: less change by another swap": -float(np.median(again)),
        "again: score after another swap": float(np.median(trace)) + float(np.median(again)),
        **{f"mouth: {name}": float(v) for name, v in zip(names, mouth_values, strict=True)},
        **{f"phase: {place}": -float(v) for place, v in zip(places, phase_values, strict=True)},
        "phase: ring less than inside": float(phase_values[0] - phase_values[1]),
    }
