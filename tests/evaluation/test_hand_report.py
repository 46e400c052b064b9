"""The tables tell how often a check was done and judged, and how far swaps lie from honest faces."""

from __future__ import annotations

import pytest

from candor.domain.checks import CheckPhase
from candor.evaluation.hand_report import hand_report
from candor.evaluation.hand_trials import HandTrial, Under

WHO = {Under.HONEST: "ann", Under.NAIVE: "ben", Under.AWARE: "cid"}


def trial(under: Under, score: float | None, **measures: float) -> HandTrial:
    who = {Under.HONEST: "ann", Under.NAIVE: "ben", Under.AWARE: "cid"}[under]
    return HandTrial(who, "a.mp4", under, CheckPhase.DONE if score is not None else CheckPhase.RUNNING, score, measures)


TRIALS = [
    *(trial(Under.HONEST, s, trace_rise=0.0) for s in (-1.0, -0.5, 0.7)),
    *(trial(Under.NAIVE, s, trace_rise=1.0) for s in (1.0, 2.0, None)),
    *(trial(Under.AWARE, s, trace_rise=-1.0) for s in (-2.0, -3.0)),
]


def line(start: str) -> str:
    return next(line for line in hand_report(TRIALS, 1).splitlines() if line.startswith(start))


def test_checks_that_were_done_and_judged_are_counted() -> None:
    assert line("| honest face |").endswith("| 3 | 1 |")
    assert line("| swap that paints over the hand |").startswith("| swap that paints over the hand | 3 | 2 |")
    assert line("| swap that paints over the hand |").endswith("| 2 | 2 |")


@pytest.mark.parametrize(("start", "aucs"), [("| score of", ("1.00", "0.00")), ("| trace_rise", ("1.00", "0.00"))])
def test_every_measure_has_its_auc(start: str, aucs: tuple[str, str]) -> None:
    naive, aware = line(start).split("|")[2:4]

    assert (naive.strip()[:4], aware.strip()[:4]) == aucs


def test_what_was_judged_wrong_is_listed() -> None:
    listed = [line for line in hand_report(TRIALS, 1).splitlines() if line.startswith("- ")]

    assert "- honest face, a.mp4: score 0.70" in listed
    assert len(listed) == 3


def test_too_few_give_no_auc() -> None:
    assert "| - | - |" in hand_report(TRIALS[:1], 1)
