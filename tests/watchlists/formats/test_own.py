"""The open format of own lists: TOML and JSON give the same, every field is checked, and the schema is published."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from candor.domain.listed import EntryKind, Identifier, IdentifierKind, Tie, TieKind
from candor.watchlists.formats.files import ListError
from candor.watchlists.formats.own import json_schema, read_own
from watchlist_builders import file_of

CHECKOUT = Path(__file__).resolve().parents[3]
SHIPPED = CHECKOUT / "server" / "candor" / "watchlists" / "own" / "high-risk.toml"
SCHEMA = CHECKOUT / "docs" / "schemas" / "candor.watchlist.1.json"

LIST = """schema = "candor.watchlist/1"
[list]
id = "ours"
title = "Ours"
publisher = "Example GmbH"
version = "3"
published = 2026-01-02
[[entities]]
id = "border-textile"
kind = "organisation"
name = "Border Textile Trading"
aliases = ["BTT"]
addresses = ["12 Long Street, Port Example"]
owners = [{ name = "Big Holding" }]
ties = [{ kind = "acts_for", to = "Somebody Else", note = "agent" }]
identifiers = [{ kind = "email", value = "btt@example.org" }]
source = "A report"
date = 2025-12-01
expires = 2027-12-01
"""


def test_an_entry_is_read_with_all_it_says():
    read = read_own("ours", [file_of(LIST)])
    (entry,) = read.entries

    assert read.published_on == date(2026, 1, 2)
    assert (entry.id, entry.kind) == ("ours:border-textile", EntryKind.ORGANISATION)
    assert entry.names == ("Border Textile Trading", "BTT")
    assert entry.ties == (Tie(TieKind.OWNER, "Big Holding"), Tie(TieKind.ACTS_FOR, "Somebody Else", "agent"))
    assert entry.identifiers == (Identifier(IdentifierKind.EMAIL, "btt@example.org"),)
    assert (entry.source, entry.expires_on) == ("A report, 2025-12-01", date(2027, 12, 1))


def test_json_gives_the_same_as_toml():
    values = json.dumps(tomllib.loads(LIST), default=str)

    assert read_own("ours", [file_of(values)]) == read_own("ours", [file_of(LIST)])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('schema = "candor.watchlist/1"', 'schema = "other/1"', "schema"),
        ('source = "A report"\n', "", "source"),
        ("expires = 2027-12-01\n", "", "expires"),
        ("expires = 2027-12-01", 'expires = "soon"', "expires"),
        ('kind = "organisation"', 'kind = "vessel"', "kind"),
        ('aliases = ["BTT"]', 'nationality = "Utopia"', "nationality"),
        ('id = "border-textile"', 'id = "Border Textile"', "id"),
        ("[[entities]]", "[[entities", "line 8"),
    ],
)
def test_what_is_wrong_is_named(old, new, reason):
    with pytest.raises(ListError, match="cannot be used") as caught:
        read_own("ours", [file_of(LIST.replace(old, new), "ours.toml")])

    assert reason in caught.value.sentence


def test_an_id_stands_for_one_entry():
    with pytest.raises(ListError, match="border-textile is there twice"):
        read_own("ours", [file_of(LIST + LIST[LIST.index("[[entities]]") :])])


@pytest.mark.parametrize("trap", ["{" * 5000, '{"a":' * 5000, "a = " + "[" * 5000, "", "\x00"])
def test_traps_are_one_named_error(trap):
    with pytest.raises(ListError):
        read_own("ours", [file_of(trap)])


def test_the_published_schema_is_the_one_that_is_checked():
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_the_shipped_list_follows_the_schema_and_is_not_all_expired():
    values = json.loads(json.dumps(tomllib.loads(SHIPPED.read_text(encoding="utf-8")), default=str))
    jsonschema.validate(values, json_schema())
    entries = read_own("high-risk", [file_of(SHIPPED.read_bytes(), SHIPPED.name)]).entries

    assert all(entry.source and entry.note for entry in entries)
    assert any(entry.expires_on is not None and entry.expires_on > date(2026, 11, 27) for entry in entries)
