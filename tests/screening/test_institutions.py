"""A school is found by its name, otherwise spelled too, and never by a word that all of them have."""

import pytest

from candor.screening.institutions import Institutions

FOUND = Institutions(
    {
        "University of Texas at Austin": "utexas.edu",
        "Universität Köln": "uni-koeln.de",
        "Bandung Institute of Technology": "",
    }
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("university of texas at austin", "University of Texas at Austin"),
        ("University of Texas, Austin", "University of Texas at Austin"),
        ("Universitat Koln", "Universität Köln"),
        ("Institute of Technology Bandung", "Bandung Institute of Technology"),
        ("Bandung Institute", "Bandung Institute of Technology"),
        ("University of Kansas", ""),
        ("University", ""),
        ("", ""),
        ("🎓", ""),
    ],
)
def test_a_name_is_found_or_not(written: str, name: str) -> None:
    assert FOUND.find(written) == name


def test_without_any_school_nothing_is_found() -> None:
    assert Institutions({}).find("Universität Köln") == ""
