"""A face that a hand does not hide is weak evidence; one that it hides is none; other checks are not weighed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.challenges.degradation import FEATURES
from candor.domain.checks import CheckKind, CheckPhase, CheckStatus
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.window import Window
from candor.fusion.rules import load_rules
from candor.signals.check_degradation import CheckDegradation, weighed, weighed_names
from challenges.builders import ASKED_AT_S, running
from challenges.test_degradation import filmed, passing
from signals.builders import CALIBRATIONS, MODELS, context

CALIBRATION = CALIBRATIONS[SignalName("check_degradation")]
WITH_HAND = (CheckKind.HAND_OVER_FACE, CheckKind.PRESS_CHEEK, CheckKind.COVER_EYE)


def judged(window: Window, status: CheckStatus | None) -> Verdict:
    return CheckDegradation().observe(window, replace(context(), checks=(status,) if status else ()))


def over(kind: CheckKind = CheckKind.HAND_OVER_FACE, phase: CheckPhase = CheckPhase.DONE) -> CheckStatus:
    ended_at_s = None if phase is CheckPhase.RUNNING else ASKED_AT_S + 8.9
    return replace(running(kind), phase=phase, ended_at_s=ended_at_s)


def test_a_face_painted_over_the_hand_is_evidence_that_never_warns_alone() -> None:
    verdict = judged(filmed(passing(face_gives_way=False)), over(phase=CheckPhase.NOT_SEEN))

    assert isinstance(verdict, Observation)
    assert verdict.code == "face_over_hand"
    assert 0 < verdict.llr < load_rules(MODELS).bounds.amber_llr


def test_a_face_that_gives_way_to_the_hand_says_nothing() -> None:
    verdict = judged(filmed(passing(face_gives_way=True)), over())

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr) == ("hand_over_face_seen", 0.0)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (None, "not_asked"),
        (over(phase=CheckPhase.RUNNING), "check_running"),
        (over(phase=CheckPhase.SKIPPED), "check_skipped"),
        (over(CheckKind.LOOK_UP), "check_not_measured"),
        (over(CheckKind.TURN_HEAD), "check_not_measured"),
        (over(CheckKind.PRESS_CHEEK), "check_not_measured"),
        (replace(over(), ended_at_s=ASKED_AT_S + 1), "not_asked"),
    ],
)
def test_what_cannot_be_weighed_is_said(status: CheckStatus | None, reason: str) -> None:
    verdict = judged(filmed(passing(face_gives_way=True)), status)

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason


def test_where_no_hand_came_over_the_face_nothing_is_said() -> None:
    window = filmed(passing(face_gives_way=False))
    verdict = judged(Window([replace(f, hands=() if f.hands else f.hands) for f in window.frames]), over())

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "check_unclear"


@given(
    st.sampled_from([CheckKind.HAND_OVER_FACE, CheckKind.COVER_EYE]),
    st.lists(st.floats(-50, 50), min_size=len(FEATURES), max_size=len(FEATURES)),
)
def test_evidence_is_never_reassurance_and_never_a_warning(kind: CheckKind, values: list[float]) -> None:
    score = weighed(dict(zip(FEATURES, values, strict=True)), kind, CALIBRATION)

    assert 0 <= CALIBRATION.llr(kind.value, score) < load_rules(MODELS).bounds.amber_llr


@pytest.mark.parametrize("kind", WITH_HAND)
def test_a_number_that_could_not_be_measured_adds_nothing(kind: CheckKind) -> None:
    nothing: dict[str, float] = {name: float("nan") for name in FEATURES}

    assert weighed(nothing, kind, CALIBRATION) == CALIBRATION.limit(f"{kind.value}_bias")


def test_each_kind_weighs_its_own_numbers_and_a_turn_none() -> None:
    assert weighed_names(CheckKind.PRESS_CHEEK, CALIBRATION) == ("edges_appear", "edge_ratio", "detail_rise")
    assert "hand_lost" in weighed_names(CheckKind.COVER_EYE, CALIBRATION)
    assert weighed_names(CheckKind.TURN_HEAD, CALIBRATION) == ()
