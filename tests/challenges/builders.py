"""Facts of somebody who makes a movement, or does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from candor.challenges.rules import load_challenge_rules
from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.facts import FaceFacts
from candor.domain.window import Window
from signals.builders import frame

RULES = load_challenge_rules(Path(__file__).resolve().parents[2] / "models")
ASKED_AT_S = 4.0


def running(kind: CheckKind, side: Side = Side.NONE) -> CheckStatus:
    return CheckStatus(Check(CheckId("check-1"), kind, side), CheckPhase.RUNNING, ASKED_AT_S)


def seen(look: Callable[[float], FaceFacts | None], until_s: float) -> Window:
    """Ten frames a second; `look` gives the face at seconds since the check was asked for."""
    times = [i / 10 for i in range(round(until_s * 10) + 1)]
    return Window([frame(t, look(t - ASKED_AT_S)) for t in times])
