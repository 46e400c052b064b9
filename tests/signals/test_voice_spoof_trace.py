"""What the countermeasure said lately is told, moves nothing, and is asked for only with consent and weights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.sound import SoundFacts, VoiceLook
from candor.domain.window import Window
from candor.signals.voice_spoof_trace import VoiceSpoofTrace
from signals.builders import context, frame
from spoken import with_loss


def heard(*scores: float, now_s: float = 50.0) -> Window:
    looks = tuple(VoiceLook(10.0 * (n + 1), score) for n, score in enumerate(scores))
    return Window([frame(now_s)], (SoundFacts(now_s, -20.0, 1.0),), (), looks)


def judged(seen: Window, *, consented: bool = True) -> Verdict:
    return VoiceSpoofTrace().observe(seen, context(consented=consented))


@pytest.mark.parametrize("scores", [(-9.0, -8.0, -12.0), (9.0, 8.0, 12.0)])
def test_whatever_it_says_moves_nothing(scores: tuple[float, ...]) -> None:
    verdict = judged(heard(*scores))

    assert isinstance(verdict, Observation)
    assert verdict.llr == 0.0
    assert verdict.score == scores[0]
    assert verdict.code == "voice_spoof_trace"
    assert verdict.details == {"looks": 3}


def test_only_the_newest_minute_counts() -> None:
    verdict = judged(heard(-9.0, -9.0, 1.0, 2.0, now_s=85.0))

    assert isinstance(verdict, Observation)
    assert verdict.score == 1.5


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (replace(heard(), voice_looks=None), "no_voice_model"),
        (replace(heard(1.0), sounds=()), "no_sound"),
        (heard(), "nobody_speaks"),
        (with_loss(heard()), "sound_lost"),
        (with_loss(replace(heard(1.0), sounds=())), "sound_lost"),
        (heard(1.0, now_s=200.0), "nobody_speaks"),
    ],
)
def test_it_says_why_it_says_nothing(seen: Window, reason: str) -> None:
    verdict = judged(seen)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_without_consent_nothing_is_told() -> None:
    verdict = judged(heard(1.0), consented=False)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_consent"
