import numpy as np
import pytest

from analysis_builders import abstention, observation, step, warning
from candor.domain.frames import Frame
from candor.domain.ids import SignalName
from candor.domain.orders import Order
from candor.domain.ports import StepResult
from candor.domain.questions import Question, Severity, State
from candor.domain.sound import SoundBlock
from candor.errors import DecodeError
from candor.pipeline.replay import replay, tally

PICTURE = np.zeros((16, 16, 3), np.uint8)


class ScriptedSession:
    """Answers frame by frame from a script."""

    def __init__(self, steps: list[StepResult]) -> None:
        self._steps = {result.seq: result for result in steps}
        self.events: list[str] = []

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult:
        self.events.append(f"frame {frame.seq}")
        return self._steps[frame.seq]

    def tell(self, order: Order) -> None:
        assert isinstance(order, SoundBlock)
        self.events.append(f"sound {order.seq}")


class Clock:
    def __init__(self) -> None:
        self._now_s = 0.0

    def __call__(self) -> float:
        self._now_s += 2.5
        return self._now_s


def _replay(steps: list[StepResult]):
    frames = [Frame(s.seq, s.at_s, s.at_s, PICTURE) for s in steps]
    return replay(ScriptedSession(steps), frames, Clock())


def test_counts_time_and_frames() -> None:
    outcome = _replay([step(0, 0.0), step(1, 0.5), step(2, 1.0)])

    assert (outcome.frames, outcome.duration_s, outcome.wall_s) == (3, 1.0, 2.5)
    assert list(outcome.took_ms) == [10.0, 11.0, 12.0]


def test_the_timeline_holds_changes_only() -> None:
    calm = {Question.IDENTITY: (State.NO_CONCERN, "matches_id_photo")}

    outcome = _replay([step(0, 0.0), step(1, 1.0), step(2, 2.0, states=calm), step(3, 3.0, states=calm)])

    assert [a.at_s for a in outcome.timeline] == [0.0, 2.0]
    assert outcome.final.at_s == 3.0


def test_the_worst_state_outlives_a_calm_end() -> None:
    alarm = {Question.IDENTITY: (State.PLEASE_CHECK, "id_mismatch")}
    calm = {Question.IDENTITY: (State.NO_CONCERN, "matches_id_photo")}

    outcome = _replay([step(0, 0.0, states=calm), step(1, 1.0, states=alarm), step(2, 2.0, states=calm)])

    assert outcome.worst[Question.IDENTITY].state is State.PLEASE_CHECK
    assert outcome.worst[Question.IDENTITY].since_s == 1.0
    assert outcome.final.questions[Question.IDENTITY].state is State.NO_CONCERN


def test_an_updated_warning_replaces_the_earlier_one_and_keeps_its_picture() -> None:
    first, newer = warning(severity=Severity.AMBER), warning(evidence=None)

    outcome = _replay([step(0, 0.0, warnings=(first,)), step(1, 1.0, warnings=(newer,))])

    (told,) = outcome.warnings
    assert told.severity is Severity.RED
    assert told.evidence_jpeg == first.evidence_jpeg


def test_progress_is_told_after_each_frame() -> None:
    steps, seen = [step(0, 0.0), step(1, 1.0)], []

    replay(ScriptedSession(steps), [Frame(s.seq, 0, 0, PICTURE) for s in steps], Clock(), lambda s: seen.append(s.seq))

    assert seen == [0, 1]


def test_a_recording_without_a_frame_is_refused() -> None:
    with pytest.raises(DecodeError, match="no picture"):
        _replay([])


def test_verdicts_are_counted_by_signal_and_reason() -> None:
    counted = tally([observation(1.0), abstention(2.0), abstention(3.0), abstention(4.0, "too_dark")])

    assert counted[SignalName("identity_match")].observations == 1
    assert counted[SignalName("identity_match")].abstentions == {"no_face": 2, "too_dark": 1}


def test_sound_is_told_before_the_frame_at_which_it_has_been_heard() -> None:
    session = ScriptedSession([step(0, 0.0), step(1, 0.25), step(2, 0.5)])
    blocks = (SoundBlock(n, 0.2 * n, 0.2 * n, bytes(6400)) for n in range(3))
    frames = (Frame(n, 0.25 * n, 0.25 * n, PICTURE) for n in range(3))
    replay(session, frames, Clock(), sounds=blocks)

    assert session.events == ["frame 0", "sound 0", "frame 1", "sound 1", "frame 2"]
