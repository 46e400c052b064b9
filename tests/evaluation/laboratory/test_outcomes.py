"""What was shown: misses and delays of attacks, alarms and hours of honest sessions, silence by quality."""

import numpy as np
import pytest

from candor.evaluation.laboratory.outcomes import ALL, abstentions, bona_fide_outcomes, code_counts, species_outcomes
from laboratory_builders import loops, played, silent

RNG = np.random.default_rng(0)


def test_misses_and_delays_are_counted_by_species() -> None:
    sessions = [
        played(loops(5.0), "a2_loop", "g1", attack_from_s=0.0),
        played(loops(5.0), "a2_loop", "g2", attack_from_s=0.5),
        played(silent(), "a2_loop", "g3"),
        played(silent(), "a3_injected_still", "g1"),
        played(loops(-1.0)),
    ]

    loop, still = species_outcomes(sessions, RNG)

    assert (loop.species, loop.missed_amber.errors, loop.missed_amber.n, loop.missed_amber.people) == (
        "a2_loop",
        1,
        3,
        3,
    )
    assert loop.median_s == pytest.approx(0.75)
    assert (still.missed_red.errors, still.median_s) == (1, None)
    assert still.unanswered.errors == 1


def test_false_alarms_are_counted_per_session_and_per_hour() -> None:
    sessions = [
        played(loops(5.0), name="false", group="g1", duration_s=1800.0),
        played(loops(-1.0), name="b", group="g2", duration_s=1800.0, recipe="low_light"),
        played(loops(5.0), "a2_loop", "g1"),
    ]

    everything, light, plain = bona_fide_outcomes(sessions, RNG)

    assert (everything.recipe, light.recipe, plain.recipe) == (ALL, "low_light", "plain")
    assert everything.hours == 1.0
    assert everything.amber_per_hour == 1.0
    assert everything.amber_per_hour_interval.high == pytest.approx(5.57, abs=0.01)
    assert light.amber.errors == 0
    assert light.red_per_hour_interval.high == pytest.approx(3.69 / 0.5, abs=0.02)


def test_silence_is_told_by_quality_of_honest_sessions() -> None:
    sessions = [
        played(silent(), face_width_px=40.0),
        played(loops(-1.0), name="b", face_width_px=120.0),
        played(silent(), "a2_loop", face_width_px=40.0),
    ]

    found = {one.bin: (one.silent, one.n) for one in abstentions(sessions, ["frozen_or_looping"])}

    assert found == {"face 0-64 px": (1, 1), "face 96-160 px": (0, 1), "luma from 100": (1, 2)}


def test_what_a_signal_without_any_weight_says_most_is_counted_by_kind() -> None:
    informs = loops(0.0, signal="virtual_background")
    sessions = [
        played((*informs, *loops(-1.0)), name="a"),
        played((*silent(signal="virtual_background"), *loops(-1.0)), name="b"),
        played(informs, "a2_loop", "g2"),
    ]

    found = [(one.signal, one.kind, one.code, one.sessions, one.n) for one in code_counts(sessions)]

    assert found == [
        ("virtual_background", "plain", "", 1, 2),
        ("virtual_background", "plain", "moves", 1, 2),
        ("virtual_background", "a2_loop", "moves", 1, 1),
    ]
