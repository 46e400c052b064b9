"""How does a drawn hand move in front of a face? Down over it, with a finger to the cheek, or to rest over one eye.

Between the drawing (rendered_hand.py) and the checks that are played with it (check_trials.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from candor.domain.checks import Check, CheckKind, Side
from candor.evaluation.recipes.clip import F32, F64, RGB, as_rgb
from candor.evaluation.rendered_hand import DrawnHand, open_hand, pointing_hand
from candor.maths.eye_aspect import eye_centres
from candor.maths.face_mesh import CHEEKS, CHIN, FOREHEAD

_CHEEK_POINTS: Final = (205, 425, 50, 280)
_SMALLEST_PX: Final = 60
_REACH_S: Final = 0.5
"""A hand takes so long to come and to go."""

Way = Callable[[float, F32], "tuple[float, float] | None"]
"""Seconds since the hand set out and the mesh (468, 2) px of the frame, to where its anchor is; None out of sight."""


@dataclass(frozen=True, slots=True)
class HandInFront:
    """A hand on its way, frame by frame."""

    shares: Sequence[F32]
    """(H, W) each, 0 to 1: how far the hand covers a pixel."""
    pictures: Sequence[RGB]
    """(H, W, 3) each."""

    def over(self, frames: Sequence[RGB]) -> list[RGB]:
        """Return frames with the hand in front."""
        return [
            as_rgb(rgb * (1 - share[..., None]) + hand * share[..., None]) if share.any() else rgb
            for rgb, share, hand in zip(frames, self.shares, self.pictures, strict=True)
        ]


def hand_for(
    check: Check,
    frames: Sequence[RGB],
    meshes: Sequence[F32],
    rate_fps: float,
    from_s: float,
    rng: np.random.Generator,
) -> HandInFront:
    """Return a hand that does what a check asks for.

    Args:
        check: hand_over_face, press_cheek or cover_eye.
        frames: of one size.
        meshes: (468, 2) px each.
        rate_fps: of the frames.
        from_s: when the hand sets out.
        rng: of its size, turn, colour and pace.
    """
    width = float(np.median([np.ptp(mesh[:, 0]) for mesh in meshes]))
    make = {CheckKind.PRESS_CHEEK: _to_cheek, CheckKind.COVER_EYE: _over_eye}.get(check.kind, _down)
    hand, way = make(check.side, width, _skin(frames, meshes), rng)
    places = [way(number / rate_fps - from_s, mesh) for number, mesh in enumerate(meshes)]
    put = [_put(hand, rgb, place) for rgb, place in zip(frames, places, strict=True)]
    return HandInFront([share for share, _ in put], [picture for _, picture in put])


def _put(hand: DrawnHand, rgb: RGB, place: tuple[float, float] | None) -> tuple[F32, RGB]:
    height, width = rgb.shape[:2]
    if place is None:
        return np.zeros((height, width), np.float32), rgb
    shift = np.array(place) - hand.anchor_xy
    move = np.array([[1, 0, shift[0]], [0, 1, shift[1]]])
    share, picture = (cv2.warpAffine(what, move, (width, height)) for what in (hand.share, hand.picture))
    return np.asarray(share, np.float32), np.asarray(picture, np.uint8)


def _skin(frames: Sequence[RGB], meshes: Sequence[F32]) -> F64:
    """Return the colour of the cheeks in the first frame."""
    places = np.clip(meshes[0][list(_CHEEK_POINTS)].astype(int), 0, np.array(frames[0].shape[1::-1]) - 1)
    return np.median(frames[0][places[:, 1], places[:, 0]], axis=0)


def _size(width: float, low: float, high: float, rng: np.random.Generator) -> int:
    return max(int(width * rng.uniform(low, high)), _SMALLEST_PX)


def _down(_: Side, width: float, skin: F64, rng: np.random.Generator) -> tuple[DrawnHand, Way]:
    """An open hand passes from above the forehead to below the chin in two to three seconds."""
    hand = open_hand(_size(width, 1.15, 1.5, rng), skin, rng)
    hand = (hand.mirrored() if rng.random() < 0.5 else hand).turned(rng.uniform(-35, 35))
    seconds, aside = rng.uniform(2.0, 3.0), rng.uniform(-0.15, 0.15) * width

    def way(since_s: float, mesh: F32) -> tuple[float, float] | None:
        done = since_s / seconds
        if not 0 <= done <= 1:
            return None
        top, chin = mesh[FOREHEAD], mesh[CHIN]
        face = float(np.linalg.norm(chin - top))
        x, y = float(top[0] + chin[0]) / 2, float(top[1]) + face * (2.4 * done - 0.75)
        return x + aside + 3 * float(np.sin(5 * since_s)), y

    return hand, way


def _to_cheek(side: Side, width: float, skin: F64, rng: np.random.Generator) -> tuple[DrawnHand, Way]:
    """A finger comes from beside and below, presses the cheek for 1.0 to 1.6 s, and goes."""
    hand, is_left = pointing_hand(_size(width, 1.15, 1.5, rng), skin, rng), side is Side.LEFT
    # Towards the face: a hand on the left of the picture points to the right.
    hand = (hand.mirrored() if is_left else hand).turned(rng.uniform(40, 70) * (-1 if is_left else 1))
    miss = rng.uniform(-0.05, 0.05, 2) * width

    def target(mesh: F32) -> F64:
        return mesh[list(CHEEKS[0 if is_left else 1])].mean(axis=0) + miss

    return hand, _there_and_back(target, np.array([-1.3 if is_left else 1.3, 0.9]) * width, rng.uniform(1.0, 1.6))


def _over_eye(side: Side, width: float, skin: F64, rng: np.random.Generator) -> tuple[DrawnHand, Way]:
    """An open hand comes from beside and below, rests over the eye for 1.6 to 2.2 s, and goes."""
    hand, is_left = open_hand(_size(width, 1.0, 1.3, rng), skin, rng, has_arm=True), side is Side.LEFT
    # The wrist stays outside: the fingers lean towards the middle of the face.
    hand = (hand.mirrored() if is_left else hand).turned(rng.uniform(5, 30) * (-1 if is_left else 1))
    miss = np.array([rng.uniform(0.0, 0.12) * (-1 if is_left else 1), rng.uniform(-0.02, 0.12)]) * width

    def target(mesh: F32) -> F64:
        return np.asarray(eye_centres(mesh)[0 if is_left else 1] + miss, dtype=np.float64)

    return hand, _there_and_back(target, np.array([-1.2 if is_left else 1.2, 1.4]) * width, rng.uniform(1.6, 2.2))


def _there_and_back(target: Callable[[F32], F64], away: F64, rests_s: float) -> Way:
    """Return a way from `away` of the target to it, a rest there, and back."""

    def way(since_s: float, mesh: F32) -> tuple[float, float] | None:
        if not 0 <= since_s <= 2 * _REACH_S + rests_s:
            return None
        left = max(1 - since_s / _REACH_S, 1 - (2 * _REACH_S + rests_s - since_s) / _REACH_S, 0.0)
        x, y = target(mesh) + left * away
        return float(x) + float(np.sin(5 * since_s)), float(y)

    return way
