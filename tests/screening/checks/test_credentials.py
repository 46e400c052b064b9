"""Schools are looked up by name alone; everybody's registrar is to be asked."""

from dataclasses import replace
from typing import Any

import pytest

from candor.domain.applications import Education
from candor.domain.findings import ApplicantState
from candor.screening.checks.credentials import Credentials
from candor.screening.protocol import ToDo
from candor.screening.reference_lists import ReferenceLists
from candor.screening.view import View
from screening_builders import applicant, context, hits, reasons, screened, tasks

CREDENTIALS = Credentials()


def school(**values: Any) -> Any:
    return applicant(education=[{"institution": "University of Examples", "degree": "BSc", **values}])


def test_the_country_of_a_school_is_not_even_kept() -> None:
    assert not [name for name in Education.__slots__ if "country" in name or "place" in name]


def test_everybody_s_registrar_is_to_be_asked_known_school_or_not() -> None:
    assert tasks(CREDENTIALS, school()) == ["University of Examples (examples.edu)"]
    assert tasks(CREDENTIALS, school(institution="Escuela Nueva")) == ["Escuela Nueva"]


def test_the_site_of_a_school_of_a_like_name_is_never_told() -> None:
    lists = replace(context(CREDENTIALS.id), lists=ReferenceLists())
    for name, told in (
        ("The University of Texas at Austin", "The University of Texas at Austin (utexas.edu)"),
        ("University of Texas", "University of Texas"),
    ):
        said = CREDENTIALS.judge(View(school(institution=name), CREDENTIALS.reads), lists)
        assert [each.about for each in said if isinstance(each, ToDo)] == [told]


def test_a_school_that_no_list_holds_is_a_note() -> None:
    application = school(institution="Escuela Nueva")

    assert list(hits(CREDENTIALS, application)) == ["unknown_institution"]
    assert screened(application).state is ApplicantState.NOTHING_FOUND


def test_a_seller_of_degrees_is_named_with_who_named_it() -> None:
    assert hits(CREDENTIALS, school(institution="Degrees R Us University"))["mill"].values == {"who": "a court"}


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ({"start_year": 2008, "end_year": 2012}, []),
        ({"start_year": 2012, "end_year": 2008}, ["years_impossible"]),
        ({"end_year": 2050}, ["years_impossible"]),
        ({"start_year": 2011, "end_year": 2012}, ["years_short"]),
        ({"degree": "PhD", "start_year": 2011, "end_year": 2012}, ["years_short"]),
        ({"degree": "Certificate", "start_year": 2011, "end_year": 2012}, []),
        ({"start_year": 2024}, []),
    ],
)
def test_years_must_be_possible(values: dict[str, Any], rules: list[str]) -> None:
    assert list(hits(CREDENTIALS, school(**values))) == rules


def test_nothing_stated_is_no_finding() -> None:
    assert reasons(CREDENTIALS, applicant()) == ["nothing_stated"]
