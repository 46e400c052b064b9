from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis_builders import assessment
from candor.domain.questions import Question, State
from candor.report.timeline import Stretch, merged, stretches

CALM = (State.NO_CONCERN, "matches_id_photo")
ALARM = (State.PAUSE_AND_VERIFY, "id_mismatch")


def test_a_state_holds_until_the_next_one() -> None:
    timeline = [
        assessment(0.0),
        assessment(4.0, {Question.IDENTITY: CALM}),
        assessment(9.0, {Question.IDENTITY: ALARM}),
    ]

    drawn = stretches(timeline, Question.IDENTITY, end_s=20.0)

    assert [(s.state, s.start_s, s.end_s) for s in drawn] == [
        (State.CANT_TELL, 0.0, 4.0),
        (State.NO_CONCERN, 4.0, 9.0),
        (State.PAUSE_AND_VERIFY, 9.0, 20.0),
    ]


def test_a_change_of_another_question_does_not_cut_the_stretch() -> None:
    timeline = [assessment(0.0), assessment(4.0, {Question.IDENTITY: CALM})]

    assert len(stretches(timeline, Question.CONTINUITY, end_s=9.0)) == 1


def test_no_assessment_gives_no_stretch() -> None:
    assert stretches([], Question.IDENTITY, end_s=9.0) == ()


def test_an_assessment_after_the_end_is_still_shown() -> None:
    (drawn,) = stretches([assessment(5.0)], Question.IDENTITY, end_s=2.0)

    assert drawn.end_s == 5.0


def test_neighbours_of_one_state_are_joined_for_drawing() -> None:
    joined = merged([Stretch(State.CHECKING, "a", 0, 1), Stretch(State.CHECKING, "b", 1, 3)])

    assert joined == (Stretch(State.CHECKING, "b", 0, 3),)


@given(st.lists(st.tuples(st.floats(0, 1000), st.sampled_from(list(State))), min_size=1, max_size=30))
def test_stretches_leave_no_gap_and_never_overlap(changes: list[tuple[float, State]]) -> None:
    timeline = [assessment(at_s, {Question.IDENTITY: (state, "x")}) for at_s, state in sorted(changes)]

    drawn = stretches(timeline, Question.IDENTITY, end_s=1000.0)

    assert drawn[0].start_s == timeline[0].at_s
    assert drawn[-1].end_s == 1000.0
    assert all(a.end_s == b.start_s for a, b in pairwise(drawn))
