"""The voice of the call, another one, and too little of either."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.sound import VoiceFacts
from candor.domain.window import Window
from candor.signals.second_voice import SecondVoice
from signals.builders import context, frame
from spoken import with_loss

RNG = np.random.default_rng(5)
ADA, BEA = (v / np.linalg.norm(v) for v in np.abs(RNG.normal(size=(2, 256))) ** 3)


def said(*voices: np.ndarray, silent_s: float = 1.0) -> Window:
    facts = tuple(
        VoiceFacts(3.0 * (n + 1), 2.4, (v + 0.02 * RNG.normal(size=256)).astype(np.float32))
        for n, v in enumerate(voices)
    )
    now_s = 3.0 * len(voices) + silent_s
    return Window([frame(now_s)], (), facts)


def judged(seen: Window, *, consented: bool = True) -> Verdict:
    return SecondVoice().observe(seen, context(consented=consented))


def test_the_same_voice_says_nothing_either_way() -> None:
    verdict = judged(said(*[ADA] * 8))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr) == ("same_voice", 0.0)
    assert int(verdict.details["alike_percent"]) > 75


def test_another_voice_speaks_against_it() -> None:
    verdict = judged(said(*[ADA] * 6, BEA, BEA))

    assert isinstance(verdict, Observation)
    assert verdict.code == "another_voice"
    assert verdict.llr > 1
    assert verdict.details["seconds"] == 4.8


def test_it_is_over_when_the_first_voice_is_back() -> None:
    verdict = judged(said(*[ADA] * 4, BEA, BEA, ADA, ADA))

    assert isinstance(verdict, Observation)
    assert verdict.llr == 0.0


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (Window([frame(1.0)]), "no_sound"),
        (with_loss(Window([frame(1.0)])), "sound_lost"),
        (with_loss(said(*[ADA] * 8, silent_s=6.0)), "sound_lost"),
        (said(*[ADA] * 5), "no_voice_yet"),
        (said(*[ADA] * 8, silent_s=20.0), "nobody_speaks"),
    ],
)
def test_too_little_to_compare_is_said(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_without_consent_there_is_no_comparison() -> None:
    verdict = judged(said(*[ADA] * 8), consented=False)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_consent"


def test_a_voice_of_nothing_breaks_nothing() -> None:
    seen = said(*[ADA] * 8)
    silent = tuple(replace(voice, embedding=np.zeros(256, np.float32)) for voice in seen.voices)

    assert isinstance(judged(replace(seen, voices=silent)), Observation)
