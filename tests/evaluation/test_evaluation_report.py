"""The report of a data set, as JSON and as tables."""

import json
from pathlib import Path

import numpy as np

from candor.evaluation.datasets import LabelledPair, LabelledRecording
from candor.evaluation.evaluation_report import as_document, as_markdown
from candor.evaluation.metrics import Judged, rates_by_kind, rates_of_pairs
from candor.fusion.identity import Outcome

JUDGED = [
    Judged(LabelledRecording(Path("calm.mp4"), False, "", "ann", None, None, 0.0), None, None, True, 9.0),
    Judged(LabelledRecording(Path("swap.mp4"), True, "swap", "bo", None, None, 2.0), 3.0, 4.0, True, 9.0),
    Judged(LabelledRecording(Path("torn.mp4"), True, "swap", "cy", None, None, 0.0), None, None, False, 0, "torn"),
]
KINDS = rates_by_kind(JUDGED, np.random.default_rng(1))
PAIRS = rates_of_pairs(
    [(LabelledPair(Path("1"), Path("2"), True, "ann", "ann", "press"), Outcome.SAME)], np.random.default_rng(1)
)


def test_the_document_names_each_rate_by_its_standard() -> None:
    document = json.loads(json.dumps(as_document("small", KINDS, PAIRS, JUDGED, {"candor": "1"})))

    bona_fide, swap = document["kinds"]
    assert document["schema"] == "candor.evaluation/1"
    assert bona_fide["bpcer"]["amber"]["n"] == 1
    assert swap["apcer"]["red"]["rate"] == 0.0
    assert swap["time_to_alarm_s"]["red"] == {"median": 2.0, "slowest": 2.0}
    assert document["pairs"][0]["fmr"] is None
    assert [one["error"] for one in document["recordings"]] == ["", "", "torn"]


def test_the_tables_show_rates_with_interval_and_what_could_not_be_judged() -> None:
    tables = as_markdown("small", KINDS, PAIRS, JUDGED)

    assert "| bona_fide | 0.0 % (0.0-97.5) | 0.0 % (0.0-97.5) | - |" in tables
    assert "| swap |" in tables
    assert "2.0, 2.0" in tables
    assert "| press | - | 0.0 %" in tables
    assert "torn.mp4 (torn)" in tables


def test_a_data_set_without_pairs_has_no_table_of_pairs() -> None:
    assert "FNMR" not in as_markdown("small", KINDS, [], JUDGED[:2])
    assert "APCER" not in as_markdown("small", [], PAIRS, [])
