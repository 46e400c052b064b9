"""What a session hears, and that it needs consent for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from candor.domain.frames import Frame
from candor.domain.ports import Brief, StepResult
from candor.domain.sound import SoundHeard
from candor.evaluation.wire_opus import opus_blocks
from candor.pipeline.session import InterviewSession
from painted_faces import RED, Painted, paint, painted_analysers
from pipeline.painted_calls import RULES, Call, brief
from spoken import LoudIsSpeech, WhenTold, block, voice


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
