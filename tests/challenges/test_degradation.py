"""A face that gives way to a hand is told from one that stays whole; too little gives nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from candor.challenges.compliance.stretch import stretch_of
from candor.challenges.degradation import FEATURES, Degradation, degradation
from candor.domain.checks import CheckKind
from candor.domain.facts import FrameFacts, SeamFacts
from candor.domain.window import Window
from challenges.builders import ASKED_AT_S, CENTRE, RULES, hand_at, meshed, on_face, running
from signals.builders import frame

QUIET = SeamFacts(np.nan, np.nan, 1.0, 2.0, 4.0, 4.0, 3.0, 4.0, 0.0)
LARGER = ("score_drop", "change_ratio", "inner_peak", "motion_ratio", "edges_appear", "edge_ratio", "hand_score")
"""In a face that gives way."""


def passing(face_gives_way: bool) -> Callable[[float], FrameFacts]:
    """A hand passes from second 3 to 6; the face goes away beneath it, or stays as it was."""

    def film(since_s: float) -> FrameFacts:
        at_s = round(ASKED_AT_S + since_s, 3)
        is_there = 3 <= since_s <= 6
        if since_s < 0:
            return frame(at_s, meshed())
        if since_s < 1.2:
            return replace(frame(at_s, meshed()), hands=(), seam=QUIET)
        inner = (30.0, 9.0) if is_there and face_gives_way else (3.0, 1.0)
        edges = (40.0 if is_there and face_gives_way else 4.0, 40.0 if is_there else 4.0)
        seam = SeamFacts(inner[0], 32.0 if is_there else 3.0, inner[1], 9.0 if is_there else 2.0, *edges, 3.0, 4.0, 0.0)
        face = replace(meshed(), mesh_score=0.4 if is_there and face_gives_way else 1.0)
        score = 0.95 if face_gives_way else 0.6
        hands = (on_face(hand_at(CENTRE[0], CENTRE[1] - 180 + 120 * (since_s - 3))),) if is_there else ()
        hands = tuple(replace(hand, score=score) for hand in hands)
        return replace(frame(at_s, face), hands=hands, seam=seam)

    return film


def filmed(film: Callable[[float], FrameFacts], until_s: float = 9.0) -> Window:
    return Window([film(i / 10 - ASKED_AT_S) for i in range(round((ASKED_AT_S + until_s) * 10))])


def measured(film: Callable[[float], FrameFacts], until_s: float = 9.0) -> Degradation | None:
    status = running(CheckKind.HAND_OVER_FACE)
    return degradation(stretch_of(status, filmed(film, until_s), RULES.baseline_s))


def test_a_face_that_gives_way_has_larger_numbers_throughout() -> None:
    honest, painted_over = measured(passing(face_gives_way=True)), measured(passing(face_gives_way=False))
    assert honest is not None
    assert painted_over is not None

    assert set(honest.features) == set(FEATURES)
    assert all(honest.features[name] > painted_over.features[name] + 0.5 for name in LARGER)
    assert honest.features["hand_lost"] == painted_over.features["hand_lost"] == 0
    assert honest.outer_change == painted_over.outer_change == pytest.approx(32.0)
    assert min(honest.cover, painted_over.cover) > 0.2


def test_a_face_that_is_lost_counts_as_given_way() -> None:
    def film(since_s: float) -> FrameFacts:
        facts = passing(face_gives_way=True)(since_s)
        return replace(facts, candidate=None, seam=None) if 4 < since_s < 5 else facts

    found = measured(film)

    assert found is not None
    assert found.features["score_drop"] > 9


@pytest.mark.parametrize("until_s", [0.2, 1.2])
def test_too_little_gives_nothing(until_s: float) -> None:
    assert measured(passing(face_gives_way=True), until_s) is None


def test_without_seam_facts_there_is_nothing_to_weigh() -> None:
    assert measured(lambda t: frame(round(ASKED_AT_S + t, 3), meshed())) is None


def test_a_hand_that_vanishes_where_the_face_begins_is_lost() -> None:
    def film(since_s: float) -> FrameFacts:
        facts = passing(face_gives_way=False)(since_s)
        return replace(facts, hands=()) if since_s > 4.5 else facts

    found = measured(film)

    assert found is not None
    assert 0.3 < found.features["hand_lost"] < 0.7


def test_without_any_hand_its_score_is_not_measured() -> None:
    found = measured(lambda since_s: replace(passing(face_gives_way=True)(since_s), hands=()))

    assert found is not None
    assert np.isnan(found.features["hand_score"])
    assert found.features["hand_lost"] == 1
