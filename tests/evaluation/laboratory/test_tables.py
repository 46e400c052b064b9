"""Tables carry n and intervals, name each failure, and are filled between the comments of a page only."""

from dataclasses import replace

import pytest

from candor.evaluation.laboratory.findings import Condition, findings
from candor.evaluation.laboratory.measures import Cell, Estimate
from candor.evaluation.laboratory.tables import TABLES, earned, filled, report
from laboratory_builders import QUESTIONS, crowd, loops, recorded, rules, silent


@pytest.fixture(scope="module")
def found() -> tuple[Condition, ...]:
    sessions = [*crowd(), recorded(silent(), "a3_still", name="missed.mp4"), recorded(loops(5.0), name="alarm.mp4")]
    sessions.append(recorded(loops(0.0, signal="virtual_background"), "a2_loop", name="told.mp4", group="g0"))
    return findings(sessions, rules(), QUESTIONS, 1)


def test_a_page_gets_the_tables_that_it_asks_for(found: tuple[Condition, ...]) -> None:
    start = "<!-- made by: candor evaluate models/laboratory.toml --fill docs (outcomes) -->\n"
    page = f"# Title\n{start}old\n<!-- end of outcomes -->\nrest\n"

    made = filled(page, found)

    assert made.startswith(f"# Title\n{start}| run, codec point | species |")
    assert made.endswith("<!-- end of outcomes -->\nrest\n")
    assert "old" not in made
    assert filled(made, found) == made


def test_a_table_that_is_not_known_is_left_as_it_is(found: tuple[Condition, ...]) -> None:
    page = "<!-- made by: candor evaluate x (riddles) -->\nkeep\n<!-- end of riddles -->"

    assert filled(page, found) == page


def test_rates_carry_errors_and_interval(found: tuple[Condition, ...]) -> None:
    outcomes = TABLES["outcomes"](found)

    assert "| calls, mid | a2_loop | 13 (12) | 1 " in outcomes
    assert "| a3_still | 1 (1) | 1 " in outcomes
    assert "| video_repeats 12 |" in outcomes
    assert "| all | 13 (12) |" in TABLES["honest"](found)


def test_every_table_is_one_of_markdown(found: tuple[Condition, ...]) -> None:
    for name, make in TABLES.items():
        lines = make(found).splitlines()
        if name != "failures":
            assert len({line.count("|") for line in lines}) == 1, name
        assert f"## {name.capitalize()}" in report(found)


def test_the_summary_of_a_run_at_several_points_is_of_its_first(found: tuple[Condition, ...]) -> None:
    (condition,) = found
    several = (condition, replace(condition, point="low"), replace(condition, run="other", point="low"))

    summary = TABLES["summary"](several)

    assert "| calls, mid | fused |" in summary
    assert "| calls, low |" not in summary
    assert "| other, low | fused |" in summary


def test_what_only_informs_is_counted_by_session(found: tuple[Condition, ...]) -> None:
    table = TABLES["information"](found)

    assert "| calls, mid | virtual_background | a2_loop | 13 | nothing 12, moves 1 |" in table


def test_every_failure_stands_in_its_list(found: tuple[Condition, ...]) -> None:
    failures = TABLES["failures"](found)

    assert "- missed: a3_still, missed.mp4" in failures
    assert "- false alarm: plain, alarm.mp4" in failures


def test_a_signal_earns_its_place_by_more_than_chance() -> None:
    def cell(auc_low: float, cllr_min: float, judged: int = 9) -> Cell:
        return Cell("s", 9, judged, Estimate(0.8, auc_low, 1.0), None, None, None, Estimate(cllr_min, 0.1, 0.99))

    assert earned(cell(0.6, 0.7)) == "yes"
    assert earned(cell(0.45, 0.7)) == "no"
    assert earned(cell(0.6, 0.97)) == "no"
    assert earned(cell(0.6, 0.7, judged=2)) == "too few"
    assert earned(Cell("s", 9, 9, None, None, None, None, None)) == "no"
