"""Error rates of judged recordings and pairs, against hand-counted truth."""

from pathlib import Path

import numpy as np
import pytest

from candor.evaluation.datasets import LabelledPair, LabelledRecording
from candor.evaluation.metrics import Judged, rates_by_kind, rates_of_pairs
from candor.fusion.identity import Outcome


def _judged(
    person: str,
    species: str = "",
    amber: float | None = None,
    red: float | None = None,
    answered: bool = True,
    begins: float = 0.0,
    error: str = "",
) -> Judged:
    recording = LabelledRecording(Path("x.mp4"), bool(species), species, person, None, None, begins)
    return Judged(recording, amber, red, answered, 10.0, error)


def _rates(*judged: Judged):
    return {kind.kind: kind for kind in rates_by_kind(judged, np.random.default_rng(1))}


def test_bona_fide_errors_are_alarms_and_attack_errors_are_silences() -> None:
    rates = _rates(
        _judged("ann"),
        _judged("bo", amber=3.0),
        _judged("cy", "replay", amber=2.0, red=4.0),
        _judged("di", "replay", amber=6.0),
        _judged("ed", "loop"),
    )

    assert list(rates) == ["bona_fide", "loop", "replay"]
    assert [level.rate.rate for level in rates["bona_fide"].levels] == [0.5, 0.0]
    assert [level.rate.rate for level in rates["replay"].levels] == [0.0, 0.5]
    assert [level.rate.rate for level in rates["loop"].levels] == [1.0, 1.0]


def test_time_counts_from_the_beginning_of_the_attack() -> None:
    rates = _rates(*(_judged("ann", "swap", amber=at, red=at, begins=5.0) for at in (6.0, 8.0, 15.0)))

    amber = rates["swap"].levels[0]
    assert (amber.median_s, amber.slowest_s) == (3.0, 10.0)


def test_an_alarm_before_the_attack_has_not_detected_it() -> None:
    rates = _rates(_judged("ann", "swap", amber=2.0, red=2.0, begins=5.0))

    assert rates["swap"].levels[0].rate.rate == 1.0


def test_what_could_not_be_told_is_counted_apart_and_what_could_not_be_read_is_left_out() -> None:
    rates = _rates(_judged("ann", answered=False), _judged("bo"), _judged("cy", error="unreadable"))

    assert rates["bona_fide"].non_response.rate == 0.5
    assert rates["bona_fide"].non_response.n == 2
    assert rates["bona_fide"].levels[0].median_s is None


def test_many_recordings_of_one_person_make_no_certainty() -> None:
    rates = _rates(*(_judged("ann") for _ in range(50)))

    assert rates["bona_fide"].levels[0].rate.interval.high > 0.9


def test_nothing_judged_gives_no_rates() -> None:
    assert _rates() == {}


def _pair(a: str, b: str, group: str = "all") -> LabelledPair:
    return LabelledPair(Path(a), Path(b), a == b, a, b, group)


def test_cant_tell_is_a_false_non_match_and_never_a_false_match() -> None:
    answers = [
        (_pair("ann", "ann"), Outcome.SAME),
        (_pair("bo", "bo"), Outcome.CANT_TELL),
        (_pair("cy", "cy"), Outcome.DIFFERENT),
        (_pair("di", "di"), Outcome.SAME),
        (_pair("ann", "bo"), Outcome.CANT_TELL),
        (_pair("ann", "cy"), Outcome.SAME),
    ]

    (rates,) = rates_of_pairs(answers, np.random.default_rng(1))

    assert rates.false_match is not None
    assert rates.false_match.rate == 0.5
    assert rates.false_non_match is not None
    assert rates.false_non_match.rate == 0.5
    assert rates.false_different is not None
    assert rates.false_different.rate == pytest.approx(0.25)


def test_groups_are_counted_apart_and_may_lack_a_kind() -> None:
    first, second = rates_of_pairs(
        [(_pair("ann", "bo", "x"), Outcome.DIFFERENT), (_pair("ann", "ann", "y"), Outcome.SAME)],
        np.random.default_rng(1),
    )

    assert (first.group, first.false_non_match) == ("x", None)
    assert (second.group, second.false_match) == ("y", None)
