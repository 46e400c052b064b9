"""Enrolment: who sat there at the start of this call."""

from __future__ import annotations

import msgspec
import numpy as np

from candor.signals.enrolment import Enrolment, enrol, enrolled_template
from signals.builders import ANNA, BEN, GOOD, context, face, frame


def _enrolled(*vectors, step_s: float = 1.0) -> Enrolment:
    enrolment = Enrolment()
    for i, vector in enumerate(vectors):
        enrolment = enrol(enrolment, frame(i * step_s, face(embedding=vector)), context())
    return enrolment


def test_two_faces_of_one_person_make_a_template() -> None:
    made = enrolled_template(_enrolled(ANNA, ANNA), context())

    assert made is not None
    assert made.n_embeddings == 2
    np.testing.assert_allclose(made.vector, ANNA)


def test_one_face_is_not_enough() -> None:
    assert enrolled_template(_enrolled(ANNA), context()) is None


def test_somebody_else_is_never_mixed_in() -> None:
    made = enrolled_template(_enrolled(ANNA, ANNA, BEN), context())

    assert made is not None
    assert made.n_embeddings == 2


def test_a_first_face_that_nobody_resembles_is_given_up() -> None:
    made = enrolled_template(_enrolled(BEN, ANNA, ANNA), context())

    assert made is not None
    np.testing.assert_allclose(made.vector, ANNA)


def test_enrolment_closes_after_its_span() -> None:
    assert _enrolled(ANNA, ANNA, ANNA, step_s=50.0).n_embeddings == 2


def test_poor_faces_and_frames_without_embedding_leave_it_as_it_is() -> None:
    before = _enrolled(ANNA)
    poor = frame(2.0, face(embedding=ANNA, yaw_deg=60.0))

    assert enrol(before, poor, context()) is before
    assert enrol(before, frame(2.0, face()), context()) is before
    assert enrol(before, frame(2.0), context()) is before


def test_frontal_faces_weigh_more() -> None:
    turned = enrol(Enrolment(), frame(0.0, face(embedding=ANNA, yaw_deg=25.0, quality=GOOD)), context())

    assert turned.weight == 0.5


def test_survives_a_checkpoint() -> None:
    enrolment = _enrolled(ANNA, ANNA)

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(enrolment), type=Enrolment) == enrolment
