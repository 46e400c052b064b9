from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.errors import UsageError
from candor.services import inputs


@pytest.mark.parametrize("text", ["", "   ", "x" * 121, "a\x00b", "a\u202eb"])
def test_a_bad_name_is_refused(text):
    with pytest.raises(UsageError) as caught:
        inputs.name(text)
    assert caught.value.code == "bad_name"


@pytest.mark.parametrize("text", ["Ana", "  Ana  María ", "Nguyễn Thị Minh Khai", "O'Neil-Smith", "山田 太郎", "Ö"])
def test_names_of_the_world_are_taken(text):
    assert inputs.name(text) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", "ana", "ana@", "@b.c", "a b@c.d", "a@b", "a@b.c\nBcc: x@y.z", "x" * 251 + "@b.c"])
def test_a_bad_address_is_refused(text):
    with pytest.raises(UsageError) as caught:
        inputs.email(text)
    assert caught.value.code == "bad_email"


def test_an_address_may_be_left_out_where_it_is_optional():
    assert inputs.optional_email("  ") == ""
    assert inputs.optional_email(" ana@example.org ") == "ana@example.org"


@pytest.mark.parametrize("text", ["", "short", "x" * 201])
def test_a_password_that_is_too_short_or_endless_is_refused(text):
    with pytest.raises(UsageError):
        inputs.password(text)


@pytest.mark.parametrize(("asked", "got"), [("id", "id"), ("en", "en"), ("xx", "en"), ("", "en")])
def test_an_unknown_language_becomes_english(asked, got):
    assert inputs.language(asked) == got


@given(st.text(max_size=400), st.sampled_from([inputs.name, inputs.title, inputs.email, inputs.password]))
def test_whatever_is_typed_is_taken_or_refused_by_name(text, check):
    codes = {"bad_name", "bad_title", "bad_email", "bad_password"}
    try:
        outcome = bool(check(text))
    except UsageError as error:
        outcome = error.code in codes
    assert outcome


def test_a_local_time_becomes_the_moment_it_is_in_its_zone():
    assert inputs.local_time("2026-12-03T14:00", "Asia/Jakarta") == datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    assert inputs.local_time("  ", "nowhere") is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("tomorrow", "UTC"),
        ("2026-12-03T14:00", ""),
        ("2026-12-03T14:00", "Nowhere/Town"),
        ("2026-12-03T14:00", "../../etc/passwd"),
        ("2026-12-03T14:00+07:00", "UTC"),
        ("2026-03-29T02:30", "Europe/Berlin"),
        ("9999-12-31T23:59", "America/New_York"),
        ("0001-01-01T00:00", "Asia/Tokyo"),
    ],
)
def test_a_time_that_there_is_not_is_one_sentence(text, zone):
    with pytest.raises(UsageError, match="time zone such as"):
        inputs.local_time(text, zone)


@pytest.mark.parametrize("text", ["1", " 15 ", "1440"])
def test_minutes_are_whole_and_within_reason(text):
    assert inputs.minutes(text, 1440) == int(text)


@pytest.mark.parametrize("text", ["", "0", "-5", "1.5", "1441", "١٥", "9" * 400, "ten"])
def test_other_minutes_are_refused(text):
    with pytest.raises(UsageError) as caught:
        inputs.minutes(text, 1440)
    assert caught.value.code == "bad_minutes"


def test_how_somebody_is_reached_is_needed_and_what_to_do_meanwhile_is_not():
    assert inputs.reach(" ext.  12 ") == "ext. 12"
    assert inputs.optional_sentence("  ") == ""
    with pytest.raises(UsageError):
        inputs.reach(" ")
    with pytest.raises(UsageError):
        inputs.optional_sentence("x" * 301)
