from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from candor.domain.assessment import Assessment, QuestionAssessment
from candor.domain.questions import Question, State
from candor.store.rows import assessment_row, assessment_value, continues

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)
answers = st.builds(
    lambda s, llr, reason, since: (s, llr, reason, since), st.sampled_from(State), finite, st.text(), finite
)


def build(at_s, told):
    return Assessment(at_s, {q: QuestionAssessment(q, *values) for q, values in told.items()})


@given(finite, st.dictionaries(st.sampled_from(Question), answers))
def test_an_assessment_survives_its_row(at_s, told):
    assessment = build(at_s, told)
    assert assessment_value(assessment_row("i-1", assessment)) == assessment


def test_only_states_make_a_change():
    base = dict.fromkeys(Question, (State.CHECKING, 0.0, "looking", 0.0))
    row = assessment_row("i-1", build(1.0, base))
    assert continues(row, build(2.0, base | {Question.IDENTITY: (State.CHECKING, 3.0, "other", 1.0)}))
    assert not continues(row, build(2.0, base | {Question.IDENTITY: (State.NO_CONCERN, 0.0, "looking", 0.0)}))


def test_a_pause_that_nobody_watched_ends_an_entry():
    base = dict.fromkeys(Question, (State.CHECKING, 0.0, "looking", 0.0))
    row = assessment_row("i-1", build(1.0, base))
    assert continues(row, build(6.0, base))
    assert not continues(row, build(6.5, base))
