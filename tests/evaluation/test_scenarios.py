"""Scenarios on real clips, a small fast part; the whole table stands in docs/accuracy-scenarios.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.evaluation.loops import Repeat, decoded
from candor.evaluation.scenarios import Encoder, Footage, Kind, Outcome, bona_fide, repetition, substitution, table
from candor.pipeline.reference import face_template
from candor.settings import load_settings

FOUND = Outcome(Kind.LOOP, "a", 0.0, 12.0, 8.0, 10.0, ambers=0, reds=0, identity_green_at_s=None)


@pytest.fixture(scope="module")
def sessions() -> Sessions:
    return SessionMaker(load_settings())()


def _footage(sessions: Sessions, shared: Path, name: str, person: str) -> Footage:
    frames = decoded(shared / "data" / "calls" / name, 10.0, longest_px=360)
    reference = face_template(frames[-3], sessions.analysers, sessions.rules.pipeline.reference)
    return Footage(name, person, frames, 10.0, reference)


@pytest.mark.shared
@pytest.mark.models
def test_an_honest_clip_is_green_and_the_next_person_is_noticed(sessions: Sessions, shared: Path) -> None:
    first = _footage(sessions, shared, "lipnet_grid__GRID__bbaf2n.mpg", "one")
    second = _footage(sessions, shared, "liveportrait__driving__d20.mp4", "two")

    honest = bona_fide(first, sessions.open, 10.0)
    changed = substitution(first, second, 8.0, sessions.open, 10.0)

    assert (honest.reds, honest.ambers, (honest.identity_green_at_s or 99) <= 10) == (0, 0, True)
    assert (changed.reds, changed.is_found) == (0, True)
    assert changed.red_after_s is not None
    assert changed.red_after_s <= 10


@pytest.mark.shared
@pytest.mark.models
def test_a_re_encoded_loop_is_found_in_time(sessions: Sessions, shared: Path) -> None:
    clip = _footage(sessions, shared, "liveportrait__driving__d20.mp4", "two")

    outcome = repetition(clip, Repeat.FORWARD, 4.0, Encoder("libvpx", 300), sessions.open, 5.0)

    assert outcome.is_found


def test_a_late_warning_does_not_count_as_found() -> None:
    assert FOUND.is_found
    assert not replace(FOUND, detected_after_s=12.5).is_found
    assert not replace(FOUND, detected_after_s=None).is_found


def test_the_table_gives_n_interval_and_times() -> None:
    honest = replace(FOUND, kind=Kind.BONA_FIDE, ambers=1)
    missed = replace(FOUND, detected_after_s=None, red_after_s=None)

    rows = table([FOUND, missed, honest]).splitlines()

    assert rows[2] == "| bona fide | 1 | - | - | - | - | - | 0 | 1 |"
    assert rows[3].startswith("| loop | 2 | 1 | 9.5 to 90.5 % | 8.0 | 8.0 | 1 | 0 | 0 |")
