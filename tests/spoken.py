"""Sound for tests: blocks, a detector that takes loud for speech, and a mouth and voice that go together or not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import numpy as np

from candor.domain.facts import FrameFacts
from candor.domain.sound import SOUND_RATE_HZ, SoundBlock, SoundFacts, SoundLost
from candor.domain.window import Window
from signals.builders import face, frame

HOP_S = 0.032
SPELLED = 3200
"""Samples of one digit of `spelled`."""


class LoudIsSpeech:
    """domain.ports.SpeechDetector without a network; its memory counts the windows since the last gap."""

    def speech(self, sound: np.ndarray, memory: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        windows = sound[64:].reshape(-1, 512)
        before = np.zeros(1, np.float32) if memory is None else memory
        loud = np.sqrt(np.square(windows).mean(axis=1)) > 0.01
        return loud.astype(np.float32), before + len(windows)


class SaidOutLoud:
    """domain.ports.DigitSpotter of a voice whose sound is the digits themselves (`spelled`); counts its looks."""

    def __init__(self) -> None:
        self.looks = 0
        self.longest_s = 0.0

    def spot(self, digits: str, pcm: bytes) -> bool:
        self.looks += 1
        self.longest_s = max(self.longest_s, len(pcm) / (2 * SOUND_RATE_HZ))
        heard = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2")[::SPELLED]
        return digits in "".join(chr(level) for level in heard.tolist() if chr(max(level, 0)).isdigit())


class WhenTold(Executor):
    """Runs what it was given when `run` is called: a thread that takes as long as a test wants."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        return future

    def run(self) -> None:
        waiting, self.waiting = self.waiting, []
        for future, work in waiting:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except ValueError as error:
                    future.set_exception(error)


def spelled(sign: str) -> bytes:
    """One digit as 0.2 s of sound of a level of its own; "." is silence."""
    return np.full(SPELLED, 0 if sign == "." else ord(sign), "<i2").tobytes()


def block(seq: int, at_s: float, samples: np.ndarray) -> SoundBlock:
    """Samples of -1 to 1."""
    return SoundBlock(seq, at_s, at_s, (samples * 32767).astype("<i2").tobytes())


def voice(seconds: float, loudness: float = 0.2, seed: int = 0) -> np.ndarray:
    """Noise; loud enough for LoudIsSpeech."""
    return loudness * np.random.default_rng(seed).uniform(-1, 1, round(seconds * SOUND_RATE_HZ))


def syllables(seed: int, seconds: float, rate_hz: float) -> np.ndarray:
    """What rises and falls about four times a second, between -1 and 1."""
    times_s = np.arange(round(seconds * rate_hz)) / rate_hz
    rng = np.random.default_rng(seed)
    waves = [np.sin(2 * np.pi * (f * times_s + rng.uniform())) for f in rng.uniform(1.5, 3.5, 8)]
    return np.sum(waves, axis=0) / 6


def with_loss(seen: Window, before_s: float = 1.0) -> Window:
    """The window, and a second of sound that was lost so long ago."""
    return replace(seen, sound_lost=(SoundLost(seen.now_s - before_s, 1.0),))


def conversation(
    seconds: float,
    *,
    mouth: int | None = 1,
    voice: int | None = 1,
    lag_s: float = 0.0,
    fps: float = 8.0,
    speech: float = 0.9,
    quiet_until_s: float = 0.0,
    yaw_deg: float = 0.0,
    jitter: float = 0.002,
) -> Window:
    """A window of mouth and voice at the same clock; equal numbers go together, None stands still (or is not heard)."""
    rng = np.random.default_rng(99)
    level = syllables(voice or 0, seconds + 2, 1 / HOP_S)
    moves = syllables(mouth or 0, seconds + 2, 1 / HOP_S)
    hops_s = np.arange(len(level)) * HOP_S

    def seen(number: int) -> FrameFacts:
        at_s = number / fps
        drop = 0.9 + rng.normal(0, jitter) + (0.12 * float(np.interp(at_s, hops_s, moves)) if mouth is not None else 0)
        return frame(at_s, replace(face(yaw_deg=yaw_deg), lip_drop=drop))

    frames = [seen(number) for number in range(round(seconds * fps) + 1)]
    sounds = [
        SoundFacts(
            at_s, -30 + 10 * float(np.interp(at_s - lag_s, hops_s, level)), speech if at_s >= quiet_until_s else 0
        )
        for at_s in np.arange(0, seconds, HOP_S).tolist()
    ]
    return Window(frames, tuple(sounds) if voice is not None else ())
