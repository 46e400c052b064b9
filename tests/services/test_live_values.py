"""The paces that docs/wire.md and docs/engines.md promise."""

from __future__ import annotations

from candor.services.live_values import LiveRules


def test_paces_are_those_of_the_manual() -> None:
    rules = LiveRules()
    assert rules.state_every_s == 0.5, "at most two states a second"
    assert rules.save_every_s == 2.0
    assert rules.silent_after_s == 5.0, "then protection is said not to run"
