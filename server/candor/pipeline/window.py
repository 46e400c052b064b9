"""What is remembered of an interview while it runs? The newest stretch whole, fifteen minutes before it thinned.

After facts, before signals: the only thing that a signal sees. Memory is bounded whatever the frame rate.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from candor.domain.facts import FaceFacts, FrameFacts
from candor.domain.window import Window
from candor.pipeline.rules import WindowRules


class RollingWindow:
    """Facts in order of captured_at_s. The worker that owns the interview is its only user: no lock."""

    def __init__(self, rules: WindowRules) -> None:
        self._rules = rules
        self._whole: deque[FrameFacts] = deque()
        self._thinned: deque[FrameFacts] = deque()
        self._view: Window | None = None

    def push(self, facts: FrameFacts) -> None:
        """Add the newest frame; what has grown old is thinned, what has grown too old is forgotten.

        The caller makes sure that captured_at_s rises (pipeline/timeline.py).
        """
        self._view = None
        self._whole.append(facts)
        now_s = facts.captured_at_s
        while now_s - self._whole[0].captured_at_s > self._rules.full_s:
            self._keep_thinned(self._whole.popleft())
        while self._thinned and now_s - self._thinned[0].captured_at_s > self._rules.total_s:
            self._thinned.popleft()

    def view(self) -> Window:
        """Return what is remembered, as a value that later frames do not change."""
        if self._view is None:
            self._view = Window((*self._thinned, *self._whole))
        return self._view

    def _keep_thinned(self, facts: FrameFacts) -> None:
        """Keep a frame when the last kept one is a whole step older (a thousandth of a second of slack)."""
        step_s = 1 / self._rules.thinned_fps
        if self._thinned and facts.captured_at_s - self._thinned[-1].captured_at_s < step_s - 0.001:
            return
        self._thinned.append(thinned(facts))


def thinned(facts: FrameFacts) -> FrameFacts:
    """Return the facts without landmarks and embeddings; pose, openness and picture facts stay."""
    candidate = _thinned_face(facts.candidate) if facts.candidate else None
    return replace(
        facts, candidate=candidate, hands=None, seam=None, others=tuple(_thinned_face(face) for face in facts.others)
    )


def _thinned_face(face: FaceFacts) -> FaceFacts:
    bare = replace(face, landmarks_xy=None, iris_xy=None, embedding=None, second_embedding=None, corners=None)
    return replace(bare, change=None, texture=None, screen=None, swap_trace=None, detail=None)
