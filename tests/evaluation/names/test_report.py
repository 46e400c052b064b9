"""The report: intervals beside every rate, thresholds from strangers, failures by name."""

from __future__ import annotations

from candor.domain.findings import Severity
from candor.evaluation.names.material import Pair, Stranger
from candor.evaluation.names.report import (
    Measured,
    failures,
    pair_table,
    recall_table,
    side_by_side,
    stranger_table,
    threshold_of,
)
from candor.evaluation.names.trials import StrangerTrial, Trial

TRIALS = [
    Trial("order", True, "KIM, Jong Un", "Jong Un Kim", True, 1.0),
    Trial("slip", True, "KIM, Jong Un", "Kim Jomg Un", True, 0.6),
    Trial("slip", False, "EXAMPLE", "Exampel", False, 0.9),
    Trial("initial", True, "KIM, Jong Un", "Kim J. Un", False, 0.9),
]


def test_recall_counts_what_was_found_and_what_is_shown():
    table = recall_table(TRIALS, 0.72)

    assert "| people | slip | 1 | 100.0 % (20.7 to 100.0) | 0.0 % |" in table
    assert "| 3 | 66.7 % (20.8 to 93.9) | 33.3 % |" in table.splitlines()[-1]


def test_a_threshold_lets_one_stranger_of_a_thousand_through():
    strangers = [StrangerTrial("g", True, "n", score / 1000) for score in range(1000)]
    threshold = threshold_of(strangers)

    assert sum(each.score >= threshold for each in strangers) == 1
    assert threshold_of([]) == 0.0


def test_finders_stand_beside_each_other_at_their_own_thresholds():
    strangers = [StrangerTrial("g", True, "n", 0.5)]

    assert "| ours | 0.700 | 33.3 % (6.1 to 79.2) of 3 | 50.0 % | 0.0 % | 0: 0.0" in side_by_side(
        [Measured("ours", 0.7, TRIALS, strangers)]
    )


def test_strangers_are_counted_by_what_they_are_told():
    told = [(Stranger("A", is_person=True, group="g"), Severity.NOTE), (Stranger("B", is_person=True, group="g"), None)]

    assert "| g | 2 | 0: 0.0 (to 657.6) per 1000 | 0: 0.0 (to 657.6) per 1000 | 1: 500.0" in stranger_table(told)


def test_pairs_and_failures_are_named():
    assert pair_table([(Pair("a", "b"), 0.9), (Pair("c", "d"), 0.1)], 0.5).endswith(
        "of 2 pairs are alike. Not: c / d (0.10)."
    )
    assert failures(TRIALS, 0.72) == "- slip (2): Kim Jomg Un (for KIM, Jong Un); Exampel (for EXAMPLE)"
