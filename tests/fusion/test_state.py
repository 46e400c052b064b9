"""The state of fusion is a plain value."""

from __future__ import annotations

import msgspec

from candor.domain.questions import Question, Severity, State
from candor.fusion.state import Case, Evidence, FusionState, QuestionState


def test_a_full_state_survives_message_pack() -> None:
    case = Case("extra_face", 2, "extra_face", Question.CONTINUITY, Severity.RED, 1.0, 4.5, 3.2, {"faces": 2}, 1.0)
    state = FusionState(
        started_s=0.5,
        evidence={"extra_face": Evidence(llr=3.2, observed_s=1.0, details={"a": "b", "n": 1.5}, alarm=Severity.AMBER)},
        questions={Question.CONTINUITY: QuestionState(State.PLEASE_CHECK, "extra_face", 1.0)},
        cases={"extra_face": case},
    )

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=FusionState) == state
