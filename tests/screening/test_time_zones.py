"""Zones are compared as they are on the day, with every zone of a country."""

from datetime import UTC, datetime

import pytest

from candor.screening.time_zones import hours_apart, offset_hours

WINTER = datetime(2026, 1, 15, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("Asia/Jakarta", 7.0),
        ("UTC+7", 7.0),
        ("GMT-03:30", -3.5),
        ("WIB", 7.0),
        ("+0530", 5.5),
        ("UTC", 0.0),
        ("utc +8", 8.0),
    ],
)
def test_zones_are_read_as_people_write_them(written: str, hours: float) -> None:
    assert offset_hours(written, WINTER) == hours


@pytest.mark.parametrize("written", ["", "Middle Earth", "UTC+99", "../../etc/passwd", "\x00", "America"])
def test_what_is_no_zone_is_none(written: str) -> None:
    assert offset_hours(written, WINTER) is None


def test_daylight_saving_counts() -> None:
    assert offset_hours("America/New_York", WINTER) == -5.0
    assert offset_hours("America/New_York", SUMMER) == -4.0


def test_the_nearest_zone_of_a_country_counts_and_the_day_is_round() -> None:
    assert hours_apart("UTC-8", "US", WINTER) == 0.0
    assert hours_apart("UTC+8", "ID", WINTER) == 0.0
    assert hours_apart("UTC+12", "US", WINTER) is not None
    assert hours_apart("UTC+7", "XX", WINTER) is None
    assert (hours_apart("UTC+14", "BR", WINTER) or 0) <= 12
