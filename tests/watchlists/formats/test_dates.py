"""Birth dates of lists become spans: as exact as the list is, and never more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.listed import BirthSpan
from candor.watchlists.formats.dates import day_first, iso_day, span_of, span_of_parts, spanning


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28 Jul 1962", date(1962, 7, 28), date(1962, 7, 28)),
        ("Feb 1961", date(1961, 2, 1), date(1961, 2, 28)),
        ("1955", date(1955, 1, 1), date(1955, 12, 31)),
        ("circa 1960", date(1959, 1, 1), date(1961, 12, 31)),
        ("01 Jan 1947 to 31 Dec 1947", date(1947, 1, 1), date(1947, 12, 31)),
        ("1958 to 1961", date(1958, 1, 1), date(1961, 12, 31)),
        ("Dec 1999", date(1999, 12, 1), date(1999, 12, 31)),
    ],
)
def test_words_become_the_days_that_are_possible(text, first, last):
    assert span_of(text) == BirthSpan(first, last)


@pytest.mark.parametrize("text", ["", "unknown", "28 Jul", "1960 to 1950", "31 Foo", "1960 to 1961 to 1962", "12345"])
def test_what_cannot_be_read_is_no_date(text):
    assert span_of(text) is None


def test_parts_that_are_unknown_widen_the_span():
    assert span_of_parts("1950", "mm", "dd") == BirthSpan(date(1950, 1, 1), date(1950, 12, 31))
    assert span_of_parts("1955", "08", "27") == BirthSpan(date(1955, 8, 27), date(1955, 8, 27))
    assert span_of_parts("1955", "13", "0") == BirthSpan(date(1955, 1, 1), date(1955, 12, 31))
    assert span_of_parts("1955", "2", "30", circa=True) == BirthSpan(date(1954, 1, 1), date(1956, 12, 31))


def test_days_of_the_lists_heads():
    assert iso_day("2026-02-27T00:00:09.554Z") == date(2026, 2, 27)
    assert day_first("27/02/2026") == date(2026, 2, 27)
    assert iso_day("soon") is None
    assert day_first("31/02/2026") is None
    assert spanning(date(2000, 1, 2), date(2000, 1, 1)) is None


@given(st.text(max_size=40))
def test_any_text_is_a_span_or_nothing(text):
    span = span_of(text)
    assert span is None or span.first <= span.last
