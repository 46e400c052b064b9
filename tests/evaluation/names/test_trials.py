"""Trials: altered names are asked of one half, strangers too, and pairs are compared by themselves."""

from __future__ import annotations

from candor.domain.findings import Severity
from candor.evaluation.names.finders import CandorFinder
from candor.evaluation.names.material import Pair
from candor.evaluation.names.trials import listed_trials, pair_trials, severities, stranger_trials
from evaluation.names.made_material import PEOPLE, made_material


def test_every_listed_name_is_altered_in_one_half_only(tmp_path):
    material = made_material(tmp_path)
    tune, report = (listed_trials(CandorFinder(material), material, half, "1") for half in ("tune", "report"))
    people = {trial.listed for trial in (*tune, *report) if trial.is_person}

    assert people == {*PEOPLE, "JANE DOE"}
    assert not {trial.listed for trial in tune} & {trial.listed for trial in report}
    assert sum(trial.is_right for trial in (*tune, *report)) > 0.8 * len((*tune, *report))


def test_strangers_are_told_nothing_grave(tmp_path):
    material = made_material(tmp_path)
    told = [severity for half in ("tune", "report") for _, severity in severities(material, half)]

    assert len(told) == len(material.strangers)
    assert Severity.ESCALATE not in told
    assert all(trial.score < 0.99 for trial in stranger_trials(CandorFinder(material), material, "report"))


def test_pairs_are_compared_by_themselves():
    same, other = pair_trials([Pair("김정은", "Kim Jong Un"), Pair("김정은", "Emma Johnson")])

    assert same[1] > 0.9
    assert other[1] < 0.5
