"""What cannot have happened is shown; breaks in a life are nobody's business."""

from typing import Any

import pytest

from candor.domain.findings import ApplicantState
from candor.screening.checks.timeline import Timeline
from screening_builders import applicant, hits, reasons, screened

TIMELINE = Timeline()


def jobs(*spans: tuple[str, str], **more: Any) -> Any:
    return applicant(employment=[{"employer": f"E{n}", "start": a, "end": b} for n, (a, b) in enumerate(spans)], **more)


def test_one_job_after_another_is_no_finding() -> None:
    assert hits(TIMELINE, jobs(("2013-01", "2016-05"), ("2016-06", "present"))) == {}


@pytest.mark.parametrize(
    ("spans", "rule"),
    [
        ([("2013-01", "2016-05"), ("2014-01", "2016-06")], "overlap"),
        ([("2013-01", "2014-01"), ("2017-01", "present")], "gap"),
        ([("2016-01", "2014-01")], "dates_impossible"),
        ([("2031-01", "present")], "dates_impossible"),
    ],
)
def test_what_does_not_fit_is_a_note(spans: list[tuple[str, str]], rule: str) -> None:
    application = jobs(*spans)

    assert rule in hits(TIMELINE, application)
    assert screened(application).state is ApplicantState.NOTHING_FOUND


def test_a_job_without_an_end_does_not_overlap_the_next() -> None:
    assert hits(TIMELINE, jobs(("2013-01", ""), ("2016-01", "present"))) == {}


def test_a_job_before_its_employer_is_worth_a_look() -> None:
    application = applicant(employment=[{"employer": "E", "start": "2013-01", "employer_founded": 2019}])

    assert hits(TIMELINE, application)["employer_younger"].values == {"founded": "2019"}


@pytest.mark.parametrize(("born", "found"), [("1990-05-05", False), ("1999-05-05", True)])
def test_a_degree_far_too_early_is_a_note(born: str, found: bool) -> None:
    application = applicant(birth_date=born, education=[{"institution": "U", "degree": "BSc", "end_year": 2012}])

    assert ("degree_early" in hits(TIMELINE, application)) is found


def test_nothing_stated_is_no_finding() -> None:
    assert reasons(TIMELINE, applicant()) == ["nothing_stated"]
