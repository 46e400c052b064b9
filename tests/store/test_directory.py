from __future__ import annotations

from candor.store.directory import Directory
from candor.store.personal import Identity, seal_identity
from candor.store.schema import CandidateRow
from store_builders import make_candidate


def names(store, directory):
    with store.database.reading() as session:
        return {candidate: entry.folded for candidate, entry in directory.entries(session).items()}


def test_who_comes_changes_and_goes_is_followed(store):
    directory = Directory(store.vault)
    assert names(store, directory) == {}
    one, two = make_candidate(store, "Óscar"), make_candidate(store, "Budi")
    assert names(store, directory) == {one: "oscar sample@example.org", two: "budi sample@example.org"}
    with store.database.writing() as session:
        sealed = seal_identity(store.vault.key(one), Identity("Ana", "a@x.org", "en"))
        session.get_one(CandidateRow, one).sealed = sealed
    assert names(store, directory)[one] == "ana a@x.org"
    store.candidates.erase("p-1", one)
    assert names(store, directory) == {two: "budi sample@example.org"}


def test_nobody_is_opened_twice(store, monkeypatch):
    directory, opened = Directory(store.vault), []
    candidate = make_candidate(store)
    key = type(store.vault).key
    monkeypatch.setattr(type(store.vault), "key", lambda vault, asked: opened.append(asked) or key(vault, asked))
    assert names(store, directory) == names(store, directory)
    assert opened == [candidate]


def test_somebody_whose_key_is_gone_is_not_listed(store):
    gone, stays = make_candidate(store), make_candidate(store)
    store.vault.destroy_key(gone)
    assert list(names(store, Directory(store.vault))) == [stays]


def test_who_was_forgotten_is_not_held(store):
    directory = Directory(store.vault)
    candidate = make_candidate(store)
    names(store, directory)
    directory.forget(candidate)
    assert directory._known == {}
