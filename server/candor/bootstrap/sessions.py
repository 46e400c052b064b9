"""Which models, comparator and rules stand behind an analysis? What a worker process and the command line load.

Apart from house.py so that a worker imports no web framework and no database: it starts in a third of the time.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from candor.challenges.digit_grammar import load_digit_rules
from candor.domain.ports import Brief
from candor.fusion.identity import load_comparator
from candor.inference.default_set import load_default_models
from candor.inference.digit_process import DigitSpotterApart
from candor.inference.digit_spotter import DigitSpotter
from candor.pipeline.analysers import Analysers
from candor.pipeline.key_frames import Pace
from candor.pipeline.session import InterviewSession, SessionRules, load_session_rules
from candor.settings import Settings

_BEHIND_PICTURES: Final = 5
"""Niceness of slow looks, and of the processes that they start."""


def build_analysers(settings: Settings) -> Analysers:
    """Load the default models and the comparator of their embedder. One set per thread or process.

    Raises:
        ModelError: a model file is missing or altered; the sentence says what to run.
        ConfigurationError: the manifest or a calibration cannot be used.
    """
    models = load_default_models(settings)
    return Analysers(
        detector=models.detector,
        mesher=models.mesher,
        eyes=models.eyes,
        embedder=models.embedder,
        comparator=load_comparator(settings.models_dir, models.embedder.model),
        hands=models.hands,
        segmenter=models.segmenter,
        texture=models.texture,
        speech=models.speech,
        voices=models.voices,
        countermeasure=models.countermeasure,
        swap_trace=models.swap_trace,
        second_embedder=models.second_embedder,
        digits=DigitSpotter(load_digit_rules(settings.models_dir)),
    )


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens analyses with models that are loaded once; what a worker owns."""

    analysers: Analysers
    rules: SessionRules
    pace: Pace | None = None
    """Of key frames for a second opinion."""

    def open(self, brief: Brief, checkpoint: bytes | None = None) -> InterviewSession:
        """Start the analysis of an interview, or go on from a checkpoint."""
        return InterviewSession(brief, self.analysers, self.rules, checkpoint, pace=self.pace)


@dataclass(frozen=True, slots=True)
class SessionMaker:
    """Loads models and rules where it is called. Picklable: a worker process gets this, not the models."""

    settings: Settings
    is_live: bool = False
    """Whether pictures come whatever the analysis does: then slow looks run beside them."""
    pace: Pace | None = None
    """Of key frames for a second opinion; None: nobody is asked."""

    def __call__(self) -> Sessions:
        """Load everything, see `build_analysers` for the errors."""
        analysers = build_analysers(self.settings)
        if self.is_live:
            aside = ThreadPoolExecutor(1, "candor-slow-looks", initializer=step_back)
            analysers = replace(analysers, digits=DigitSpotterApart(self.settings.models_dir), aside=aside)
        return Sessions(analysers, load_session_rules(self.settings.models_dir), self.pace)


def step_back() -> None:
    """Let pictures go first where both want the same core. Only on Linux has a thread a niceness of its own."""
    if sys.platform == "linux":
        os.nice(_BEHIND_PICTURES)
