"""The paces that docs/wire.md and docs/engines.md promise."""

from __future__ import annotations

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation
from candor.domain.questions import Family, Question
from candor.services.live_values import LiveRules, is_light_result


def test_paces_are_those_of_the_manual() -> None:
    rules = LiveRules()
    assert rules.state_every_s == 0.5, "at most two states a second"
    assert rules.save_every_s == 2.0
    assert rules.silent_after_s == 5.0, "then protection is said not to run"


def test_the_live_page_shows_how_a_light_check_ended_and_nothing_before() -> None:
    def abstained(signal: str, reason: str) -> Abstention:
        return Abstention(SignalName(signal), Question.LIVE_PERSON, 1.0, reason)

    seen = Observation(SignalName("coded_light"), Question.LIVE_PERSON, Family.ACTIVE, 1.0, 0.9, -3.0, "light_answered")
    assert is_light_result(seen)
    assert is_light_result(abstained("coded_light", "light_too_weak"))
    for waiting in ("no_light", "light_running", "light_over"):
        assert not is_light_result(abstained("coded_light", waiting))
    assert not is_light_result(abstained("blink", "light_too_weak"))
