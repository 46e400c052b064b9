"""One number for a session: the largest LLR, never below zero, and only from the attack on."""

from candor.evaluation.laboratory.scores import FUSED, score, signals_of
from laboratory_builders import loops, played, silent


def test_a_signal_is_scored_by_its_largest_llr_and_its_medians() -> None:
    mixed = (*loops(-1.0, 4), loops(3.0, 9)[-1])
    one = score(played(mixed, "a2_loop"), "frozen_or_looping")

    assert (one.peak, one.median_llr, one.median_raw) == (3.0, -1.0, -0.5)


def test_silence_says_nothing() -> None:
    one = score(played(silent(), "a2_loop"), "frozen_or_looping")

    assert (one.peak, one.median_llr) == (0.0, None)
    assert score(played(loops(-2.0)), "frozen_or_looping").peak == 0.0


def test_what_was_said_before_the_attack_does_not_count() -> None:
    one = score(played(loops(4.0, 5), "a2_loop", attack_from_s=6.0), "frozen_or_looping")

    assert one.median_llr is None


def test_questions_and_all_together_are_scored_by_fusion() -> None:
    one = played(loops(4.0), "a2_loop")

    assert score(one, "question live_person").peak > 3.9
    assert score(one, "question continuity").peak == 0
    assert score(one, FUSED).peak == score(one, "question live_person").peak


def test_signals_are_those_that_said_anything() -> None:
    assert signals_of([played(loops(1.0)), played(silent(signal="blink"))]) == ["blink", "frozen_or_looping"]
