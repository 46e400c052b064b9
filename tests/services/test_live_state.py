"""What is kept of an interview for the next server."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from candor.domain.ids import InterviewId, SignalName
from candor.domain.observations import Abstention, Observation
from candor.domain.ports import Brief
from candor.domain.questions import Family, Question
from candor.domain.records import SignalTally
from candor.services.live_state import SavedCall, Tallies, Totals, pack, unpack
from engine_events import frame
from fake_sessions import make_sessions

NAME = SignalName("identity_match")
SAVED = SavedCall(
    engine=b"\x00state",
    at_s=12.5,
    saved_unix_s=1.9e9,
    frames=100,
    dropped=3,
    observations={NAME: 5},
    abstentions={NAME: {"too_short": 2}},
)


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(pack(SAVED)) == SAVED


@pytest.mark.parametrize(
    "data", [None, b"", b"\x80", b"\xff", b"not msgpack at all", pack(msgspec.structs.replace(SAVED, version=2))]
)
def test_what_is_damaged_or_of_another_version_is_as_nothing(data: bytes | None) -> None:
    assert unpack(data) is None


def test_tallies_go_on_from_where_they_were() -> None:
    tallies = Tallies(SAVED)
    tallies.add(Observation(NAME, Question.IDENTITY, Family.IDENTITY, 1.0, 1.0, -1.0, "match"))
    tallies.add(Abstention(NAME, Question.IDENTITY, 1.0, "too_short"))
    tallies.add(Abstention(SignalName("looping"), Question.LIVE_PERSON, 1.0, "no_face"))
    assert tallies.values() == {
        "identity_match": SignalTally(6, {"too_short": 3}),
        "looping": SignalTally(0, {"no_face": 1}),
    }
    assert SAVED.abstentions == {NAME: {"too_short": 2}}, "what was saved is not touched"


def test_totals_add_up_and_go_on_from_what_was_saved() -> None:
    result = make_sessions().open(Brief(InterviewId("one"), None, consented=True), None).advance(frame(0), 2)
    totals = Totals()
    totals.add(replace(result, sound_lost_s=1.5))
    totals.add(result)

    assert (totals.frames, totals.dropped, totals.sound_lost_s) == (2, 4, 1.5)
    assert Totals(SAVED).frames == SAVED.frames
