"""Which models does an analysis use? The ports that bootstrap.py fills."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass

from candor.domain.ports import (
    Comparator,
    DigitSpotter,
    EyeFitter,
    FaceDetector,
    FaceEmbedder,
    FaceMesher,
    HandFinder,
    PersonSegmenter,
    SpeechDetector,
    SwapTraceScorer,
    TextureJudge,
    VoiceCountermeasure,
    VoiceEmbedder,
)
from candor.pipeline.slow_look import AT_ONCE


@dataclass(frozen=True, slots=True)
class Analysers:
    """One of each kind, all owned by one worker."""

    detector: FaceDetector
    mesher: FaceMesher
    eyes: EyeFitter
    embedder: FaceEmbedder
    comparator: Comparator
    hands: HandFinder | None = None
    """Only asked while a check runs that needs it."""
    segmenter: PersonSegmenter | None = None
    texture: TextureJudge | None = None
    """None where the optional network is not installed."""
    speech: SpeechDetector | None = None
    """Without it no sound is heard."""
    voices: VoiceEmbedder | None = None
    countermeasure: VoiceCountermeasure | None = None
    """None where the optional network is not installed."""
    digits: DigitSpotter | None = None
    """Without it the interviewer alone says whether digits were right."""
    swap_trace: SwapTraceScorer | None = None
    """None where nobody asks for it."""
    second_embedder: FaceEmbedder | None = None
    """None where its file is not installed."""
    aside: Executor = AT_ONCE
    """Where slow looks run: countermeasure and digits. At once where results must be the same again."""
