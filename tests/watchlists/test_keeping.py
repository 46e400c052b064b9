"""Lists in force: updated, imported, opened; whatever breaks, the kept version stays."""

from __future__ import annotations

from datetime import date

import pytest

from candor.domain.listed import Watchlist
from candor.watchlists.formats.files import ListError
from candor.watchlists.keeping import import_list, import_own, open_lists, shipped_list, update_list
from candor.watchlists.kept import ListStore
from candor.watchlists.sources import load_sources
from watchlist_builders import TODAY, file_of
from watchlists.formats.test_bis import HEAD, ROWS
from watchlists.formats.test_own import LIST as OWN
from watchlists.formats.test_un import LIST as UN
from watchlists.list_server import list_server

BIS = load_sources()["bis"]


def read(store: ListStore, list_id: str) -> Watchlist:
    watchlist = store.read(list_id)
    assert watchlist is not None
    return watchlist


def test_an_update_keeps_version_date_hash_and_address_and_asks_again_only_for_news(tmp_path):
    store = ListStore(tmp_path)
    with list_server() as server:
        server.content, server.etags = {"/un.xml": UN.encode()}, {"/un.xml": '"1"'}
        source = server.source("/un.xml")
        first, second = update_list(store, source, TODAY), update_list(store, source, TODAY)

    assert (first.has_changed, second.has_changed) == (True, False)
    assert first.head == second.head
    assert (first.head.version, first.head.entries) == ("2026-02-27", 2)
    assert first.head.address.endswith("/un.xml")
    assert len(first.head.sha256) == 64


@pytest.mark.parametrize(
    "broken", [b"", UN.encode()[:700], b"<html>Under maintenance</html>", UN.encode()[:1] * 2_000_000]
)
def test_a_broken_answer_leaves_the_kept_list_in_force(tmp_path, broken):
    store = ListStore(tmp_path)
    with list_server() as server:
        server.content = {"/un.xml": UN.encode()}
        source = server.source("/un.xml")
        update_list(store, source, TODAY)
        server.content = {"/un.xml": broken}

        with pytest.raises(ListError, match="stays in use"):
            update_list(store, source, TODAY)

    assert read(store, "un").head.entries == 2


def test_a_list_that_suddenly_shrinks_is_taken_only_by_force(tmp_path):
    store = ListStore(tmp_path)
    many = HEAD + "".join(f'"PERSON {n}"\t""\t""\t""\t"US"\t""\t"01/02/2020"\t""\t""\n' for n in range(20))
    import_list(store, BIS, [file_of(many, "dpl.txt")], TODAY)

    with pytest.raises(ListError, match="2 entries and the kept one 20"):
        import_list(store, BIS, [file_of(HEAD + ROWS, "dpl.txt")], TODAY)
    assert import_list(store, BIS, [file_of(HEAD + ROWS, "dpl.txt")], TODAY, force=True).entries == 2


def test_a_damaged_kept_list_does_not_stop_a_new_import(tmp_path):
    store = ListStore(tmp_path)
    (tmp_path / "bis.list").write_bytes(b"damaged")

    import_list(store, BIS, [file_of(HEAD + ROWS, "dpl.txt")], TODAY, published_on=date(2023, 8, 1))

    assert read(store, "bis").head.version == "2023-08-01"


def test_an_own_list_is_in_force_beside_the_shipped_one(tmp_path):
    store = ListStore(tmp_path)
    import_own(store, file_of(OWN, "ours.toml"), TODAY, ["un"])

    assert [each.head.id for each in open_lists(store, TODAY)] == ["ours", "high-risk"]
    assert not read(store, "ours").head.is_official


@pytest.mark.parametrize("taken", ["un", "high-risk"])
def test_an_own_list_cannot_pass_for_another(tmp_path, taken):
    with pytest.raises(ListError, match="id of another list"):
        import_own(ListStore(tmp_path), file_of(OWN.replace('"ours"', f'"{taken}"'), "x.toml"), TODAY, ["un"])


def test_the_shipped_list_ties_firms_to_sanctioned_ones():
    entries = {entry.names[0]: entry for entry in shipped_list(TODAY).entries}

    assert entries["Liaoning China Trade Industry Co., Ltd"].sanctioned_by
    assert not entries["Dandong Deyun Trading Co."].sanctioned_by
    assert entries["Dandong Deyun Trading Co."].ties[0].to in entries
