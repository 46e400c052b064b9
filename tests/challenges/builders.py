"""Facts of somebody who does what is asked for, or does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from candor.challenges.rules import load_challenge_rules
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.facts import FaceFacts, HandFacts
from candor.domain.sound import SoundFacts
from candor.domain.window import Window
from candor.maths.hand_on_face import hand_on_face
from painted_faces import mesh_at
from signals.builders import face, frame

RULES = load_challenge_rules(Path(__file__).resolve().parents[2] / "models")
ASKED_AT_S = 4.0
CENTRE = (320.0, 180.0)
WIDTH_PX = 160.0


def running(kind: CheckKind, side: Side = Side.NONE) -> CheckStatus:
    digits = "4071" if kind is CheckKind.SAY_DIGITS else ""
    return CheckStatus(Check(CheckId("check-1"), kind, side, digits), CheckPhase.RUNNING, ASKED_AT_S)


def seen(look: Callable[[float], FaceFacts | None], until_s: float) -> Window:
    """Ten frames a second; `look` gives the face at seconds since the check was asked for."""
    times = [i / 10 for i in range(round(until_s * 10) + 1)]
    return Window([frame(t, look(t - ASKED_AT_S)) for t in times])


def meshed(yaw_deg: float = 0.0) -> FaceFacts:
    """A face with the mesh of one that faces the camera."""
    mesh = mesh_at(*CENTRE, WIDTH_PX)
    return replace(face(width_px=WIDTH_PX, yaw_deg=yaw_deg), landmarks_xy=mesh.landmarks_xyz[:, :2])


def hand_at(x: float, y: float, size_px: float = 140.0) -> HandFacts:
    """An upright open hand, its middle at (x, y)."""
    fingers = [(column / 4 - 0.5, 0.1 - row / 6) for column in range(5) for row in range(4)]
    points = np.array([(0.0, 0.5), *fingers]) * size_px
    return HandFacts((points - points.mean(axis=0) + (x, y)).astype(np.float32), 0.95)


def pointing_at(x: float, y: float) -> HandFacts:
    """A hand from below whose index fingertip is at (x, y)."""
    hand = hand_at(x, y + 160)
    points = hand.landmarks_xy.copy()
    points[8] = (x, y)
    return HandFacts(points, 0.95)


def shown(
    hands: Callable[[float], tuple[HandFacts, ...]],
    until_s: float,
    look: Callable[[float], FaceFacts | None] = lambda _: meshed(),
) -> Window:
    """As `seen`, with the hands that were found since the check was asked for."""
    times = [i / 10 for i in range(round(until_s * 10) + 1)]
    before = [frame(t, look(t - ASKED_AT_S)) for t in times if t < ASKED_AT_S]
    during = [frame(t, look(t - ASKED_AT_S)) for t in times if t >= ASKED_AT_S]
    placed = [replace(f, hands=tuple(map(on_face, hands(f.captured_at_s - ASKED_AT_S)))) for f in during]
    return Window([*before, *placed])


def on_face(hand: HandFacts) -> HandFacts:
    """Say where a hand is on the face of `meshed`."""
    face_xy = meshed().landmarks_xy
    assert face_xy is not None
    return replace(hand, on_face=hand_on_face(face_xy, hand.landmarks_xy, RULES.hand_growth))


def heard(window: Window, speech: Callable[[float], float]) -> Window:
    """Add sound, 25 hops a second; `speech` gives the voice activity at seconds since the check was asked for."""
    hops = [i / 25 for i in range(round(window.now_s * 25))]
    return Window(window.frames, [SoundFacts(t, -30.0, speech(t - ASKED_AT_S)) for t in hops])
