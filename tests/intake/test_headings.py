"""Headings are understood in two languages, and what no line names is never read."""

import pytest

from candor.intake.headings import meaning
from candor.screening.firewall import forbidden_trait


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail", ("emails", 0)),
        ("Email Address(es)", ("emails", 0)),
        ("NAMA LENGKAP", ("name", 0)),
        ("phone_number", ("phones", 0)),
        ("Employer 2", ("employer", 1)),
        ("School1", ("institution", 0)),
        ("Alamat pengiriman", ("shipping", 0)),
        ("Nationality", None),
        ("Gender", None),
        ("", None),
    ],
)
def test_a_heading_means_a_field_or_is_not_read(heading: str, field: tuple[str, int] | None) -> None:
    assert meaning(heading) == field


@pytest.mark.parametrize(
    "trait", ["nationality", "ethnicity", "gender", "religion", "zip", "school country", "birthplace", "ras"]
)
def test_no_protected_trait_is_a_column(trait: str) -> None:
    assert meaning(trait) is None
    assert forbidden_trait(trait) or trait == "ras"
