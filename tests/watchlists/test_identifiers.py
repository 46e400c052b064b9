"""Identifiers are compared in one form, and values too short to belong to one person are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.listed import Identifier, IdentifierKind
from candor.domain.watchlist import Asked
from candor.watchlists.identifiers import asked_keys, key_of


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (IdentifierKind.EMAIL, "Jane.Doe+jobs@Gmail.com", "janedoe@googlemail.com"),
        (IdentifierKind.EMAIL, "Jane@Example.org", "jane@example.org"),
        (IdentifierKind.HANDLE, "https://www.github.com/Jane-D/?tab=x", "github.com/jane-d"),
        (IdentifierKind.HANDLE, "https://de.linkedin.com/in/jane-doe/", "linkedin.com/in/jane-doe"),
        (IdentifierKind.HANDLE, "@janed", "JANED"),
        (
            IdentifierKind.WALLET,
            "0x098B716B8Aaf21512996dC57EB0615e2383E2f96",
            "ETH:0x098b716b8aaf21512996dc57eb0615e2383e2f96",
        ),
        (IdentifierKind.DOCUMENT, "PS 563-110024", "ps563110024"),
        (IdentifierKind.PHONE, "+86 (24) 1234-5678", "0086 2412345678"),
    ],
)
def test_ways_of_writing_one_identifier_are_the_same(kind, a, b):
    assert key_of(Identifier(kind, a)) == key_of(Identifier(kind, b)) is not None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (IdentifierKind.EMAIL, "jane"),
        (IdentifierKind.EMAIL, "@example.org"),
        (IdentifierKind.HANDLE, "jd"),
        (IdentifierKind.HANDLE, "https://github.com/"),
        (IdentifierKind.WALLET, "1D6g"),
        (IdentifierKind.DOCUMENT, "12345"),
        (IdentifierKind.DOCUMENT, "ABCDEFGH"),
        (IdentifierKind.PHONE, "911"),
    ],
)
def test_what_belongs_to_nobody_is_no_identifier(kind, value):
    assert key_of(Identifier(kind, value)) is None


def test_the_same_name_on_another_platform_is_another_handle():
    assert key_of(Identifier(IdentifierKind.HANDLE, "github.com/janed")) != key_of(
        Identifier(IdentifierKind.HANDLE, "x.com/janed")
    )


def test_every_identifier_of_an_application_is_asked_for():
    asked = Asked(emails=("a@b.org", "broken"), documents=("PS563110024",), phones=("+86 24 1234 5678",))

    assert [value for value, _ in asked_keys(asked)] == ["a@b.org", "PS563110024", "+86 24 1234 5678"]


@given(st.sampled_from(list(IdentifierKind)), st.text(max_size=400))
def test_any_value_has_a_key_or_none(kind, value):
    key = key_of(Identifier(kind, value))
    assert key is None or key[1]
