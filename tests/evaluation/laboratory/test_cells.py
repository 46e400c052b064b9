"""A number of a table stands beside its n or its interval."""

from candor.evaluation.comparisons import Rate
from candor.evaluation.laboratory.cells import counted, errors, errors_of_n, number, percent, plain, table
from candor.evaluation.laboratory.measures import Estimate
from candor.maths.statistics import Interval

ONE_OF_FOUR = Rate(0.25, Interval(0.0, 0.75), 1, 4, 3)


def test_a_rate_tells_errors_sessions_groups_and_interval() -> None:
    assert counted(ONE_OF_FOUR) == "4 (3)"
    assert errors(ONE_OF_FOUR) == "1 (0-75 %)"
    assert errors_of_n(ONE_OF_FOUR) == "1 of 4 (0-75 %)"


def test_an_estimate_tells_its_interval_and_never_a_negative_zero() -> None:
    assert plain(Estimate(0.8444, 0.6, 1.0)) == "0.84 (0.60-1.00)"
    assert plain(Estimate(-0.001, -0.002, 0.3)) == "0.00 (0.00-0.30)"
    assert percent(Estimate(0.36, 0.18, 0.53)) == "36 % (18-53)"


def test_what_was_not_measured_is_a_dash() -> None:
    assert (plain(None), percent(None), number(None), number(2.0)) == ("-", "-", "-", "2.0")


def test_a_table_has_a_rule_as_wide_as_its_head() -> None:
    assert table("| a | b |", ["| 1 | 2 |"]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
