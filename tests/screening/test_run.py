"""Rows become applications of a base, and each is judged against all."""

import json
from pathlib import Path

from candor.intake.rows import Row
from candor.intake.values import Places
from candor.screening.base import Base
from candor.screening.run import Means, held_of, judge_batch, read_rows
from screening_builders import TODAY, FakeLists, applicant, shipped_rules

MEANS = Means(shipped_rules(), FakeLists(), TODAY)


def test_a_row_that_cannot_be_used_is_told_and_the_rest_done(tmp_path: Path) -> None:
    rows = [
        Row(2, {"name": "Ana"}, Places("row 2")),
        Row(3, problem="There are more cells than columns."),
        Row(4, {"name": 7}, Places("row 4")),
        Row(5, {"name": "Boris", "documents": [{"file": "gone.pdf"}]}, Places("row 5")),
    ]

    held, problems = read_rows(rows, tmp_path)

    assert [each.number for each in held] == [2, 5]
    assert [number for number, _ in problems] == [3, 4, 5]


def test_the_earlier_of_two_finds_the_later_too(tmp_path: Path) -> None:
    base = Base(tmp_path / "state")
    both = [applicant(name=name, phones=["+15125550133"], id=name) for name in ("Ana Souza", "Boris Petrov")]
    base.add([held_of(each, n) for n, each in enumerate(both, 1)], [], 2)
    base.index()

    results = [json.loads(content) for _, content in judge_batch(base.waiting(10, 0), base, MEANS)]

    assert [result["findings"][0]["others"] for result in results] == [["Boris Petrov"], ["Ana Souza"]]
