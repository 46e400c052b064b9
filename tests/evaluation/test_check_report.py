"""The tables tell how often a check was done and judged, how far swaps lie from honest faces, and which weights fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.checks import CheckKind, CheckPhase
from candor.evaluation.check_report import check_report
from candor.evaluation.check_trials import JUDGED, WEIGHED, CheckTrial
from candor.evaluation.checked_clips import Shown

WHO = {Shown.HONEST: "ann", Shown.NAIVE: "ben", Shown.AWARE: "cid"}


def trial(shown: Shown, score: float | None, clip: str = "a.mp4", **measures: float) -> CheckTrial:
    phase = CheckPhase.DONE if score is not None else CheckPhase.RUNNING
    weighed = {} if score is None else {WEIGHED: score, JUDGED: score}
    return CheckTrial(WHO[shown], clip, CheckKind.HAND_OVER_FACE, shown, phase, score, measures={**measures, **weighed})


TRIALS = [
    *(trial(Shown.HONEST, s, f"{i}.mp4", trace_rise=0.0) for i, s in enumerate((-1.0, -0.5, 0.7))),
    *(trial(Shown.NAIVE, s, f"{i}.mp4", trace_rise=1.0) for i, s in enumerate((1.0, 2.0, None))),
    *(trial(Shown.AWARE, s, f"{i}.mp4", trace_rise=-1.0) for i, s in enumerate((-2.0, -3.0))),
]


def lines(trials: list[CheckTrial] = TRIALS) -> list[str]:
    return check_report(trials, {CheckKind.HAND_OVER_FACE: ("trace_rise",)}, 1).splitlines()


def line(start: str) -> str:
    return next(line for line in lines() if line.startswith(start))


def test_checks_that_were_done_and_judged_are_counted() -> None:
    assert line("| honest face |").startswith("| honest face | 3 | 3 |")
    assert line("| honest face |").endswith("| 3 | 1 |")
    assert line("| made swap that paints").startswith("| made swap that paints over the hand | 3 | 2 |")
    assert line("| made swap that paints").endswith("| 2 | 2 |")


@pytest.mark.parametrize(("start", "aucs"), [("| weighted sum", ("1.00", "0.00")), ("| trace_rise", ("1.00", "0.00"))])
def test_every_measure_has_its_auc(start: str, aucs: tuple[str, str]) -> None:
    naive, aware = line(start).split("|")[2:4]

    assert (naive.strip()[:4], aware.strip()[:4]) == aucs


def test_swaps_are_compared_with_the_same_clip_without_them() -> None:
    assert line("| above the same clip, honest, weighted").split("|")[2:4] == [" 2 of 2 ", " 0 of 2 "]
    assert float(line("| Cllr_min, weighted").split("|")[2]) == 0


def test_what_was_judged_wrong_is_listed() -> None:
    listed = [line for line in lines() if line.startswith("- ")]

    assert "- honest face, 2.mp4: LLR 0.70" in listed
    assert len(listed) == 3


def test_fitted_weights_are_told_as_lines_of_the_calibration_file() -> None:
    weight = line("hand_over_face_trace_rise_weight = ")

    assert float(weight.rpartition(" ")[2]) > 0.5


def test_weights_of_other_people_are_tried_on_each() -> None:
    people = [
        replace(
            trial(shown, 0.0, rise=float(shown is Shown.NAIVE) + number / 10, nothing=float("nan")), person=str(number)
        )
        for number in range(4)
        for shown in (Shown.HONEST, Shown.NAIVE)
    ]

    told = next(line for line in lines(people) if line.startswith("| all, weights of others"))
    assert told == "| all, weights of others | 1.00 (1.00 to 1.00), 4 against 4 |"


def test_each_kind_has_its_own_part_and_too_few_give_no_auc() -> None:
    turn = replace(TRIALS[0], kind=CheckKind.TURN_HEAD)

    assert [line for line in lines([*TRIALS, turn]) if line.startswith("## ")] == ["## hand_over_face", "## turn_head"]
    assert "| weighted sum | - | - |" in lines([TRIALS[0], trial(Shown.NAIVE, None), trial(Shown.AWARE, None)])
