"""The same sessions at each codec point stand side by side; a run at one point is not in these tables."""

import msgspec
import pytest

from candor.evaluation.laboratory.findings import Condition, findings
from candor.evaluation.laboratory.point_tables import outcomes_by_point, signals_by_point
from candor.evaluation.laboratory.recorded import Recorded
from laboratory_builders import QUESTIONS, crowd, loops, recorded, rules, silent


def at(point: str, sessions: list[Recorded], run: str = "sweep") -> list[Recorded]:
    return [msgspec.structs.replace(one, run=run, point=point) for one in sessions]


@pytest.fixture(scope="module")
def found() -> tuple[Condition, ...]:
    clear = [*crowd(), recorded(silent(), "a3_still", name="missed.mp4")]
    coarse = [*crowd(attack_llr=-1.0), recorded(loops(5.0), name="alarm.mp4")]
    return findings([*crowd(), *at("best", clear), *at("worst", coarse)], rules(), QUESTIONS, 1)


def row(table: str, start: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(start))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_each_species_has_a_row_and_each_point_a_column(found: tuple[Condition, ...]) -> None:
    table = outcomes_by_point(found)

    assert row(table, "| run |")[2:] == ["best", "worst"]
    missed = row(table, "| sweep | a2_loop: missed |")
    assert missed[2].startswith("0 of 12 (0-")
    assert missed[3].startswith("12 of 12 (")


def test_all_attacks_together_show_what_a_point_changes(found: tuple[Condition, ...]) -> None:
    together = row(outcomes_by_point(found), "| sweep | all attacks: missed |")

    assert together[2].startswith("1 of 13 (")
    assert together[3].startswith("12 of 12 (")


def test_what_was_not_played_at_a_point_is_a_dash(found: tuple[Condition, ...]) -> None:
    assert row(outcomes_by_point(found), "| sweep | a3_still: missed |")[3] == "-"


def test_false_alarms_of_the_honest_come_first(found: tuple[Condition, ...]) -> None:
    table = outcomes_by_point(found)

    assert table.splitlines()[2].startswith("| sweep | honest: amber or red | 0 of 12 (0-")
    assert row(table, "| sweep | honest: amber or red |")[3].startswith("1 of 13 (")


def test_a_signal_is_told_against_one_species_with_n_and_interval(found: tuple[Condition, ...]) -> None:
    told = row(signals_by_point(found), "| sweep | frozen_or_looping | a2_loop |")

    assert told[3] == "1.00 (1.00-1.00), 12 of 12"
    assert told[4].endswith("12 of 12")
    assert told[4] != told[3]


def test_a_run_at_one_point_is_left_out(found: tuple[Condition, ...]) -> None:
    assert "| calls |" not in outcomes_by_point(found)
    assert "| calls |" not in signals_by_point(found)


def test_without_such_a_run_a_sentence_stands_for_the_table(found: tuple[Condition, ...]) -> None:
    (single,) = [one for one in found if one.run == "calls"]

    assert outcomes_by_point([single]) == signals_by_point([single]) == "No run was played at several codec points."
