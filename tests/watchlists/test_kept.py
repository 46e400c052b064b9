"""Kept lists come back whole, are replaced whole or not at all, and a damaged file says so."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import BirthSpan, Identifier, IdentifierKind, Tie, TieKind, Watchlist
from candor.errors import ConfigurationError
from candor.watchlists.formats.files import ListError, ListFile
from candor.watchlists.kept import ListStore, digest_of
from watchlist_builders import head_of, person

JANE = person(
    "1",
    "Jane Doe",
    "제인",
    births=(BirthSpan(date(1950, 1, 1), date(1950, 12, 31)),),
    identifiers=(Identifier(IdentifierKind.EMAIL, "j@example.org"),),
    ties=(Tie(TieKind.LINKED, "Somebody"),),
    expires_on=date(2030, 1, 1),
)
LIST = Watchlist(head_of(), (JANE,))


def test_a_list_comes_back_as_it_was_with_its_marks(tmp_path):
    store = ListStore(tmp_path / "lists")
    store.write(LIST, {"a": {"If-None-Match": "1"}})

    assert store.read("official") == LIST
    assert store.marks("official") == {"a": {"If-None-Match": "1"}}
    assert [head.id for head in store.heads()] == store.ids() == ["official"]


def test_what_was_never_kept_is_not_there(tmp_path):
    store = ListStore(tmp_path)

    assert (store.read("un"), store.marks("un"), store.ids(), store.forget("un")) == (None, {}, [], False)


def test_a_new_version_takes_the_place_of_the_old_one_and_leaves_no_other_file(tmp_path):
    store = ListStore(tmp_path)
    store.write(LIST, {})
    store.write(Watchlist(head_of(entries=0), ()), {})

    assert store.heads()[0].entries == 0
    assert len(list(tmp_path.iterdir())) == 1
    assert store.forget("official")


@pytest.mark.parametrize("damage", [b"", b"short", b"candor-watchlist-1\n" + b"\0" * 40])
def test_a_damaged_file_says_so_and_has_no_marks(tmp_path, damage):
    store = ListStore(tmp_path)
    (tmp_path / "un.list").write_bytes(damage)

    with pytest.raises(ListError, match=r"damaged.*import it again"):
        store.read("un")
    assert store.marks("un") == {}


def test_one_flipped_bit_is_noticed(tmp_path):
    store = ListStore(tmp_path)
    store.write(LIST, {})
    path = tmp_path / "official.list"
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)

    with pytest.raises(ListError, match="checksum"):
        store.read("official")


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(ConfigurationError, match="CANDOR_HOME"):
        ListStore(tmp_path / "file").write(LIST, {})


def test_the_hash_of_a_list_does_not_depend_on_the_order_of_its_files():
    a, b = ListFile("a", b"1"), ListFile("b", b"2")

    assert digest_of([a, b]) == digest_of([b, a]) != digest_of([a])
