"""Every rate of the report has n and an interval; origins that differ are named."""

from pathlib import Path

from candor.evaluation.screening.outcome import Group, Outcome
from candor.evaluation.screening.trial_file import load_trial
from candor.evaluation.screening.trial_report import Speed, trial_report

TRIAL = load_trial(Path(__file__).resolve().parents[3] / "models" / "screening.toml")
SPEED = Speed(1000, 10.0, 8.0, 2, 300.0, "high-risk")


def report(*origins: Group) -> str:
    honest = Group("honest", sum(g.people for g in origins), sum(g.check for g in origins), 0)
    outcome = Outcome(Group("ring", 40, 34, 0), honest, origins, 25, 0, (("a.b", 3),), (Group("none", 3, 0, 0),))
    return trial_report(TRIAL, "report", 7, outcome, SPEED)


def test_rates_have_n_and_interval() -> None:
    text = report(Group("x", 500, 10, 0), Group("y", 500, 9, 0))

    assert "| ring | 40 | 34 (85.0%, 70.2% to 94.3%) |" in text
    assert "25 of the 40 members and 0 honest applicants" in text
    assert "does not hold the common rate: none." in text
    assert "8.0 ms each" in text


def test_origins_that_differ_are_named() -> None:
    assert "common rate: x, y." in report(Group("x", 5000, 20, 0), Group("y", 300, 30, 0))
