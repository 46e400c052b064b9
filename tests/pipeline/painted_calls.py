"""Calls of painted faces for the tests of a session."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from candor.domain.frames import EncodedFrame, Frame
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Question, State
from candor.pipeline.key_frames import Pace
from candor.pipeline.session import InterviewSession, load_session_rules
from painted_faces import RED, ColourEmbedder, Painted, mesh_at, paint, painted_analysers

RULES = load_session_rules(Path(__file__).resolve().parents[2] / "models")


def template_of(colour: tuple[int, int, int]) -> Template:
    vector = ColourEmbedder().embed(paint(Painted(colour, 320, 180)), [mesh_at(320, 180, 100)])[0]
    return Template("colour", vector, 1, 100.0)


def brief(colour: tuple[int, int, int] | None = RED, *, consented: bool = True) -> Brief:
    return Brief(InterviewId("interview-1"), template_of(colour) if colour else None, consented)


class Call:
    """A call of 5 frames per second, in which the candidate moves a little all the time."""

    def __init__(
        self,
        told: Brief | None = None,
        checkpoint: bytes | None = None,
        start_s: float = 0.0,
        pace: Pace | None = None,
    ) -> None:
        self.analysers = painted_analysers()
        self.session = InterviewSession(told or brief(), self.analysers, RULES, checkpoint, pace=pace)
        self.at_s = start_s
        self.seq = 0
        self.rng = np.random.default_rng(7)
        self.results: list[StepResult] = []

    def show(self, seconds: float, *colours: tuple[int, int, int], room: int = 1) -> list[StepResult]:
        """Show people side by side, the first one the largest."""
        results = []
        for _ in range(round(seconds * 5)):
            dx, dy = (int(v) for v in self.rng.integers(-12, 13, 2))
            faces = [Painted(c, 170 + 220 * i + dx, 180 + dy, 110 - 30 * i) for i, c in enumerate(colours)]
            results.append(self.step(paint(*faces, room=room)))
        return results

    def step(self, rgb: np.ndarray) -> StepResult:
        result = self.session.advance_rgb(Frame(self.seq, self.at_s, self.at_s + 100, rgb))
        self.seq, self.at_s = self.seq + 1, self.at_s + 0.2
        self.results.append(result)
        return result

    def state(self, question: Question) -> State:
        return self.results[-1].assessment.questions[question].state

    def codes(self) -> set[str]:
        return {warning.code for result in self.results for warning in result.warnings}

    def questions_warned_of(self) -> set[Question]:
        return {warning.question for result in self.results for warning in result.warnings}


def encoded(rgb: np.ndarray, seq: int, at_s: float, kind: str = "JPEG") -> EncodedFrame:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, kind, quality=90)
    return EncodedFrame(seq, at_s, at_s + 100, buffer.getvalue())
