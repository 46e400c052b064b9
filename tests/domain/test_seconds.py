from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation
from candor.domain.questions import Family, Question
from candor.domain.seconds import Run, Second, run_of, second_of

NAME = SignalName("identity_match")


def observed(llr):
    return Observation(NAME, Question.IDENTITY, Family.IDENTITY, 1.0, 5.0, llr, "id_match", {})


def abstained(reason):
    return Abstention(NAME, Question.IDENTITY, 1.0, reason)


@pytest.mark.parametrize(
    ("verdict", "second"),
    [
        (observed(-2.0), Second.SAME),
        (observed(1.5), Second.DIFFERS),
        (observed(0.0), Second.UNCLEAR),
        (abstained("no_face"), Second.NO_FACE),
        (abstained("too_dark"), Second.POOR_VIEW),
        (abstained("too_short"), Second.POOR_VIEW),
        (abstained("no_reference"), Second.NOTHING_TO_COMPARE),
        (abstained("no_consent"), Second.NOTHING_TO_COMPARE),
    ],
)
def test_a_verdict_becomes_a_letter(verdict, second):
    assert second_of(verdict) is second


def test_an_interview_with_two_gaps_is_told_as_such():
    told = run_of("rr" + "s" * 50 + "n" * 9 + "s" * 30 + "d" + "u" + "....." + "s" * 18 + "...")
    assert told == Run(total_s=116, same_s=98, differs_s=1, unclear_s=1, gaps=2, gap_s=14, longest_gap_s=9)
    assert told.same_percent == 98


def test_nothing_that_could_be_judged_has_no_share():
    for letters in ("", "...", "rrrr", "nnpp"):
        told = run_of(letters)
        assert told.same_percent is None
        assert told.gaps == 0


def test_one_second_that_differs_is_never_rounded_away():
    assert run_of("s" * 10_000 + "d").same_percent == 99


@given(st.text(alphabet="sdunpr.", max_size=300))
def test_seconds_are_counted_once(letters):
    told = run_of(letters)
    assert told.judged_s == sum(letter in "sdu" for letter in letters)
    assert told.judged_s + told.gap_s <= told.total_s <= len(letters)
    assert told.longest_gap_s <= told.gap_s
    assert (told.gaps == 0) == (told.gap_s == 0)
