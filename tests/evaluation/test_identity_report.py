"""Error rates as a table and as JSON: a rate never stands without n and interval."""

import json
from dataclasses import replace

from candor.evaluation.comparisons import Rate
from candor.evaluation.identity import GroupRates, IdentityReport
from candor.evaluation.identity_report import as_markdown, as_plain, plain_rate
from candor.maths.statistics import Interval

RATE = Rate(0.05, Interval(0.03, 0.081), errors=10, n=200, people=40)
SMALL = Rate(0.0012, Interval(0.0, 0.0034), errors=12, n=10_000, people=40)
REPORT = IdentityReport(
    model="toy",
    n_images=120,
    n_people=40,
    normalised=(GroupRates("pool", SMALL, RATE, None, RATE),),
    plain=(GroupRates("pool", RATE, None, None, None),),
    unseen_groups=(),
    cllr=0.2,
    best_cllr=0.1,
)


def test_the_table_shows_rate_interval_comparisons_and_people() -> None:
    table = as_markdown(REPORT)

    assert "| pool | 0.120 % (0.000-0.340) | 5.0 % (3.0-8.1) | - | 5.0 % (3.0-8.1) |" in table
    assert "10,000 non-mated (40), 200 mated (40)" in table
    assert "never seen (calibrated" not in table


def test_groups_left_out_have_their_own_table() -> None:
    assert "Whole groups never seen" in as_markdown(replace(REPORT, unseen_groups=REPORT.normalised))


def test_the_json_form_carries_the_same_numbers() -> None:
    plain = json.loads(json.dumps(as_plain(REPORT)))

    assert plain["schema"] == "candor.identity-evaluation/1"
    assert plain["unseen_people"][0]["fmr"] == {
        "rate": 0.0012,
        "low": 0.0,
        "high": 0.0034,
        "errors": 12,
        "n": 10_000,
        "people": 40,
    }
    assert plain["plain_distance"][0]["fnmr"] is None
    assert plain_rate(None) is None
