"""What does a camera send during a check: an honest face, a made swap, or a real live swap of the same recording?

Made: the hand is drawn (hand_ways.py), the swap is recipe A7. A turn is a recording's own (turn_places.py), and there
the real swap of the same frames is sent, too, if there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from candor.domain.checks import WITH_HAND, Check, CheckId, CheckKind, Side
from candor.domain.frames import Frame
from candor.evaluation.hand_ways import hand_for
from candor.evaluation.light_trials import Sessions, to_and_fro
from candor.evaluation.props import FaceFinder
from candor.evaluation.recipes.clip import F32, RGB, Clip, NotPossibleError, Props, meshes_of
from candor.evaluation.recipes.face_swap import Blend, FaceSwap
from candor.evaluation.turn_places import largest_turn
from candor.pipeline.analysers import Analysers
from candor.pipeline.faces import Watch, watch_faces

FPS: Final = 10.0
FRAMES: Final = 54
SHORTEST: Final = 28
HAND_S: Final = 2.0
KINDS: Final = (CheckKind.HAND_OVER_FACE, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE, CheckKind.TURN_HEAD)
SWAPS: Final = (
    FaceSwap("clone 128", Blend.CLONE, 128),
    FaceSwap("feather 128", Blend.FEATHER, 128),
    FaceSwap("late", Blend.FEATHER, 128, 0.6, 3, 2),
    FaceSwap("clone 224", Blend.CLONE, 224),
)
MeshOf = Callable[[RGB], "F32 | None"]


class Shown(StrEnum):
    """Whose face is sent."""

    HONEST = "honest face"
    NAIVE = "made swap that paints over the hand"
    AWARE = "made swap that knows of hands"
    MADE = "made swap"
    """During a turn."""
    REAL = "real live swap"


@dataclass(frozen=True, slots=True)
class CheckedClip:
    """One check as it is sent."""

    check: Check
    shown: Shown
    frames: Sequence[RGB]
    degrees: float = 0.0
    """Of the turn, if it is one."""


def checked_clips(
    kind: CheckKind, own: Clip, swapped: Clip | None, donor: Clip, sessions: Sessions, rng: np.random.Generator
) -> list[CheckedClip]:
    """Return what is sent during one check.

    Args:
        kind: one of KINDS.
        own: the bona fide recording.
        swapped: the same frames with a real live swap, if there are any; sent during turns.
        donor: a recording of somebody else.
        sessions: models and rules.
        rng: of side, hand and swap.

    Raises:
        NotPossibleError: there is no face, or nobody turns the head.
    """
    if kind in WITH_HAND:
        return _with_hand(kind, own, donor, sessions.analysers, rng)
    return _turned(own, swapped, donor, sessions, rng)


def _with_hand(
    kind: CheckKind, own: Clip, donor: Clip, analysers: Analysers, rng: np.random.Generator
) -> list[CheckedClip]:
    check = Check(CheckId("trial"), kind, _side(kind, rng))
    places = to_and_fro(min(len(own.frames), FRAMES), FRAMES)
    bare = [own.frames[place] for place in places]
    hand = hand_for(check, bare, meshes_of(bare, _finder(analysers)), FPS, HAND_S, rng)
    honest = Clip(hand.over(bare), FPS)
    mesh_of = _remembered(honest.frames, analysers)
    naive, aware = (_swapped(honest, donor, mesh_of, rng) for _ in range(2))
    sent = {Shown.HONEST: honest.frames, Shown.NAIVE: naive, Shown.AWARE: hand.over(aware)}
    return [CheckedClip(check, shown, frames) for shown, frames in sent.items()]


def _turned(
    own: Clip, swapped: Clip | None, donor: Clip, sessions: Sessions, rng: np.random.Generator
) -> list[CheckedClip]:
    turn = largest_turn(_yaw_deg(own, sessions), FPS)
    if turn is None:
        raise NotPossibleError("nobody turns the head")
    check = Check(CheckId("trial"), CheckKind.TURN_HEAD, turn.side)
    honest = Clip([own.frames[place] for place in turn.places], FPS)
    mesh_of = _remembered(honest.frames, sessions.analysers)
    sent = [(Shown.HONEST, honest.frames)]
    sent += [(Shown.MADE, _swapped(honest, donor, mesh_of, rng)) for _ in range(2)]
    if swapped is not None:
        sent.append((Shown.REAL, [swapped.frames[min(place, len(swapped.frames) - 1)] for place in turn.places]))
    return [CheckedClip(check, shown, frames, turn.degrees) for shown, frames in sent]


def _side(kind: CheckKind, rng: np.random.Generator) -> Side:
    side = Side.LEFT if rng.random() < 0.5 else Side.RIGHT
    return Side.NONE if kind is CheckKind.HAND_OVER_FACE else side


def _swapped(honest: Clip, donor: Clip, mesh_of: MeshOf, rng: np.random.Generator) -> Sequence[RGB]:
    """Return the clip with somebody else's face, made in one of the ways of SWAPS."""
    return SWAPS[int(rng.integers(len(SWAPS)))].make(honest, Props(donor, mesh_of), rng).frames


def _finder(analysers: Analysers) -> FaceFinder:
    return FaceFinder(analysers.detector, analysers.mesher)


def _remembered(frames: Sequence[RGB], analysers: Analysers) -> MeshOf:
    """Return what finds faces, and knows those of these frames already: two swaps are made of them."""
    find, elsewhere = _finder(analysers), _finder(analysers)
    known = {id(rgb): find(rgb) for rgb in frames}
    return lambda rgb: known[id(rgb)] if id(rgb) in known else elsewhere(rgb)


def _yaw_deg(clip: Clip, sessions: Sessions) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return (N,) where the head points in each frame; NaN without a face."""
    watch, found = Watch(), list[float]()
    for number, rgb in enumerate(clip.frames):
        frame = Frame(number, number / FPS, number / FPS, rgb)
        watch, facts = watch_faces(watch, frame, sessions.analysers, sessions.rules.pipeline, may_embed=False)
        pose = facts.candidate.pose if facts.candidate else None
        found.append(pose.yaw_deg if pose else np.nan)
    return np.array(found)
