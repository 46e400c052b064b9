"""Continuity: the newest faces against those at the start of the call."""

from __future__ import annotations

from dataclasses import replace

from candor.domain.observations import Abstention, Observation
from candor.signals.continuity import Continuity
from signals.builders import ANNA, BEN, GOOD, context, face, frame, template, window


def test_the_same_person_gets_reassurance() -> None:
    seen = window(4, lambda t: frame(t, face(embedding=ANNA)))

    verdict = Continuity().observe(seen, context(enrolled=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr < -3) == ("same_person", True)


def test_another_person_on_a_new_track_is_judged_from_the_first_embedding() -> None:
    seen = window(4, lambda t: frame(t, face(1, ANNA) if t < 3.95 else face(2, BEN)))

    verdict = Continuity().observe(seen, context(enrolled=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert (verdict.code, verdict.llr > 3) == ("person_changed", True)


def test_a_change_of_light_that_lowers_the_score_says_nothing() -> None:
    seen = window(4, lambda t: frame(t, face(embedding=ANNA * 0.6 + BEN * 0.8)))

    verdict = Continuity().observe(seen, context(enrolled=template(ANNA)))

    assert isinstance(verdict, Observation)
    assert verdict.llr == 0.0


def test_abstains_while_nobody_is_enrolled() -> None:
    verdict = Continuity().observe(window(4, lambda t: frame(t, face(embedding=ANNA))), context())

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_enrolment"


def test_says_what_keeps_it_from_enrolling() -> None:
    small = replace(GOOD, width_px=40.0)

    verdict = Continuity().observe(window(4, lambda t: frame(t, face(quality=small))), context())

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "face_too_small"


def test_abstains_when_the_candidate_has_not_consented() -> None:
    verdict = Continuity().observe(window(4, frame), context(consented=False, enrolled=template()))

    assert isinstance(verdict, Abstention)
    assert verdict.reason == "no_consent"
