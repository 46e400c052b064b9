"""Identity match: the newest faces against the ID photo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.observations import Abstention, Observation
from candor.signals.identity_match import IdentityMatch
from signals.builders import ANNA, BEN, GOOD, context, face, frame, template, window


def _once_a_second(vector, **changes):
    def make(at_s):
        is_due = abs(at_s - round(at_s)) < 1e-6
        return frame(at_s, face(embedding=vector if is_due else None, **changes))

    return make


def test_the_person_on_the_photo_gets_evidence_for_a_match() -> None:
    verdict = IdentityMatch().observe(window(4, _once_a_second(ANNA)), context(reference=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr < -3) == ("id_match", True)


def test_somebody_else_gets_evidence_for_a_mismatch() -> None:
    verdict = IdentityMatch().observe(window(4, _once_a_second(BEN)), context(reference=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr > 3) == ("id_mismatch", True)


def test_a_face_between_the_operating_points_says_nothing() -> None:
    between = ANNA * 0.6 + BEN * 0.8

    verdict = IdentityMatch().observe(window(4, _once_a_second(between)), context(reference=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert verdict.llr == 0.0


def test_faces_before_a_new_track_do_not_vouch_for_those_after_it() -> None:
    seen = window(6, lambda t: frame(t, face(1 if t < 3 else 2, ANNA if t < 3 else BEN)))

    verdict = IdentityMatch().observe(seen, context(reference=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert verdict.llr > 3


def test_abstains_when_the_candidate_has_not_consented() -> None:
    verdict = IdentityMatch().observe(window(4, _once_a_second(ANNA)), context(consented=False, reference=template()))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_consent"


def test_abstains_when_there_is_no_reference() -> None:
    verdict = IdentityMatch().observe(window(4, _once_a_second(ANNA)), context())

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_reference"


def test_abstains_when_nobody_is_in_view() -> None:
    verdict = IdentityMatch().observe(window(4, frame), context(reference=template()))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_face"


def test_abstains_when_only_one_embedding_is_there() -> None:
    verdict = IdentityMatch().observe(window(0.5, _once_a_second(ANNA)), context(reference=template()))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "too_short"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quality": replace(GOOD, width_px=40.0)}, "face_too_small"),
        ({"quality": replace(GOOD, luma_mean=20.0)}, "too_dark"),
        ({"quality": replace(GOOD, luma_mean=240.0)}, "too_bright"),
        ({"quality": replace(GOOD, clipped_fraction=0.6)}, "too_bright"),
        ({"quality": replace(GOOD, sharpness=2.0)}, "too_blurred"),
        ({"yaw_deg": 40.0}, "turned_away"),
        ({"pitch_deg": -40.0}, "turned_away"),
    ],
)
def test_abstains_with_the_reason_when_the_view_is_poor(changes, reason) -> None:
    verdict = IdentityMatch().observe(window(4, _once_a_second(ANNA, **changes)), context(reference=template()))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == reason
