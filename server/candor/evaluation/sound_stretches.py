"""How do half-minutes come of recordings of a few seconds? Joins what is known of mouths and voices to one window.

Recordings of speaking people are short; the signals of sound look at half a minute. Stretches of several recordings are
laid behind each other on one clock, each with its own voice or with another's. Nothing is decoded or analysed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.sound import SoundFacts
from candor.domain.window import Window
from candor.evaluation.recipes.clip import PCM

LONGEST_S: Final = 8.0
"""Of one stretch."""
SHORTEST_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording of one person, after the call and the analysis."""

    name: str
    person: str
    frames: Sequence[FrameFacts]
    sounds: Sequence[SoundFacts]
    sound: PCM
    """(N,) at SOUND_RATE_HZ, as it arrived."""
    lag_s: float = 0.0
    """How much later than the lips its voice comes; 0 where nobody measured it."""

    @property
    def seconds(self) -> float:
        """What pictures and sound both cover; of a recording without sound, its pictures."""
        seen_s = self.frames[-1].captured_at_s
        return min(seen_s, self.sounds[-1].captured_at_s) if self.sounds else seen_s


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some seconds of a face, and of a voice: its own or another's."""

    face: Heard
    from_s: float
    seconds: float
    voice: Heard
    voice_from_s: float
    lag_s: float = 0.0
    """By how much the voice is brought forward."""


def stretches(recordings: Sequence[Heard], *, is_aligned: bool) -> list[Stretch]:
    """Cut recordings into stretches of at most LONGEST_S with their own voice.

    Args:
        recordings: of any people.
        is_aligned: each voice is brought to its lips by the lag of its recording.
    """
    found: list[Stretch] = []
    for one in recordings:
        for from_s in np.arange(0.0, one.seconds, LONGEST_S).tolist():
            seconds = min(LONGEST_S, one.seconds - from_s)
            if seconds >= SHORTEST_S:
                found.append(Stretch(one, from_s, seconds, one, from_s, one.lag_s if is_aligned else 0.0))
    return found


def in_turn(own: Sequence[Stretch], people: Sequence[str], seconds: float, rng: np.random.Generator) -> list[Stretch]:
    """Return stretches of at least `seconds` together: people in random turn, none twice before all of theirs are used.

    Args:
        own: to choose from.
        people: in turn; one named twice has two turns.
        seconds: wanted.
        rng: of the order.
    """
    left: dict[str, list[Stretch]] = {}
    chosen: list[Stretch] = []
    total = 0.0
    while total < seconds:
        for person in rng.permutation(list(people)).tolist():
            if not left.get(person):
                theirs = [one for one in own if one.face.person == person]
                left[person] = [theirs[i] for i in rng.permutation(len(theirs)).tolist()]
            if total < seconds and left[person]:
                chosen.append(left[person].pop())
                total += chosen[-1].seconds
        if not chosen:
            raise ValueError("nobody of these people has a stretch")
    return chosen


def dubbed(one: Stretch, others: Sequence[Heard], rng: np.random.Generator) -> Stretch:
    """Return the stretch with the voice of another person, from a random moment; cut to what that voice has.

    Raises:
        ValueError: there is nobody else.
    """
    voices = [other for other in others if other.person != one.face.person]
    if not voices:
        raise ValueError("nobody else is there to lend a voice")
    voice = voices[int(rng.integers(len(voices)))]
    seconds = min(one.seconds, voice.seconds)
    return replace(
        one, seconds=seconds, voice=voice, voice_from_s=float(rng.uniform(0, voice.seconds - seconds)), lag_s=0.0
    )


def joined(parts: Sequence[Stretch], seconds: float) -> Window:
    """Return what is known of these stretches, one behind the other on one clock, cut to `seconds`."""
    frames, sounds, start_s = list[FrameFacts](), list[SoundFacts](), 0.0
    for part in parts:
        for frame in part.face.frames:
            at_s = frame.captured_at_s - part.from_s
            if 0 <= at_s < part.seconds and start_s + at_s <= seconds:
                frames.append(replace(frame, captured_at_s=start_s + at_s))
        sounds += [s for s in _voice(part, start_s) if s.captured_at_s <= seconds]
        start_s += part.seconds
    return Window(frames, sounds)


def _voice(part: Stretch, start_s: float) -> Iterator[SoundFacts]:
    for facts in part.voice.sounds:
        at_s = facts.captured_at_s - part.voice_from_s - part.lag_s
        if 0 <= at_s < part.seconds:
            yield replace(facts, captured_at_s=start_s + at_s)


def late(window: Window, lag_s: float, drift: float = 0.0) -> Window:
    """Return a window whose voice comes later, by `lag_s` and by `drift` times the time more."""
    sounds = [replace(s, captured_at_s=s.captured_at_s * (1 + drift) + lag_s) for s in window.sounds]
    return Window(window.frames, [s for s in sounds if s.captured_at_s <= window.now_s])
