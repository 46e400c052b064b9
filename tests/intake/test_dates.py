"""Days and months as people write them; what can be two days is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.intake.dates import is_present, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-03-04", date(2019, 3, 4)),
        ("2019-03", date(2019, 3, 1)),
        ("03/2019", date(2019, 3, 1)),
        ("Mar 2019", date(2019, 3, 1)),
        ("Maret 2019", date(2019, 3, 1)),
        ("Sept. 2019", date(2019, 9, 1)),
        ("2019", date(2019, 1, 1)),
        ("2019-03-04T10:00:00Z", date(2019, 3, 4)),
        ("03/04/2019", None),
        ("2019-13", None),
        ("soon", None),
        ("", None),
        ("0000-00-00", None),
    ],
)
def test_a_date_is_read_or_none(text: str, day: date | None) -> None:
    assert read_date(text) == day


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)


@pytest.mark.parametrize("text", ["present", "Sekarang", " today "])
def test_until_today_is_understood(text: str) -> None:
    assert is_present(text)
