"""Fusion from verdicts to states and warnings: honest calls, attacks, states of a call, checkpoints."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.ids import InterviewId
from candor.domain.questions import Question, Severity, State
from candor.fusion.decide import advance
from candor.fusion.state import FusionState
from fusion.builders import RULES, Call, abstention, matching, observation, switched


def test_every_assessment_answers_all_four_questions() -> None:
    call = Call().play(1, lambda _: [])

    assert set(call.assessments[0].questions) == set(Question)


def test_an_honest_call_is_green_within_ten_seconds_and_stays_without_warning() -> None:
    call = Call().play(300, matching)

    assert (call.first_s(Question.IDENTITY, State.NO_CONCERN) or 99) <= 10
    assert call.shown(Question.IDENTITY) == (State.NO_CONCERN, "matches_id_photo")
    assert call.shown(Question.CONTINUITY) == (State.NO_CONCERN, "same_person_so_far")
    assert call.warnings == []


def test_what_was_only_looked_at_is_never_green() -> None:
    call = Call().play(300, matching)

    assert call.shown(Question.GENUINE) == (State.CANT_TELL, "only_looked_on")
    assert call.shown(Question.LIVE_PERSON) == (State.CHECKING, "moves_and_does_not_repeat")


def test_a_match_with_the_photo_says_nothing_about_a_swap() -> None:
    call = Call().play(60, lambda t: [observation("identity_match", t, -5.0, "id_match")])

    assert call.assessments[-1].questions[Question.GENUINE].llr == 0


def test_a_switched_tile_asks_to_pause_within_ten_seconds() -> None:
    call = Call().play(120, matching)
    call.play(10, switched)

    assert call.shown(Question.IDENTITY) == (State.PAUSE_AND_VERIFY, "id_mismatch")
    assert call.shown(Question.CONTINUITY) == (State.PAUSE_AND_VERIFY, "person_changed")


def test_one_lasting_cause_is_one_warning_that_is_updated() -> None:
    call = Call().play(30, matching).play(60, switched)
    of_identity = [w for w in call.warnings if w.code == "id_mismatch"]

    assert {w.id for w in of_identity} == {"i7.id_mismatch.1"}
    assert of_identity[-1].severity is Severity.RED
    assert 1 < len(of_identity) < 12


def test_a_warning_ends_when_its_cause_does_and_says_when() -> None:
    call = Call().play(30, matching).play(20, switched).play(90, matching)
    last = [w for w in call.warnings if w.code == "person_changed"][-1]

    assert last.until_s is not None
    assert 50 < last.until_s < 65
    assert call.shown(Question.CONTINUITY)[0] is State.NO_CONCERN


def test_an_alarm_is_not_taken_back_by_a_short_lull() -> None:
    call = Call().play(30, matching).play(20, switched).play(15, matching)

    assert call.shown(Question.IDENTITY)[0] is State.PAUSE_AND_VERIFY


def test_a_cause_that_returns_within_the_cool_down_reopens_its_warning() -> None:
    def extra(t: float):
        return [observation("extra_face", t, 3.5, "extra_face")]

    def alone(t: float):
        return [observation("extra_face", t, -0.2, "one_face")]

    soon = Call().play(10, extra).play(20, alone).play(10, extra)
    late = Call().play(10, extra).play(120, alone).play(10, extra)

    assert {w.id for w in soon.warnings} == {"i7.extra_face.1"}
    assert soon.warnings[-1].until_s is None
    assert {w.id for w in late.warnings} == {"i7.extra_face.1", "i7.extra_face.2"}


def test_an_extra_face_alone_is_amber_and_with_a_changed_person_red() -> None:
    def both(t: float):
        return [observation("extra_face", t, 4.0, "extra_face"), observation("continuity", t, 1.0, "person_changed")]

    call = Call().play(8, lambda t: [observation("extra_face", t, 4.0, "extra_face")])
    assert call.shown(Question.CONTINUITY) == (State.PLEASE_CHECK, "extra_face")

    call.play(20, both)
    assert call.shown(Question.CONTINUITY)[0] is State.PAUSE_AND_VERIFY


def test_an_extra_face_that_has_left_does_not_turn_red_because_the_person_changed() -> None:
    def changed(t: float):
        return [observation("extra_face", t, -0.2, "one_face"), observation("continuity", t, 4.5, "person_changed")]

    call = Call().play(8, lambda t: [observation("extra_face", t, 4.0, "extra_face")]).play(20, changed)

    worst = {w.code: w.severity for w in call.warnings}
    assert call.shown(Question.CONTINUITY)[0] is State.PAUSE_AND_VERIFY
    assert (worst["extra_face"], worst["person_changed"]) == (Severity.AMBER, Severity.RED)


def test_many_weak_windows_never_add_up_to_red() -> None:
    call = Call().play(2700, lambda t: [observation("identity_match", t, 0.5, "id_mismatch")])

    assert call.shown(Question.IDENTITY)[0] is State.PLEASE_CHECK


def test_a_session_between_the_operating_points_is_called_inconclusive() -> None:
    call = Call().play(40, lambda t: [observation("identity_match", t, 0.0, "id_match")])

    assert call.shown(Question.IDENTITY) == (State.CANT_TELL, "inconclusive")


def test_green_fades_when_the_view_says_nothing_any_more() -> None:
    call = Call().play(30, matching).play(60, lambda t: [observation("identity_match", t, 0.0, "id_match")])

    assert call.shown(Question.IDENTITY)[0] is not State.NO_CONCERN


def test_a_repeated_video_turns_red_when_it_goes_on() -> None:
    call = Call().play(20, matching)
    call.play(1, lambda t: [observation("frozen_or_looping", t, 3.0, "video_repeats")])
    assert call.shown(Question.LIVE_PERSON) == (State.PLEASE_CHECK, "video_repeats")

    call.play(3, lambda t: [observation("frozen_or_looping", t, 5.0, "video_repeats")])
    assert call.shown(Question.LIVE_PERSON) == (State.PAUSE_AND_VERIFY, "video_repeats")


def test_a_frozen_picture_and_an_empty_chair_stay_amber_however_long() -> None:
    def still(t: float):
        return [
            observation("frozen_or_looping", t, 4.0, "picture_frozen"),
            observation("face_absent", t, 4.0, "face_gone"),
        ]

    call = Call().play(600, still)

    assert call.shown(Question.LIVE_PERSON) == (State.PLEASE_CHECK, "picture_frozen")
    assert call.shown(Question.CONTINUITY) == (State.PLEASE_CHECK, "face_gone")
    assert {w.severity for w in call.warnings} == {Severity.AMBER}


def test_a_camera_that_is_off_is_a_state_and_no_risk() -> None:
    def off(t: float):
        return [abstention("face_absent", t, "camera_off"), abstention("continuity", t, "no_face")]

    call = Call().play(30, matching).play(120, off)

    assert call.shown(Question.CONTINUITY) == (State.CANT_TELL, "camera_off")
    assert call.warnings == []


def test_a_refusal_is_a_state_and_no_risk() -> None:
    def refused(t: float):
        return [abstention("identity_match", t, "no_consent"), abstention("continuity", t, "no_consent")]

    call = Call().play(60, refused)

    assert call.shown(Question.IDENTITY) == (State.CANT_TELL, "no_consent")
    assert call.warnings == []


def test_a_return_starts_reassurance_anew() -> None:
    def back(t: float):
        return [
            observation("face_absent", t, 0.0, "face_returned"),
            abstention("identity_match", t, "too_short"),
            abstention("continuity", t, "too_short"),
        ]

    call = Call().play(60, matching).play(2, back)

    assert call.shown(Question.IDENTITY)[0] is State.CHECKING
    assert call.shown(Question.CONTINUITY) == (State.CHECKING, "reverifying")


def test_a_new_face_that_cannot_be_compared_is_not_reassured_by_the_one_before() -> None:
    def cut(t: float):
        return [
            observation("face_absent", t, 0.0, "face_new"),
            abstention("identity_match", t, "turned_away"),
            abstention("continuity", t, "turned_away"),
        ]

    call = Call().play(60, matching).play(2, cut)

    assert call.shown(Question.IDENTITY) == (State.CANT_TELL, "turned_away")
    assert call.shown(Question.CONTINUITY) == (State.CANT_TELL, "turned_away")


def test_old_reassurance_does_not_outlive_a_poor_view() -> None:
    call = Call().play(30, matching).play(90, lambda t: [abstention("identity_match", t, "too_dark")])

    assert call.shown(Question.IDENTITY) == (State.CANT_TELL, "too_dark")


def test_an_alarm_does_outlive_a_poor_view() -> None:
    call = Call().play(30, matching).play(20, switched)
    call.play(90, lambda t: [abstention("identity_match", t, "no_face")])

    assert call.shown(Question.IDENTITY)[0] is State.PAUSE_AND_VERIFY


def test_a_restored_checkpoint_goes_on_without_doubling_warnings() -> None:
    call = Call().play(30, matching).play(10, switched)
    restored = msgspec.msgpack.decode(msgspec.msgpack.encode(call.state), type=FusionState)
    verdicts = switched(41.0)

    plain = advance(call.state, verdicts, 41.0, RULES, interview=InterviewId("i7"))
    resumed = advance(restored, verdicts, 41.0, RULES, interview=InterviewId("i7"))

    assert restored == call.state
    assert resumed == plain


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(RULES.signals)), st.floats(-30, 30), st.booleans()), min_size=1, max_size=60
    )
)
def test_whatever_signals_say_evidence_stays_within_the_caps_of_its_families(said) -> None:
    codes = {
        "identity_match": "id_mismatch",
        "continuity": "person_changed",
        "extra_face": "extra_face",
        "face_absent": "face_gone",
        "frozen_or_looping": "video_repeats",
        "planarity": "face_moves_flat",
        "blink": "eyes_never_blink",
        "movement_asked": "face_moves_flat",  # its own code never warns and has no card
        "lip_voice_synchrony": "lips_do_not_match_voice",
        "speech_without_lips": "voice_without_lips",
        "second_voice": "another_voice",
    }
    call = Call()
    any_code = "face_moves_flat"
    for name, llr, speaks in said:
        verdict = observation(name, call.now_s + 1, llr, codes.get(name, any_code)) if speaks else None
        call.play(1, lambda t, v=verdict, n=name: [v or abstention(n, t, "no_face")])

    for assessment in call.assessments:
        for shown in assessment.questions.values():
            families = {rule.family for rule in RULES.signals.values() if rule.question is shown.question}
            low, high = (sum(RULES.families[family][end] for family in families) for end in (0, 1))
            assert low - 1e-9 <= shown.llr <= high + 1e-9
            assert shown.since_s <= assessment.at_s
