"""People who speak, as the trials of sound see them: facts of mouth and voice, without pictures."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from candor.domain.sound import SOUND_RATE_HZ
from candor.evaluation.sound_stretches import Heard
from candor.pipeline.rules import load_pipeline_rules
from signals.builders import CALIBRATIONS, MODELS, FakeComparator
from spoken import conversation


def speaker(number: int, seconds: float = 12.0, lag_s: float = 0.0) -> Heard:
    """A person with a voice of their own; lips and voice go together, `lag_s` apart, and that is known."""
    window = conversation(seconds, mouth=number, voice=number, fps=12.0, lag_s=lag_s)
    sound = np.zeros(round(seconds * SOUND_RATE_HZ), np.int16)
    return Heard(f"{number}.mp4", f"p{number}", window.frames, window.sounds, sound, lag_s)


def silent_face(seconds: float = 12.0) -> Heard:
    window = conversation(seconds, mouth=None, voice=None, fps=12.0, jitter=0.003)
    return Heard("still.mp4", "still", window.frames, (), np.zeros(round(seconds * SOUND_RATE_HZ), np.int16))


def sessions() -> Any:
    """What the trials need of bootstrap.sessions: real limits, no networks."""
    analysers = SimpleNamespace(
        embedder=SimpleNamespace(model="made"), comparator=FakeComparator(), speech=None, voices=None
    )
    return SimpleNamespace(
        analysers=analysers,
        rules=SimpleNamespace(
            calibrations=CALIBRATIONS, pipeline=load_pipeline_rules(MODELS / "calibration" / "quality.toml")
        ),
    )


def people(count: int = 3) -> Sequence[Heard]:
    return [speaker(number) for number in range(1, count + 1)]
