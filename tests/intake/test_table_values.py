"""Columns that belong together become one value, and every value knows its column."""

import pytest

from candor.errors import UsageError
from candor.intake.table_values import columns_of, values_of

HEADER = [
    "Name",
    "E-mail",
    "Employer",
    "Job start",
    "Employer 2",
    "Job end 2",
    "School",
    "Graduation year",
    "Shipping address",
    "Nationality",
]
COLUMNS = columns_of(HEADER)


def row(*cells: str) -> dict[str, object]:
    return values_of([*cells, *[""] * (len(HEADER) - len(cells))], COLUMNS, 7)[0]


def test_groups_are_kept_together() -> None:
    values = row("Ana", "a@x.com; b@x.com", "Acme", "2013-01", "Other", "2020-01", "U", "2012", "12 Oak St")

    assert values["emails"] == ["a@x.com", "b@x.com"]
    assert values["employment"] == [{"employer": "Acme", "start": "2013-01"}, {"employer": "Other", "end": "2020-01"}]
    assert values["education"] == [{"institution": "U", "end_year": 2012}]
    assert values["addresses"] == [{"kind": "shipping", "text": "12 Oak St"}]


def test_an_empty_row_states_nothing() -> None:
    assert row() == {}


def test_a_value_knows_its_row_and_column() -> None:
    _, places = values_of(["Ana", "a@x.com"], COLUMNS, 7)

    assert places.where("emails") == "row 7, column E-mail"


def test_a_column_that_is_not_known_is_never_read() -> None:
    assert COLUMNS.unread == ("Nationality",)
    assert "XX" not in str(row("Ana", "", "", "", "", "", "", "", "", "XX"))


def test_a_year_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match="is no year"):
        row("Ana", "", "", "", "", "", "U", "soon")


def test_a_row_that_is_too_short_is_read_as_far_as_it_goes() -> None:
    assert values_of(["Ana"], COLUMNS, 7)[0] == {"name": "Ana"}


def test_city_and_country_columns_make_a_place() -> None:
    columns = columns_of(["Name", "City", "Country", "Location"])

    assert values_of(["Ana", "Austin", "USA", ""], columns, 2)[0]["place"] == "Austin, USA"
    assert values_of(["Ana", "", "USA", "Austin, TX"], columns, 2)[0]["place"] == "Austin, TX, USA"
