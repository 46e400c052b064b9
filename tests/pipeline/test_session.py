"""The whole loop on painted faces: matches, switches, second faces, bad frames, clocks that jump, dead workers."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase
from candor.domain.facts import FaceFacts
from candor.domain.frames import CloseUp, EncodedFrame, Frame, Region
from candor.domain.identity import Template
from candor.domain.ids import InterviewId
from candor.domain.observations import Abstention, Observation
from candor.domain.orders import ConfirmCheck, SkipCheck, StartCheck
from candor.domain.ports import Brief, StepResult
from candor.domain.questions import Question, State
from candor.domain.sound import SoundHeard
from candor.evaluation.wire_opus import opus_blocks
from candor.pipeline.key_frames import Pace
from candor.pipeline.session import InterviewSession, load_session_rules
from candor.signals import ALL_SIGNALS
from made_videos import vp8
from painted_faces import BLUE, GREEN, RED, ColourEmbedder, Painted, mesh_at, paint, painted_analysers
from pipeline.bad_pictures import broken
from spoken import LoudIsSpeech, WhenTold, block, voice

RULES = load_session_rules(Path(__file__).resolve().parents[2] / "models")


def template_of(colour: tuple[int, int, int]) -> Template:
    vector = ColourEmbedder().embed(paint(Painted(colour, 320, 180)), [mesh_at(320, 180, 100)])[0]
    return Template("colour", vector, 1, 100.0)


def brief(colour: tuple[int, int, int] | None = RED, *, consented: bool = True) -> Brief:
    return Brief(InterviewId("interview-1"), template_of(colour) if colour else None, consented)


class Call:
    """A call of 5 frames per second, in which the candidate moves a little all the time."""

    def __init__(
        self,
        told: Brief | None = None,
        checkpoint: bytes | None = None,
        start_s: float = 0.0,
        pace: Pace | None = None,
    ) -> None:
        self.analysers = painted_analysers()
        self.session = InterviewSession(told or brief(), self.analysers, RULES, checkpoint, pace=pace)
        self.at_s = start_s
        self.seq = 0
        self.rng = np.random.default_rng(7)
        self.results: list[StepResult] = []

    def show(self, seconds: float, *colours: tuple[int, int, int], room: int = 1) -> list[StepResult]:
        """Show people side by side, the first one the largest."""
        results = []
        for _ in range(round(seconds * 5)):
            dx, dy = (int(v) for v in self.rng.integers(-12, 13, 2))
            faces = [Painted(c, 170 + 220 * i + dx, 180 + dy, 110 - 30 * i) for i, c in enumerate(colours)]
            results.append(self.step(paint(*faces, room=room)))
        return results

    def step(self, rgb: np.ndarray) -> StepResult:
        result = self.session.advance_rgb(Frame(self.seq, self.at_s, self.at_s + 100, rgb))
        self.seq, self.at_s = self.seq + 1, self.at_s + 0.2
        self.results.append(result)
        return result

    def state(self, question: Question) -> State:
        return self.results[-1].assessment.questions[question].state

    def codes(self) -> set[str]:
        return {warning.code for result in self.results for warning in result.warnings}

    def questions_warned_of(self) -> set[Question]:
        return {warning.question for result in self.results for warning in result.warnings}


def encoded(rgb: np.ndarray, seq: int, at_s: float, kind: str = "JPEG") -> EncodedFrame:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, kind, quality=90)
    return EncodedFrame(seq, at_s, at_s + 100, buffer.getvalue())


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


def hearing(told: Brief) -> InterviewSession:
    return InterviewSession(told, replace(painted_analysers(), speech=LoudIsSpeech()), RULES)


def talk(session: InterviewSession, seconds: float, clock_s: float = 0.0) -> StepResult:
    """Five pictures and five blocks of speech a second, on a clock of the sender that starts at `clock_s`."""
    results: list[StepResult] = []
    for seq in range(round(seconds * 5)):
        at_s = clock_s + seq * 0.2
        results.append(session.advance_rgb(Frame(seq, at_s, 100 + seq * 0.2, paint(Painted(RED, 170, 180, 110)))))
        session.tell(block(seq, at_s, voice(0.2, seed=seq)))
    return results[-1]


def test_what_is_heard_is_told_with_the_pictures() -> None:
    assert talk(hearing(brief()), 2.0).sound is SoundHeard.SPEECH
    assert Call().show(1, RED)[-1].sound is SoundHeard.NONE


def test_sound_stands_on_the_clock_of_the_pictures_even_when_that_clock_starts_anew() -> None:
    session = hearing(brief())
    talk(session, 2.0, clock_s=7000.0)
    for seq in range(10):
        at_s = 3.0 + seq * 0.2
        session.advance_rgb(Frame(100 + seq, at_s, 102 + seq * 0.2, paint(Painted(RED, 170, 180, 110))))
        session.tell(block(100 + seq, at_s, voice(0.2, seed=seq)))
    window = session._seen_and_heard()

    assert window.sounds[-1].captured_at_s == pytest.approx(window.now_s + 0.2, abs=0.05)
    assert len(window.sounds) > 100


def test_opus_is_heard_as_pcm_is_and_what_cannot_be_read_of_it_counts_as_lost() -> None:
    session = hearing(brief())
    session.advance_rgb(Frame(0, 0.0, 100.0, paint(Painted(RED, 170, 180, 110))))
    blocks = list(opus_blocks((voice(1.5) * 32767).astype(np.int16)))
    for block_ in [*blocks[:6], replace(blocks[6], packets=(b"\xff\xff",) * 3)]:
        session.tell(block_)
    result = session.advance_rgb(Frame(1, 1.2, 101.2, paint(Painted(RED, 170, 180, 110))))

    assert result.sound is SoundHeard.SPEECH
    assert result.sound_lost_s == pytest.approx(0.18)


def test_without_consent_nothing_is_heard() -> None:
    session = hearing(brief(consented=False))

    assert talk(session, 2.0).sound is SoundHeard.NONE
    assert session._seen_and_heard().sounds == ()


def test_no_sound_is_written_down() -> None:
    session = hearing(brief())
    before = len(session.checkpoint())
    talk(session, 10.0)

    assert len(session.checkpoint()) < before + 20_000


class Countermeasure:
    """domain.ports.VoiceCountermeasure that has one opinion and counts how often it is asked."""

    seconds = 4.0375

    def __init__(self) -> None:
        self.asked = 0

    def score(self, sound: np.ndarray) -> float:
        self.asked += 1
        return -12.0


@pytest.mark.parametrize("consented", [True, False])
def test_a_countermeasure_is_asked_with_consent_only_and_moves_no_state(*, consented: bool) -> None:
    network = Countermeasure()
    analysers = replace(painted_analysers(), speech=LoudIsSpeech(), countermeasure=network)
    session, plain = InterviewSession(brief(consented=consented), analysers, RULES), hearing(brief(consented=consented))
    judged, without = talk(session, 12.0), talk(plain, 12.0)

    looks = session._seen_and_heard().voice_looks or ()
    assert [look.bona_fide_log_odds for look in looks] == [-12.0] * network.asked
    assert network.asked == (1 if consented else 0)
    assert judged.assessment == without.assessment
    assert judged.warnings == without.warnings == ()


def test_a_look_under_way_holds_up_no_picture_and_is_in_no_checkpoint() -> None:
    aside, network = WhenTold(), Countermeasure()
    analysers = replace(painted_analysers(), speech=LoudIsSpeech(), countermeasure=network, aside=aside)
    session = InterviewSession(brief(), analysers, RULES)
    talk(session, 6.0)
    assert (network.asked, len(aside.waiting)) == (0, 1)

    heir = InterviewSession(brief(), analysers, RULES, session.checkpoint())
    aside.run()
    talk(session, 0.4, clock_s=6.0)
    talk(heir, 0.4, clock_s=6.0)
    assert len(session._seen_and_heard().voice_looks or ()) == 1
    assert heir._seen_and_heard().voice_looks == ()


def test_a_look_that_fails_costs_that_look_and_no_interview() -> None:
    class Broken(Countermeasure):
        def score(self, sound: np.ndarray) -> float:
            super().score(sound)
            raise ValueError("no such network")

    network = Broken()
    session = InterviewSession(
        brief(), replace(painted_analysers(), speech=LoudIsSpeech(), countermeasure=network), RULES
    )

    assert talk(session, 6.0).sound is SoundHeard.SPEECH
    assert network.asked == 1
    assert session._seen_and_heard().voice_looks == ()


def test_sound_that_was_lost_is_told_with_the_next_picture_and_to_the_signals() -> None:
    session = hearing(brief())
    talk(session, 2.0)
    session.tell(block(15, 3.0, voice(0.2)))
    lost = [
        session.advance_rgb(Frame(seq, seq * 0.2, 100 + seq * 0.2, paint(Painted(RED, 170, 180, 110)))).sound_lost_s
        for seq in (16, 17)
    ]

    assert lost == [pytest.approx(1.0), 0.0]
    assert [one.seconds for one in session._seen_and_heard().sound_lost] == [pytest.approx(1.0)]


def key_frames(results: list[StepResult]) -> list:
    return [result.key_frame for result in results if result.key_frame is not None]


def test_nobody_hands_over_a_picture_where_no_second_opinion_is_asked() -> None:
    assert key_frames(Call().show(3, RED)) == []


def test_without_consent_no_picture_is_handed_over() -> None:
    assert key_frames(Call(brief(consented=False), pace=Pace(1.0)).show(5, RED)) == []


def test_a_key_frame_is_the_picture_itself_with_the_candidates_face() -> None:
    call = Call(pace=Pace(60.0))

    picked = key_frames(call.show(5, RED))

    assert [frame.occasion for frame in picked] == ["first"]
    assert picked[0].rgb.shape == (360, 640, 3)
    assert picked[0].box_xyxy.shape == (4,)


def test_a_new_warning_has_the_next_good_picture_looked_at() -> None:
    call = Call(pace=Pace(600.0))
    call.show(8, RED)

    results = call.show(20, BLUE)

    assert [w for r in results for w in r.warnings]
    assert "warning" in {frame.occasion for frame in key_frames(results)}


def test_a_new_worker_knows_what_was_handed_over() -> None:
    pace = Pace(600.0)
    call = Call(pace=pace)
    assert len(key_frames(call.show(3, RED))) == 1
    heir = Call(checkpoint=call.session.checkpoint(), start_s=call.at_s, pace=pace)

    assert key_frames(heir.show(3, RED)) == []


class NearCall(Call):
    """A call whose tile the page has at twice the size, and whose client answers every question for a close-up."""

    def __init__(self, told: Brief | None = None, width: int = 50) -> None:
        super().__init__(told)
        close_up = replace(RULES.pipeline.close_up, min_likeness=0.7)  # all that a painted face has is noise
        rules = replace(RULES, pipeline=replace(RULES.pipeline, close_up=close_up))
        self.session = InterviewSession(told or brief(), self.analysers, rules)
        self.width = width

    def watch(
        self,
        seconds: float,
        colour: tuple[int, int, int] = RED,
        near: tuple[int, int, int] | None = None,
        late_s: float = 0.0,
    ) -> list[StepResult]:
        """Show somebody; in close-ups perhaps somebody else, or what was there some time ago."""
        results: list[StepResult] = []
        for _ in range(round(seconds * 5)):
            region = self.results[-1].close_up_wanted if self.results else None
            if region is not None:
                other = paint(Painted(near or colour, 300, 180, self.width), room=1 if near is None else 2)
                self.session.tell(CloseUp(region, self.at_s - late_s, cut(other, region)))
            results.append(self.step(paint(Painted(colour, 300, 180, self.width))))
        return results

    def fates(self) -> list[str]:
        return [result.close_up_fate for result in self.results if result.close_up_fate]

    def faces(self) -> list[FaceFacts]:
        """Of the newest seconds, those with an embedding."""
        frames = self.session._window.view().frames
        return [f.candidate for f in frames if f.candidate and f.candidate.embedding is not None]


def cut(rgb: np.ndarray, region: Region) -> bytes:
    """That part at twice the size."""
    height, width = rgb.shape[:2]
    x, y = round(region.x * width), round(region.y * height)
    part = rgb[y : y + round(region.height * height), x : x + round(region.width * width)]
    file = io.BytesIO()
    Image.fromarray(part).resize((2 * part.shape[1], 2 * part.shape[0]), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()


def test_a_face_too_small_in_the_stream_is_compared_by_close_ups() -> None:
    alone, near = Call(), NearCall(width=60)
    for _ in range(50):
        alone.step(paint(Painted(RED, 300, 180, 60)))
    near.watch(10)

    assert alone.state(Question.IDENTITY) is not State.NO_CONCERN
    assert near.state(Question.IDENTITY) is State.NO_CONCERN
    assert set(near.fates()) == {"used"}
    assert all(face.close_up is not None for face in near.faces())


def test_close_ups_are_asked_for_at_their_pace_and_only_with_consent() -> None:
    asked = [result.close_up_wanted is not None for result in NearCall().watch(10)]
    assert sum(asked) == 5
    refused = NearCall(brief(consented=False))
    assert all(result.close_up_wanted is None for result in refused.watch(4))
    refused.session.tell(CloseUp(Region(0, 0, 1, 1), refused.at_s, b"webp"))
    assert refused.watch(1)[0].close_up_fate == ""


def test_somebody_else_in_the_close_ups_is_counted_and_never_compared() -> None:
    call = NearCall(width=110)
    call.watch(10, near=BLUE)
    assert set(call.fates()) == {"another_face"}
    assert call.state(Question.IDENTITY) is State.NO_CONCERN
    assert call.questions_warned_of() <= {Question.LIVE_PERSON}
    assert all(face.close_up is None for face in call.faces())


def test_a_close_up_of_another_moment_is_late() -> None:
    call = NearCall(width=110)
    call.watch(6, late_s=1.0)
    assert set(call.fates()) == {"late"}
    assert call.state(Question.IDENTITY) is not State.PAUSE_AND_VERIFY


def test_while_close_ups_come_the_stream_is_not_embedded_and_afterwards_it_is_again() -> None:
    call = NearCall(width=110)
    call.watch(10)
    assert {face.close_up is None for face in call.faces()[1:]} == {False}
    call.show(6, RED)
    assert call.faces()[-1].close_up is None


def test_the_first_good_view_is_a_close_up_where_there_is_one() -> None:
    call = NearCall(width=60)
    call.watch(6)
    portraits = [result.portrait_jpeg for result in call.results if result.portrait_jpeg]
    assert len(portraits) == 1
    assert Image.open(io.BytesIO(portraits[0])).width > 200
