"""What is asked about a key frame, and what becomes of the answers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import ArrayLike

from candor.domain.second_opinion import Ability, KeyFrame, Readiness, Says
from candor.second_opinion.counsel import Counsel, compared, context_of, face_at, surroundings
from candor.second_opinion.protocol import Distance, Faces, Failed, LookedAt, rgb_of
from candor.second_opinion.weights import Equipment

FRAME = np.full((480, 640, 3), 90, np.uint8)
BOX = np.array([270, 180, 370, 300], np.float32)


class FakeWitness:
    """Finds the face a little lower than we do, and somebody else at the left; says what it was told to."""

    def __init__(self, *, is_live: bool = True, distance: float = 0.2, code: str = "") -> None:
        self.is_live, self.apart, self.code = is_live, distance, code
        self.pictures: list = []

    def liveness(self, picture):
        self.pictures.append(picture)
        if self.code:
            return Failed(1, self.code)
        return Faces(
            1, (LookedAt((20, 20, 90, 90), not self.is_live, 0.6), LookedAt((268, 190, 372, 310), self.is_live, 0.9))
        )

    def same_person(self, a, b, model):
        self.pictures.append(b)
        return Failed(1, self.code) if self.code else Distance(1, self.apart, 0.3)


def counsel_of(witness, *, liveness=Readiness.READY, same_person=Readiness.READY) -> Counsel:
    ready = {Ability.LIVENESS: liveness, Ability.SAME_PERSON: same_person}
    return Counsel(witness, Equipment("deepface 0", ready, (), (), "SFace"), min_context=2.5)


def key_frame(box: ArrayLike = BOX) -> KeyFrame:
    return KeyFrame(1.0, "first", FRAME, np.asarray(box, np.float32))


def said(counsel: Counsel, frame: KeyFrame | None = None, id_photo: np.ndarray | None = FRAME) -> list:
    return [(o.ability, o.says, o.score, o.reason) for o in counsel.opinions(frame or key_frame(), id_photo)]


def test_a_key_frame_is_asked_about_both_ways() -> None:
    counsel = counsel_of(FakeWitness())

    assert said(counsel) == [(Ability.LIVENESS, Says.LIVE, 0.9, ""), (Ability.SAME_PERSON, Says.SAME, 0.2, "")]
    assert {(o.at_s, o.occasion) for o in counsel.opinions(key_frame(), FRAME)} == {(1.0, "first")}


def test_a_screen_is_told_as_such_and_a_face_that_sface_finds_unlike_as_nothing() -> None:
    answers = said(counsel_of(FakeWitness(is_live=False, distance=0.8)))

    assert [(says, reason) for _, says, _, reason in answers] == [(Says.NOT_LIVE, ""), (Says.CANT_TELL, "not_alike")]


@pytest.mark.parametrize("code", ["no_face", "lost", "timed_out", "failed"])
def test_no_answer_is_a_reason_and_not_an_error(code: str) -> None:
    answers = said(counsel_of(FakeWitness(code=code)))

    assert {(says, reason) for _, says, _, reason in answers} == {(Says.CANT_TELL, code)}


def test_a_face_that_fills_the_picture_is_not_asked_about() -> None:
    witness = FakeWitness()
    answers = said(counsel_of(witness, same_person=Readiness.NO_WEIGHTS), key_frame([100, 50, 400, 450]))

    assert answers == [(Ability.LIVENESS, Says.CANT_TELL, None, "too_little_context")]
    assert witness.pictures == []


def test_somebody_elses_face_does_not_answer_for_the_candidate() -> None:
    answers = said(counsel_of(FakeWitness(), same_person=Readiness.NO_WEIGHTS), key_frame([500, 10, 560, 80]))

    assert answers == [(Ability.LIVENESS, Says.CANT_TELL, None, "no_face")]


def test_only_the_surroundings_of_the_face_are_compared_with_the_id_photo() -> None:
    witness = FakeWitness()
    said(counsel_of(witness, liveness=Readiness.NO_WEIGHTS))

    assert rgb_of(witness.pictures[0]).shape == (264, 220, 3)


def test_without_an_id_photo_faces_are_not_compared() -> None:
    assert [ability for ability, *_ in said(counsel_of(FakeWitness()), id_photo=None)] == [Ability.LIVENESS]


def test_what_is_not_ready_is_not_asked() -> None:
    assert said(counsel_of(None, liveness=Readiness.NOT_INSTALLED, same_person=Readiness.NO_WEIGHTS)) == []


def test_the_line_is_the_librarys_own() -> None:
    for distance, says in ((0.3, Says.SAME), (0.31, Says.DIFFERENT)):
        assert compared(FakeWitness(distance=distance), FRAME, FRAME, "ArcFace") == (says, distance, "")


def test_context_is_how_often_the_face_fits_into_the_picture() -> None:
    assert context_of(BOX, 640, 480) == 4.0
    assert context_of(np.zeros(4, np.float32), 640, 480) == 480.0


def test_surroundings_stay_inside_the_picture() -> None:
    assert surroundings(FRAME, np.array([-50, -50, 700, 500], np.float32)).shape == FRAME.shape
    assert surroundings(FRAME, np.array([640, 480, 640, 480], np.float32)).size > 0


def test_no_face_anywhere_is_no_face_here() -> None:
    assert face_at(Faces(1, ()), BOX) is None
