"""Entries know their list, and spans of birth know whether they are exact."""

from __future__ import annotations

from datetime import date

from candor.domain.listed import BirthSpan, EntryKind, ListedEntry


def test_the_list_of_an_entry_is_the_start_of_its_id():
    assert ListedEntry("ofac-sdn:9345", EntryKind.PERSON, ("A",)).list_id == "ofac-sdn"


def test_a_span_of_one_day_is_exact():
    assert BirthSpan(date(1984, 1, 8), date(1984, 1, 8)).is_exact
    assert not BirthSpan(date(1984, 1, 1), date(1984, 12, 31)).is_exact
