"""A country is read where it is written, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.intake.places import country_of, country_of_address, read_place


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Austin, TX", "US"),
        ("Austin, Texas, USA", "US"),
        ("Toronto, ON, Canada", "CA"),
        ("Bandung, Indonesia", "ID"),
        ("Berlin, Jerman", "DE"),
        ("London, UK", "GB"),
        ("Seoul, South Korea", "KR"),
        ("Springfield, IL", ""),
        ("Berlin, DE", ""),
        ("Atlanta, Georgia", ""),
        ("Jakarta", ""),
        ("Remote", ""),
        ("", ""),
    ],
)
def test_a_place_names_a_country_or_none(text: str, country: str) -> None:
    assert read_place(text).country == country


def test_state_and_city_are_told_apart() -> None:
    place = read_place("Austin, TX, United States")

    assert (place.city, place.region, place.country) == ("Austin", "Texas", "US")


@pytest.mark.parametrize(
    ("text", "country"),
    [("12 Oak St, Austin, TX 78701", "US"), ("Jl. Melati 3, Bandung, Indonesia", "ID"), ("12 Oak St", "")],
)
def test_the_end_of_an_address_names_its_country(text: str, country: str) -> None:
    assert country_of_address(text) == country


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert len(read_place(text).country) in {0, 2}
    assert len(country_of(text)) in {0, 2}
