"""A movement that was seen reassures, one that was not is weak, and everything else says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.fusion.rules import load_rules
from candor.signals.movement_asked import MovementAsked
from signals.builders import CALIBRATIONS, MODELS, context, face, frame

STILL_THERE = Window([frame(t / 2, face()) for t in range(41)])
SOMEBODY_ELSE = Window([frame(t / 2, face(track=1 if t < 30 else 2)) for t in range(41)])


def judged(
    phase: CheckPhase | None,
    seen: Window = STILL_THERE,
    started_at_s: float = 5.0,
    kind: CheckKind = CheckKind.TURN_HEAD,
) -> Verdict:
    check = Check(CheckId("check-1"), kind)
    checks = () if phase is None else (CheckStatus(check, phase, started_at_s, details={"seconds": 2.0}),)
    return MovementAsked().observe(seen, replace(context(), checks=checks))


def test_a_movement_seen_as_asked_reassures() -> None:
    verdict = judged(CheckPhase.DONE)

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr <= -2) == ("movement_seen", True)


def test_what_happens_by_chance_more_often_reassures_less() -> None:
    turn, up, near = (
        judged(CheckPhase.DONE, kind=kind) for kind in (CheckKind.TURN_HEAD, CheckKind.LOOK_UP, CheckKind.LEAN_IN)
    )
    assert isinstance(turn, Observation)
    assert isinstance(up, Observation)
    assert isinstance(near, Observation)

    assert turn.llr < up.llr < near.llr < 0


def test_a_movement_that_was_not_seen_never_warns_alone() -> None:
    verdict = judged(CheckPhase.NOT_SEEN)

    assert isinstance(verdict, Observation)
    assert verdict.code == "movement_not_seen"
    assert 0 < verdict.llr < 2.5


@pytest.mark.parametrize(
    ("verdict", "reason"),
    [
        (judged(None), "not_asked"),
        (judged(CheckPhase.RUNNING), "check_running"),
        (judged(CheckPhase.SKIPPED), "check_skipped"),
        (judged(CheckPhase.CANT_TELL), "check_unclear"),
        (judged(CheckPhase.DONE, SOMEBODY_ELSE), "not_asked"),
        (judged(CheckPhase.DONE, started_at_s=-1000.0), "not_asked"),
    ],
)
def test_everything_else_is_no_evidence(verdict: Verdict, reason: str) -> None:
    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_looking_on_alone_never_reaches_no_concern_but_a_movement_that_was_asked_for_does() -> None:
    rules = load_rules(MODELS)
    passive = [
        CALIBRATIONS[SignalName("frozen_or_looping")].llr("moves", 10.0),
        CALIBRATIONS[SignalName("planarity")].llr("flat", 10.0),
        CALIBRATIONS[SignalName("blink")].llr("blinks", 1000.0),
    ]

    seen = CALIBRATIONS[SignalName("movement_asked")].llr("seen", 1.0)

    assert sum(passive) > rules.bounds.green_llr
    assert seen + max(passive) <= rules.bounds.green_llr
