"""Evidence of one signal: adding up, following, fading, hold and hysteresis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.ids import SignalName
from candor.domain.questions import Severity
from candor.fusion.evidence import fold
from candor.fusion.state import Evidence
from fusion.builders import RULES, abstention, observation


def _folded(*verdicts) -> dict[str, Evidence]:
    evidence: dict[str, Evidence] = {}
    for verdict in verdicts:
        evidence = fold(evidence, [verdict], RULES)
    return evidence


def test_sums_are_discounted_and_held_at_the_accept_bound() -> None:
    one = _folded(observation("continuity", 1, -4.0, "same_person"))
    many = _folded(*[observation("continuity", t, -4.0, "same_person") for t in range(50)])

    assert one["continuity"].llr == pytest.approx(-2.0)
    assert many["continuity"].llr == RULES.bounds.green_llr


def test_an_observation_that_says_nothing_lets_evidence_fade() -> None:
    faded = _folded(
        observation("continuity", 0, -4.0, "same_person"), observation("continuity", 20, 0.0, "same_person")
    )

    assert faded["continuity"].llr == pytest.approx(-1.0)


def test_a_level_follows_the_newest_llr() -> None:
    after = _folded(
        observation("extra_face", 0, 4.0, "extra_face"),
        observation("extra_face", 1, 4.0, "extra_face"),
        observation("extra_face", 2, -0.2, "one_face"),
    )

    assert after["extra_face"].llr == pytest.approx(-0.2, abs=0.01)


def test_an_abstention_halves_evidence_in_its_half_life_and_keeps_the_reason() -> None:
    after = _folded(observation("continuity", 0, -4.0, "same_person"), abstention("continuity", 300, "too_dark"))

    assert after["continuity"].llr == pytest.approx(-1.0)
    assert after["continuity"].abstained == "too_dark"


def test_red_needs_a_hold_and_a_hard_cause() -> None:
    mismatch = [observation("identity_match", t, 4.7, "id_mismatch") for t in range(4)]
    extra = [observation("extra_face", t, 9.0, "extra_face") for t in range(9)]

    assert _folded(*mismatch[:1])["identity_match"].alarm is None
    assert _folded(*mismatch)["identity_match"].alarm is Severity.RED
    assert _folded(*extra)["extra_face"].alarm is Severity.AMBER


def test_an_alarm_keeps_the_code_of_what_raised_it() -> None:
    after = _folded(
        *[observation("continuity", t, 5.0, "person_changed") for t in range(4)],
        observation("continuity", 5, -4.0, "same_person"),
    )

    assert (after["continuity"].alarm, after["continuity"].alarm_code) == (Severity.RED, "person_changed")


def test_a_return_resets_reassurance_and_keeps_suspicion() -> None:
    after = _folded(
        observation("continuity", 0, -4.0, "same_person"),
        observation("identity_match", 0, 4.7, "id_mismatch"),
        observation("face_absent", 1, 0.0, "face_returned"),
    )

    assert after["continuity"].llr == 0.0
    assert after["identity_match"].llr > 0


def test_a_signal_without_a_rule_is_left_out() -> None:
    unknown = replace(observation("continuity", 0, 1.0, "person_changed"), signal=SignalName("of_tomorrow"))

    assert fold({}, [unknown], RULES) == {}
