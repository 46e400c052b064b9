"""When the spoofing countermeasure looks: at whole stretches with enough speech, seldom, and never across a gap."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from candor.domain.sound import SoundFacts
from candor.pipeline.rules import load_pipeline_rules
from candor.pipeline.voice_looks import VoiceLooks
from spoken import WhenTold

RULES = load_pipeline_rules(Path(__file__).resolve().parents[2] / "models/calibration/quality.toml").sound
HOP_S = 0.032


class Mean:
    """domain.ports.VoiceCountermeasure by the mean sample; remembers what it was given."""

    seconds = 4.0375

    def __init__(self) -> None:
        self.given: list[np.ndarray] = []

    def score(self, sound: np.ndarray) -> float:
        self.given.append(sound)
        return float(sound.mean())


def listen(looks: VoiceLooks, seconds: float, start_s: float = 0.0, *, speech: float = 1.0, level: float = 0.5) -> None:
    for n in range(round(seconds / HOP_S)):
        looks.hear(np.full(512, level, np.float32), SoundFacts(start_s + (n + 0.5) * HOP_S, -20.0, speech))


def test_it_looks_as_soon_as_there_is_enough_and_then_once_in_ten_seconds_of_speech() -> None:
    network = Mean()
    looks = VoiceLooks(network, RULES)
    listen(looks, 30.0)

    assert [look.captured_at_s for look in looks.looks or ()] == pytest.approx([4.06, 14.08, 24.1], abs=0.05)
    assert all(len(sound) >= 64_600 for sound in network.given)
    assert looks.looks is not None
    assert looks.looks[0].bona_fide_log_odds == 0.5


def test_pauses_stay_in_and_count_for_no_speech() -> None:
    network = Mean()
    looks = VoiceLooks(network, RULES)
    listen(looks, 1.4)
    listen(looks, 1.2, 1.4, speech=0.0, level=0.0)
    listen(looks, 1.5, 2.6)

    assert len(network.given) == 1
    assert 0.25 < (network.given[0] == 0).mean() < 0.35


def test_silence_with_a_word_in_it_is_not_looked_at() -> None:
    looks = VoiceLooks(Mean(), RULES)
    for turn in range(5):
        listen(looks, 1.0, 5.0 * turn)
        listen(looks, 4.0, 5.0 * turn + 1.0, speech=0.1)

    assert looks.looks == ()


def test_what_was_heard_before_a_gap_is_not_put_together_with_what_comes_after() -> None:
    network = Mean()
    looks = VoiceLooks(network, RULES)
    listen(looks, 3.0, level=0.1)
    listen(looks, 3.0, 3.5, level=0.9)
    assert network.given == []
    listen(looks, 2.0, 6.5, level=0.9)

    assert [float(sound.min()) for sound in network.given] == pytest.approx([0.9])


def test_memory_is_bounded() -> None:
    looks = VoiceLooks(Mean(), replace(RULES, look_every_s=0.0, keep_looks=3))
    listen(looks, 20.0)

    assert len(looks.looks or ()) == 3
    assert len(looks._sound) == 127


def test_without_a_countermeasure_nothing_is_kept() -> None:
    looks = VoiceLooks(None, RULES)
    listen(looks, 6.0)

    assert looks.looks is None
    assert len(looks._sound) == 0


def test_a_look_beside_the_pictures_is_told_when_it_is_done_and_no_second_one_is_begun_before() -> None:
    aside = WhenTold()
    looks = VoiceLooks(Mean(), replace(RULES, look_every_s=1.0), aside)
    listen(looks, 9.984)
    assert looks.looks == ()
    assert len(aside.waiting) == 1
    aside.run()
    listen(looks, 0.096, 9.984)

    assert [look.captured_at_s for look in looks.looks or ()] == pytest.approx([4.06], abs=0.05)
    assert len(aside.waiting) == 1
