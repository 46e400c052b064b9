"""Identity jitter is measured and never says anything; it needs consent and enough faces."""

from __future__ import annotations

import numpy as np

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.signals.identity_jitter import IdentityJitter
from signals.builders import ANNA, context, face, frame

RNG = np.random.default_rng(2)


def judged(seconds: int, tremble: float, *, consented: bool = True) -> Verdict:
    faces = [ANNA + RNG.normal(0, tremble, 4).astype(np.float32) for _ in range(seconds)]
    window = Window([frame(float(t), face(embedding=embedding)) for t, embedding in enumerate(faces)])
    return IdentityJitter().observe(window, context(consented=consented))


def test_a_trembling_identity_has_a_larger_score_and_still_says_nothing() -> None:
    quiet, shaky = judged(20, 0.01), judged(20, 0.2)

    assert isinstance(quiet, Observation)
    assert isinstance(shaky, Observation)
    assert shaky.score > quiet.score
    assert quiet.llr == shaky.llr == 0.0


def test_without_consent_or_with_too_few_faces_it_abstains() -> None:
    assert isinstance(refused := judged(20, 0.01, consented=False), Abstention)
    assert refused.reason == "no_consent"
    assert isinstance(early := judged(3, 0.01), Abstention)
    assert early.reason == "too_short"
