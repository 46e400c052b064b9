"""How does the demo person move? Head, blinks and speech over time, drawn from a seed, never twice the same.

Pure: the same seed gives the same performance; one minute of it does not repeat, so it is no loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from candor.domain.facts import HeadPose

F64 = NDArray[np.float64]

N_WAVES: Final = 6
SWAY_HZ: Final = (0.07, 0.65)
BLINKS_PER_MINUTE: Final = 17.0
"""Bentivoglio et al. 1997: 17 a minute at rest."""
BLINK_CLOSE_S, BLINK_OPEN_S = 0.10, 0.18
TURN_EVERY_S: Final = (6.0, 11.0)
TURN_DEG: Final = (9.0, 17.0)
TALK_S: Final = (3.0, 7.0)
PAUSE_S: Final = (1.0, 3.0)
SYLLABLE_HZ: Final = (2.6, 5.2)


@dataclass(frozen=True, slots=True)
class Moment:
    """The person at one instant."""

    pose: HeadPose
    """Away from the portrait."""
    shift_xy: tuple[float, float]
    """Of the head in the picture, px."""
    lid_closure: float
    """0 open, 1 closed."""
    jaw: float
    """-1 lips closed over the teeth, 0 as in the portrait, 1 wide open."""


@dataclass(frozen=True, slots=True)
class _Event:
    start_s: float
    length_s: float
    amount: float


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """The head turns far, as somebody does who is asked to, and back."""

    start_s: float
    yaw_deg: float
    """At its farthest; positive to the right of the picture."""


ASKED_TURN_S: Final = 2.6
"""There and back."""


class Performance:
    """What one person does for a while."""

    def __init__(self, seed: int, duration_s: float, asked: Sequence[AskedTurn] = ()) -> None:
        """Draw the performance.

        Args:
            seed: of everything that is drawn.
            duration_s: how long it lasts; later instants hold still.
            asked: far turns; who makes them makes no other turns.
        """
        rng = np.random.default_rng(seed)
        self._frequencies = rng.uniform(*SWAY_HZ, (5, N_WAVES))
        self._phases = rng.uniform(0, 2 * np.pi, (5, N_WAVES))
        self._blinks = _draw_blinks(rng, duration_s)
        own_turns = _draw_turns(rng, duration_s)
        self._turns = [_Event(turn.start_s, ASKED_TURN_S, turn.yaw_deg) for turn in asked] or own_turns
        self._syllables = _draw_syllables(rng, duration_s)

    def at(self, at_s: float) -> Moment:
        """Return the person at an instant, seconds from the start."""
        sway = _waves(self._frequencies, self._phases, at_s)
        turn = sum(e.amount * _bell(at_s, e) for e in self._turns)
        talk = max((e.amount * _bell(at_s, e) for e in self._syllables if _is_in(at_s, e)), default=0.0)
        nod = 1.2 * talk
        return Moment(
            pose=HeadPose(3.2 * sway[0] + turn, 2.4 * sway[1] - nod, 1.8 * sway[2] + 0.12 * turn),
            shift_xy=(5.0 * sway[3] + 0.35 * turn, 3.0 * sway[4]),
            lid_closure=max((_blink(at_s, e) for e in self._blinks if _is_in(at_s, e)), default=0.0),
            jaw=talk if talk > 0.0 else (-0.8 if self._is_pausing(at_s) else 0.0),
        )

    def _is_pausing(self, at_s: float) -> bool:
        return all(abs(at_s - e.start_s - e.length_s / 2) > 0.45 for e in self._syllables)


def _waves(frequencies: F64, phases: F64, at_s: float) -> Sequence[float]:
    """Return one value of about -1 to 1 per channel."""
    waves = np.sin(2 * np.pi * frequencies * at_s + phases)
    return [float(v) for v in waves.sum(axis=1) / np.sqrt(2 * N_WAVES)]


def _is_in(at_s: float, event: _Event) -> bool:
    return event.start_s <= at_s <= event.start_s + event.length_s


def _bell(at_s: float, event: _Event) -> float:
    """Return 0 to 1 and back over the event, smoothly."""
    if not _is_in(at_s, event):
        return 0.0
    return float(np.sin(np.pi * (at_s - event.start_s) / event.length_s) ** 2)


def _blink(at_s: float, event: _Event) -> float:
    """Return the closure of a blink: lids fall faster than they rise."""
    since = at_s - event.start_s
    closed = since / BLINK_CLOSE_S if since < BLINK_CLOSE_S else 1.0 - (since - BLINK_CLOSE_S) / BLINK_OPEN_S
    return float(np.clip(closed * 1.25, 0.0, 1.0))


def _draw_blinks(rng: np.random.Generator, duration_s: float) -> list[_Event]:
    blinks: list[_Event] = []
    at_s = float(rng.uniform(0.8, 2.0))
    while at_s < duration_s:
        blinks.append(_Event(at_s, BLINK_CLOSE_S + BLINK_OPEN_S, 1.0))
        at_s += 0.9 + float(rng.exponential(60.0 / BLINKS_PER_MINUTE - 0.9))
    return blinks


def _draw_turns(rng: np.random.Generator, duration_s: float) -> list[_Event]:
    turns: list[_Event] = []
    at_s = float(rng.uniform(2.0, 4.0))
    while at_s < duration_s:
        amount = float(rng.uniform(*TURN_DEG)) * float(rng.choice((-1.0, 1.0)))
        turns.append(_Event(at_s, float(rng.uniform(1.6, 2.8)), amount))
        at_s += float(rng.uniform(*TURN_EVERY_S))
    return turns


def _draw_syllables(rng: np.random.Generator, duration_s: float) -> list[_Event]:
    syllables: list[_Event] = []
    at_s = float(rng.uniform(0.3, 1.0))
    while at_s < duration_s:
        end_s = at_s + float(rng.uniform(*TALK_S))
        while at_s < end_s:
            length_s = 1.0 / float(rng.uniform(*SYLLABLE_HZ))
            syllables.append(_Event(at_s, length_s * 1.15, float(rng.uniform(0.25, 1.0))))
            at_s += length_s
        at_s += float(rng.uniform(*PAUSE_S))
    return syllables
