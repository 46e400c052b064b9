"""What do honest people's cameras, rooms and settings do to a picture? Benign transforms, labelled bona fide.

They pass the same codec points as the attacks: a signal that takes a beauty filter for a swap must show it here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from candor.evaluation.recipes.clip import (
    F32,
    RGB,
    Clip,
    NotPossibleError,
    Props,
    as_rgb,
    meshes_of,
    sensor_noise,
    smooth_noise,
)
from candor.evaluation.recipes.faces import face_width, oval_mask
from candor.maths.face_mesh import EYE_CORNERS


@dataclass(frozen=True, slots=True)
class Plain:
    """Nothing is changed."""

    name: str = "plain"

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        return clip


@dataclass(frozen=True, slots=True)
class Background:
    """The call software blurs what is behind the person, or puts a picture there."""

    name: str = "background_blur"
    is_virtual: bool = False
    blur: float = 0.02
    """Deviation, picture widths."""

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        if props.person_of is None:
            raise NotPossibleError("no segmentation model")
        height, width = clip.frames[0].shape[:2]
        behind = drawn_room(width, height, rng) if self.is_virtual else None
        frames: list[RGB] = []
        for rgb in clip.frames:
            person = props.person_of(rgb)[..., None]
            back = behind if behind is not None else cv2.GaussianBlur(rgb, (0, 0), self.blur * width)
            frames.append(as_rgb(rgb * person + back * (1 - person)))
        return replace(clip, frames=frames)


def drawn_room(width: int, height: int, rng: np.random.Generator) -> RGB:
    """Return a picture to put behind a person: a wall with a window and shelves."""
    wall = np.linspace(150, 205, height, dtype=np.float32)[:, None, None] * rng.uniform(0.75, 1.0, 3).astype(np.float32)
    room = np.repeat(as_rgb(wall), width, axis=1)
    cv2.rectangle(
        room, (int(0.06 * width), int(0.1 * height)), (int(0.3 * width), int(0.55 * height)), (236, 242, 250), -1
    )
    for row in range(3):
        y = int((0.2 + 0.2 * row) * height)
        cv2.line(room, (int(0.62 * width), y), (int(0.97 * width), y), (96, 70, 48), 3)
        for x in np.arange(0.63, 0.95, 0.035):
            colour = tuple(int(c) for c in rng.integers(40, 220, 3))
            top = y - int(rng.uniform(0.08, 0.15) * height)
            cv2.rectangle(room, (int(x * width), top), (int((x + 0.028) * width), y - 2), colour, -1)
    return np.asarray(cv2.GaussianBlur(room, (0, 0), 1.2), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Beauty:
    """The call software smooths the skin."""

    name: str = "beauty_filter"
    strength: float = 0.8

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        meshes = meshes_of(clip.frames, props.mesh_of)
        frames: list[RGB] = []
        for rgb, mesh in zip(clip.frames, meshes, strict=True):
            smooth = cv2.bilateralFilter(rgb, 9, 32, 0.04 * face_width(mesh) + 2)
            soft = cv2.GaussianBlur(oval_mask(mesh, rgb.shape), (0, 0), 0.05 * face_width(mesh) + 0.5)
            share = self.strength * soft[..., None]
            frames.append(as_rgb(smooth * share + rgb * (1 - share)))
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class LowLight:
    """A dark room: less light, a gamma that lifts it, and the noise of few photons."""

    name: str = "low_light"
    light: float = 0.25
    gamma: float = 0.8
    gain: float = 0.6

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        table = as_rgb(255 * ((np.arange(256, dtype=np.float32) / 255) * self.light) ** self.gamma)
        frames = [sensor_noise(table[rgb], self.gain, 2.0, rng) for rgb in clip.frames]
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class ControlSteps:
    """The camera's automatic exposure and white balance jump now and then, and settle within half a second."""

    name: str = "exposure_steps"
    every_s: float = 3.0
    exposure: float = 0.25
    balance: float = 0.05

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        count = len(clip.frames)
        goal, now = np.ones(3), np.ones(3)
        frames: list[RGB] = []
        for i in range(count):
            if rng.uniform() < 1 / (self.every_s * clip.rate_fps):
                goal = (1 + rng.uniform(-self.exposure, self.exposure)) * (1 + rng.normal(0, self.balance, 3))
            now = now + (goal - now) * min(6 / clip.rate_fps, 1.0)
            frames.append(as_rgb(clip.frames[i] * now.astype(np.float32)))
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class GlassesGlare:
    """The screen is mirrored in a pair of glasses: bright patches over the eyes that wander with the head."""

    name: str = "glasses_glare"
    brightness: float = 120.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        meshes = meshes_of(clip.frames, props.mesh_of)
        drift = smooth_noise(len(meshes), clip.rate_fps, 0.5, rng, 2) * 0.02
        frames: list[RGB] = []
        for rgb, mesh, moved in zip(clip.frames, meshes, drift, strict=True):
            glow = self._glow(rgb.shape, mesh, moved)
            frames.append(as_rgb(rgb + glow[..., None] * np.array([0.9, 0.96, 1.0], np.float32)))
        return replace(clip, frames=frames)

    def _glow(self, shape: tuple[int, ...], mesh: F32, moved: np.ndarray[tuple[int], np.dtype[np.float64]]) -> F32:
        glow = np.zeros(shape[:2], np.float32)
        wide = face_width(mesh)
        for corners in EYE_CORNERS:
            x, y = mesh[list(corners)].mean(axis=0) + moved * wide + np.array([0.03, -0.01]) * wide
            axes = (max(int(0.065 * wide), 1), max(int(0.035 * wide), 1))
            cv2.ellipse(glow, (int(x), int(y)), axes, 12, 0, 360, self.brightness, -1, cv2.LINE_AA)
            cv2.ellipse(
                glow, (int(x), int(y)), (int(2.3 * axes[0]), int(3.4 * axes[1])), 0, 0, 360, 40.0, 2, cv2.LINE_AA
            )
        return np.asarray(cv2.GaussianBlur(glow, (0, 0), max(0.008 * wide, 0.5)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Freezes:
    """The network stalls: the last picture stays, and then the call goes on with what is now."""

    name: str = "network_freezes"
    every_s: float = 4.0
    lasts_s: tuple[float, float] = (0.3, 1.5)

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        frames = list(clip.frames)
        at_s = float(rng.exponential(self.every_s))
        while at_s < clip.duration_s:
            start = int(at_s * clip.rate_fps)
            end = min(start + max(round(float(rng.uniform(*self.lasts_s)) * clip.rate_fps), 1), len(frames))
            frames[start:end] = [frames[start]] * (end - start)
            at_s = end / clip.rate_fps + float(rng.exponential(self.every_s))
        return replace(clip, frames=frames)


@dataclass(frozen=True, slots=True)
class LowRate:
    """A slow camera or a busy computer: few new pictures a second, each shown several times."""

    name: str = "low_frame_rate"
    fps: float = 7.0

    def make(self, clip: Clip, props: Props, rng: np.random.Generator) -> Clip:
        """See Recipe."""
        step = max(clip.rate_fps / self.fps, 1.0)
        frames = [clip.frames[int(int(i / step) * step)] for i in range(len(clip.frames))]
        return replace(clip, frames=frames)
