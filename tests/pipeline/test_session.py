"""The whole loop on painted faces: matches, switches, second faces, bad frames, clocks that jump, dead workers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase
from candor.domain.frames import EncodedFrame, Frame
from candor.domain.observations import Abstention, Observation
from candor.domain.orders import ConfirmCheck, SkipCheck, StartCheck
from candor.domain.questions import Question, State
from candor.pipeline.session import InterviewSession
from candor.signals import ALL_SIGNALS
from made_videos import vp8
from painted_faces import BLUE, GREEN, RED, Painted, paint, painted_analysers
from pipeline.bad_pictures import broken
from pipeline.painted_calls import RULES, Call, brief, encoded


def test_the_person_on_the_photo_is_no_concern_within_ten_seconds() -> None:
    call = Call()
    call.show(10, RED)
    assert call.state(Question.IDENTITY) is State.NO_CONCERN
    # A painted face moves as the flat picture it is: of the live person nothing is claimed here.
    assert call.questions_warned_of() <= {Question.LIVE_PERSON}


def test_the_first_good_view_is_handed_over_once() -> None:
    call = Call()
    call.show(6, RED)
    assert sum(result.portrait_jpeg is not None for result in call.results) == 1


def test_somebody_else_raises_an_identity_warning_with_evidence() -> None:
    call = Call(brief(BLUE))
    call.show(12, RED)
    warnings = [w for r in call.results for w in r.warnings if w.code == "id_mismatch"]
    assert call.state(Question.IDENTITY) is State.PAUSE_AND_VERIFY
    assert warnings[0].evidence_jpeg is not None
    assert len({w.id for w in warnings}) == 1


def test_a_switch_of_the_tile_in_mid_call_is_found_within_ten_seconds() -> None:
    call = Call()
    call.show(15, RED, room=1)
    call.show(10, BLUE, room=2)
    assert call.state(Question.IDENTITY) is State.PAUSE_AND_VERIFY
    assert call.state(Question.CONTINUITY) in {State.PLEASE_CHECK, State.PAUSE_AND_VERIFY}


def test_a_second_face_raises_a_warning() -> None:
    call = Call()
    call.show(3, RED)
    results = call.show(8, RED, GREEN)
    assert "extra_face" in call.codes()
    assert results[-1].faces == 2


def test_without_a_photo_identity_cannot_be_told() -> None:
    call = Call(brief(None))
    call.show(8, RED)
    assert call.state(Question.IDENTITY) is State.CANT_TELL
    assert call.results[-1].assessment.questions[Question.IDENTITY].reason == "no_reference"


def test_without_consent_no_embedding_and_no_crop_is_made() -> None:
    call = Call(brief(consented=False))
    call.show(3, RED)
    call.show(8, RED, GREEN)
    assert call.analysers.embedder.made == []
    assert all(w.evidence_jpeg is None for r in call.results for w in r.warnings)
    assert all(r.portrait_jpeg is None for r in call.results)
    assert call.state(Question.IDENTITY) is State.CANT_TELL


def test_every_signal_speaks_at_its_own_pace() -> None:
    call = Call()
    call.show(10, RED)
    for signal in ALL_SIGNALS:
        verdicts = [v for r in call.results for v in r.verdicts if v.signal == signal.name]
        frames_between = max(math.ceil(signal.period_s / 0.2 - 0.01), 1)
        assert len(verdicts) == pytest.approx(50 / frames_between, abs=1)
        assert all(isinstance(v, Observation | Abstention) for v in verdicts)


def test_steps_tell_faces_width_rate_and_drops() -> None:
    call = Call()
    call.show(6, RED)
    result = call.results[-1]
    assert result.faces == 1
    assert result.face_width_px == pytest.approx(110, rel=0.1)
    assert result.effective_fps == pytest.approx(5.0, abs=0.1)
    last = call.session.advance(encoded(paint(Painted(RED, 170, 180)), 99, call.at_s), dropped=4)
    assert (last.dropped, last.seq, last.error) == (4, 99, None)
    assert last.took_ms > 0


def test_a_bad_frame_is_reported_and_the_interview_goes_on() -> None:
    call = Call()
    call.show(8, RED)
    for data, _ in broken().values():
        result = call.session.advance(EncodedFrame(call.seq, call.at_s, call.at_s + 100, data))
        assert result.error is not None
        assert result.verdicts == ()
    call.show(4, RED)
    assert call.results[-1].error is None
    assert call.state(Question.IDENTITY) is State.NO_CONCERN


def test_a_video_is_looked_at_like_pictures_and_a_lost_one_is_told_until_a_keyframe_comes() -> None:
    call = Call()
    packets = vp8([paint(Painted(RED, 300 + at, 180)) for at in range(6)])
    results = [
        call.session.advance(EncodedFrame(at, at / 5, at / 5 + 100, packets[at], at), 0) for at in (0, 1, 3, 4, 0, 1)
    ]
    assert [result.error for result in results] == [None, None, "needs_keyframe", "needs_keyframe", None, None]
    assert results[1].faces == 1


def test_a_clock_that_repeats_or_jumps_back_only_ever_rises_behind_us() -> None:
    call = Call()
    for at_s in (0.0, 0.2, 0.2, 5.0, 1.0, 1.2, 0.0, 0.2):
        call.at_s = at_s
        call.step(paint(Painted(RED, 300, 180)))
    times = [r.at_s for r in call.results]
    assert times == sorted(set(times))


def test_a_new_worker_goes_on_from_the_checkpoint() -> None:
    call = Call()
    call.show(12, RED)
    later = Call(checkpoint=call.session.checkpoint(), start_s=call.at_s)
    assert later.session.is_restored
    first = later.show(0.2, RED)[0]
    assert first.assessment.questions[Question.IDENTITY].state is State.NO_CONCERN
    later.show(10, BLUE)
    assert later.state(Question.CONTINUITY) in {State.PLEASE_CHECK, State.PAUSE_AND_VERIFY}


def test_a_restored_worker_does_not_double_a_warning() -> None:
    call = Call(brief(BLUE))
    call.show(10, RED)
    later = Call(brief(BLUE), call.session.checkpoint(), start_s=call.at_s)
    later.show(8, RED)
    ids = [w.id for r in (*call.results, *later.results) for w in r.warnings if w.code == "id_mismatch"]
    assert len(set(ids)) == 1


def test_a_damaged_checkpoint_starts_anew() -> None:
    call = Call(checkpoint=b"not a checkpoint")
    assert not call.session.is_restored
    call.show(1, RED)
    assert call.results[-1].faces == 1


def test_withdrawn_consent_leaves_no_face_data_in_the_next_checkpoint() -> None:
    call = Call()
    call.show(5, RED)
    later = Call(brief(consented=False), call.session.checkpoint(), start_s=call.at_s)
    later.show(2, RED)
    assert later.session._state.enrolment.n_embeddings == 0
    assert all(f.candidate is None or f.candidate.embedding is None for f in later.session._window.view().frames)


@settings(max_examples=25, deadline=None)
@given(st.integers(16, 200), st.integers(16, 200), st.integers(0, 2**32 - 1))
def test_frames_of_any_size_and_content_get_through(width: int, height: int, seed: int) -> None:
    session = InterviewSession(brief(), painted_analysers(), RULES)
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    result = session.advance_rgb(Frame(0, 0.0, 0.0, noise))
    assert result.error is None


def test_a_movement_check_is_judged_and_survives_a_new_worker() -> None:
    call = Call()
    call.show(2, RED)
    call.session.start_check(Check(CheckId("check-1"), CheckKind.LOOK_UP))
    call.session.start_check(Check(CheckId("check-2"), CheckKind.LOOK_UP))

    heir = Call(checkpoint=call.session.checkpoint(), start_s=call.at_s)
    heir.show(16, RED)

    first, second = heir.session.checks
    assert first.phase is CheckPhase.SKIPPED
    assert second.phase in {CheckPhase.NOT_SEEN, CheckPhase.CANT_TELL}


def test_orders_start_and_skip_checks_and_each_change_is_told_once() -> None:
    call = Call()
    check = Check(CheckId("check-1"), CheckKind.LOOK_UP)
    call.show(1, RED)
    call.session.tell(StartCheck(check))
    started = call.show(0.2, RED)
    call.session.tell(SkipCheck(CheckId("check-1")))
    call.session.tell(SkipCheck(CheckId("no-such-check")))
    skipped = call.show(0.5, RED)

    told = [status.phase for result in (*started, *skipped) for status in result.checks]
    assert told == [CheckPhase.RUNNING, CheckPhase.SKIPPED]


def test_the_interviewers_word_on_digits_is_an_order_too() -> None:
    call = Call()
    call.show(1, RED)
    call.session.tell(StartCheck(Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")))
    call.session.tell(ConfirmCheck(CheckId("check-1"), seen=True))
    call.session.tell(ConfirmCheck(CheckId("no-such-check"), seen=True))
    call.show(0.2, RED)

    assert [status.phase for status in call.session.checks] == [CheckPhase.DONE]
