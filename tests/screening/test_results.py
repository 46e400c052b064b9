"""Results are written whole, proven, and harmless to a spreadsheet."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.screening.base import Base
from candor.screening.results import disarmed, head_of, write_csv, write_json
from candor.screening.run import Means, held_of, judge_batch
from screening_builders import TODAY, FakeLists, applicant, shipped_rules

MEANS = Means(shipped_rules(), FakeLists(), TODAY)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    made = Base(tmp_path / "state")
    people = [
        applicant(id="=cmd()", name="Ana Souza", emails=["ana@minutes.example"]),
        applicant(id="2", name="Boris Petrov"),
    ]
    made.add([held_of(each, n) for n, each in enumerate(people, 1)], [(3, "broken")], 3)
    made.index()
    made.keep_results(judge_batch(made.waiting(10, 0), made, MEANS))
    made.note({"unread": "Nationality\nShoe size", "encoding": "utf-8"})
    return made


def test_the_head_counts_states_and_proves_what_was_read(base: Base) -> None:
    head = head_of(base, "a.csv", TODAY)

    assert head["counts"] == {
        "applications": 2,
        "problems": 1,
        "states": {"nothing_found": 1, "check": 1, "escalate": 0},
    }
    assert head["fields_read"]["email"] == ["emails", "name"]
    assert head["columns_not_read"] == ["Nationality", "Shoe size"]
    assert head["protected_columns_not_read"] == ["Nationality"]


def test_the_document_is_json_with_every_application(base: Base, tmp_path: Path) -> None:
    write_json(tmp_path / "out.json", base, head_of(base, "a.csv", TODAY), MEANS.rules)

    document = json.loads((tmp_path / "out.json").read_text())

    assert document["schema"] == "candor.screening/1"
    assert [each["id"] for each in document["applications"]] == ["=cmd()", "2"]
    assert document["problems"] == [{"row": 3, "what": "broken"}]
    assert document["rules"]["email.disposable"]["innocent"]


def test_the_table_holds_one_row_a_finding_and_nothing_that_runs(base: Base, tmp_path: Path) -> None:
    write_csv(tmp_path / "out.csv", base, "id")

    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")))

    assert rows[0]["application"] == "'=cmd()"
    assert rows[0]["state"] == "Mohon diperiksa"
    assert [row["application"] for row in rows][-1] == "2"


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_no_cell_begins_like_a_formula(sign: str, text: str) -> None:
    assert disarmed(sign + text).startswith("'")
    assert disarmed("  " + sign + text).startswith("'") or sign.isspace()
