from __future__ import annotations

import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candor.errors import UsageError
from candor.evidence.employer import MAX_BYTES, Claim, Expected, Flaw, flaws, read_statement, signed, written

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
TODAY = date(2026, 11, 27)
ANYTHING = Expected()


def build_statement(**other):
    told = {"domain": "sample.example", "organisation": "Sample Wörks", "server": "https://candor.sample.example"}
    days = {"valid_from": TODAY, "valid_until": date(2027, 11, 27)}
    return signed(Claim(**{**told, **days, "public_key": PUBLIC, **other}), KEY.sign)


def test_a_statement_that_was_written_is_read_and_right():
    statement = build_statement()
    assert read_statement(written(statement)) == statement
    assert flaws(statement, Expected("sample.example", "https://candor.sample.example", PUBLIC), TODAY) == ()


def test_other_white_space_changes_nothing():
    compact = json.dumps(json.loads(written(build_statement())), ensure_ascii=True).encode()
    assert flaws(read_statement(compact), ANYTHING, TODAY) == ()


@pytest.mark.parametrize("field", ["domain", "organisation", "server", "valid_from", "valid_until", "public_key"])
def test_a_change_of_any_field_shows(field):
    told = json.loads(written(build_statement()))
    changed = {"valid_from": "2026-01-01", "valid_until": "2099-01-01", "public_key": "ab" * 32}
    told[field] = changed.get(field, told[field] + "x")
    assert Flaw.SIGNATURE in flaws(read_statement(json.dumps(told).encode()), ANYTHING, TODAY)


@pytest.mark.parametrize(
    ("expected", "flaw"),
    [
        (Expected(domain="evil.example"), Flaw.DOMAIN),
        (Expected(server="https://evil.example"), Flaw.SERVER),
        (Expected(public_key="cd" * 32), Flaw.PUBLIC_KEY),
        (Expected(organisation="Other"), Flaw.ORGANISATION),
    ],
)
def test_a_statement_of_somebody_else_is_not_taken(expected, flaw):
    assert flaws(build_statement(), expected, TODAY) == (flaw,)


def test_it_is_good_from_the_first_to_the_last_day_only():
    statement = build_statement()
    days = {date(2026, 11, 26): (Flaw.NOT_YET,), date(2027, 11, 27): (), date(2027, 11, 28): (Flaw.EXPIRED,)}
    assert {day: flaws(statement, ANYTHING, day) for day in days} == days


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"<html>not found</html>",
        b"{" * 9000,
        b" " * (MAX_BYTES + 1),
        written(build_statement()).replace(b"candor.employer/1", b"candor.employer/9"),
        written(build_statement()).replace(b'"signature"', b'"also": 1, "signature"'),
        written(build_statement()).replace(PUBLIC.encode(), b"zz"),
    ],
    ids=range(9),
)
def test_anything_else_is_no_statement(raw):
    with pytest.raises(UsageError) as caught:
        read_statement(raw)
    assert caught.value.code == "not_a_statement"
