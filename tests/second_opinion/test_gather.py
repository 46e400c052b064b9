"""Which frames of a recording are asked about, and what is kept of it."""

from __future__ import annotations

import numpy as np

from candor.domain.facts import FaceFacts
from candor.domain.ids import TrackId
from candor.domain.second_opinion import Ability, Readiness, Says
from candor.second_opinion.gather import Gathering
from second_opinion.test_counsel import BOX, FRAME, FakeWitness, counsel_of


def face(*, is_good: bool = True) -> FaceFacts:
    return FaceFacts(TrackId(1), BOX, 0.9, embedding=np.ones(4, np.float32) if is_good else None)


def test_the_first_good_frame_is_asked_about_both_ways() -> None:
    gathered = Gathering(counsel_of(FakeWitness()), {"sface-2021dec": "0ba9"}, FRAME)
    gathered.look(FRAME, face(is_good=False), 0.0, has_new_warning=False)
    gathered.look(FRAME, None, 0.5, has_new_warning=False)
    gathered.look(FRAME, face(), 1.0, has_new_warning=False)
    gathered.look(FRAME, face(), 9.0, has_new_warning=False)

    second = gathered.result()

    assert [(o.ability, o.at_s, o.occasion, o.says) for o in second.opinions] == [
        (Ability.LIVENESS, 1.0, "first", Says.LIVE),
        (Ability.SAME_PERSON, 1.0, "first", Says.SAME),
    ]
    assert (second.engine, second.models) == ("deepface 0", {"sface-2021dec": "0ba9"})


def test_without_an_id_photo_it_says_so() -> None:
    gathered = Gathering(counsel_of(FakeWitness()), {}, None)
    gathered.look(FRAME, face(), 1.0, has_new_warning=False)

    assert gathered.result().readiness[Ability.SAME_PERSON] is Readiness.NO_ID_PHOTO
    assert [o.ability for o in gathered.result().opinions] == [Ability.LIVENESS]


def test_what_is_not_ready_is_told_and_not_asked() -> None:
    missing = counsel_of(FakeWitness(), liveness=Readiness.NOT_INSTALLED, same_person=Readiness.NOT_INSTALLED)
    gathered = Gathering(missing, {}, None)
    gathered.look(FRAME, face(), 1.0, has_new_warning=False)

    assert gathered.result().opinions == ()
    assert set(gathered.result().readiness.values()) == {Readiness.NOT_INSTALLED}
