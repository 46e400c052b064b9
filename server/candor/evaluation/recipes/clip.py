"""What does a recipe work on? Pictures and sound of one call, and the things at hand to change them with.

A recipe (one of ATTACKS or BENIGN, see __init__.py) takes a clip, props and a random generator, and returns a clip. It
runs before the codec grid (codec_grid.py): whatever is made is encoded afterwards, as an attacker's camera would be.
Recipes are classical image processing: proxies of real attacks, and every report says that they were made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from candor.domain.sound import SOUND_RATE_HZ

RGB = NDArray[np.uint8]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
PCM = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of one call."""

    frames: Sequence[RGB]
    """(H, W, 3) uint8 RGB each, one size, even sides, never changed in place."""
    rate_fps: float
    sound: PCM | None = None
    """Mono at SOUND_RATE_HZ, from the moment of the first frame; None when there is none."""
    attack_from_s: float = 0.0
    """When an attack begins to show; 0 when it shows all the time, or never."""

    @property
    def duration_s(self) -> float:
        """Length of the pictures."""
        return len(self.frames) / self.rate_fps

    def first(self, seconds: float) -> Clip:
        """Return the beginning of the clip, at most this long."""
        sound = None if self.sound is None else self.sound[: round(seconds * SOUND_RATE_HZ)]
        return replace(self, frames=self.frames[: max(round(seconds * self.rate_fps), 1)], sound=sound)


class NotPossibleError(ValueError):
    """A recipe cannot be made of this clip: too short, no face, no sound. Such a session is left out and counted."""


@dataclass(frozen=True, slots=True)
class Props:
    """What a recipe may use besides the clip."""

    donor: Clip | None = None
    """Of another person, on the same side of the split; at the same rate."""
    mesh_of: Callable[[RGB], F32 | None] = lambda _: None
    """(468, 2) px of the largest face of a picture; None when there is none."""
    person_of: Callable[[RGB], F32] | None = None
    """(H, W) from 0, background, to 1, person; None when no segmentation model is there."""


class Recipe(Protocol):
    """One attack species, or one benign transform."""

    @property
    def name(self) -> str:
        """As in reports, e.g. "a1_frozen_frame"."""
        ...

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """Return what the camera would send.

        Raises:
            NotPossibleError: not of this clip.
        """
        ...


def donor_of(props: Props) -> Clip:
    """Return the clip of another person.

    Raises:
        NotPossibleError: there is none.
    """
    if props.donor is None or not props.donor.frames:
        raise NotPossibleError("no clip of another person")
    return props.donor


def meshes_of(frames: Sequence[RGB], mesh_of: Callable[[RGB], F32 | None]) -> list[F32]:
    """Return the mesh of every frame; where no face is found, the one before (or the first that follows).

    Raises:
        NotPossibleError: fewer than half of the frames show a face.
    """
    found = [mesh_of(rgb) for rgb in frames]
    seen = [mesh for mesh in found if mesh is not None]
    if len(seen) < max(len(frames) / 2, 1):
        raise NotPossibleError("no face")
    last, filled = seen[0], list[F32]()
    for mesh in found:
        last = last if mesh is None else mesh
        filled.append(last)
    return filled


def as_rgb(values: F32 | F64) -> RGB:
    """Return (H, W, 3) numbers as a picture: rounded, within 0 to 255."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def smooth_noise(count: int, rate_fps: float, hz: float, rng: np.random.Generator, channels: int = 1) -> F64:
    """Return (count, channels) of slow noise of deviation 1: what a hand, or a camera's control, does.

    Args:
        count: frames.
        rate_fps: frames a second.
        hz: about the highest frequency in it.
        rng: the only source of chance.
        channels: independent ones.
    """
    spectrum = np.fft.rfftfreq(max(count, 2) * 2, 1 / rate_fps)
    weight = 1 / (1 + (spectrum / max(hz, 1e-3)) ** 4)
    white = rng.normal(size=(channels, len(spectrum))) + 1j * rng.normal(size=(channels, len(spectrum)))
    waves = np.fft.irfft(white * weight, axis=1)[:, :count]
    waves = waves - waves.mean(axis=1, keepdims=True)
    return (waves / np.maximum(waves.std(axis=1, keepdims=True), 1e-9)).T


def sensor_noise(rgb: RGB, gain: float, read: float, rng: np.random.Generator) -> RGB:
    """Return the picture with the noise of a sensor: variance `gain` times the level plus `read` squared.

    Source: Foi et al., "Practical Poissonian-Gaussian noise modeling and fitting", TIP 2008, eq. 2.
    """
    level = rgb.astype(np.float32)
    spread = np.sqrt(gain * level + read * read)
    return as_rgb(level + spread * rng.standard_normal(level.shape, dtype=np.float32))
