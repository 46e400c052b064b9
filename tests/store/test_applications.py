from __future__ import annotations

import pytest

from candor.domain.applications import Application, ApplicationId, Stated
from candor.errors import NotFoundError
from candor.store.applications import Filed
from store_builders import make_candidate


def filed(*keys: str, name: str = "sample") -> Filed:
    application = Application(ApplicationId("1"), phones=(Stated("+1 512 555 0133", "form"),))
    return Filed(application, {"phones": ["+1 512 555 0133"]}, name, "", keys)


@pytest.fixture
def both(store):
    return make_candidate(store, "One"), make_candidate(store, "Two")


def test_an_application_comes_back_as_it_was_filed(store, both):
    assert store.applications.of(both[0]) is None
    store.applications.save("p-1", both[0], filed("a"))
    assert store.applications.of(both[0]) == filed("a")


def test_who_holds_a_key_is_found_and_kept_up_with(store, both):
    store.applications.save("p-1", both[0], filed("a", "b"))
    store.applications.save("p-1", both[1], filed("b", name="other"))
    held = store.applications.holders(["a", "b", "c"])
    assert {key: sorted(h.candidate for h in each) for key, each in held.items()} == {
        "a": [both[0]],
        "b": sorted(both),
    }
    store.applications.save("p-1", both[1], filed("c"))
    assert [h.candidate for h in store.applications.holders(["b"])["b"]] == [both[0]]


def test_an_erased_candidate_holds_nothing_any_more(store, both):
    store.applications.save("p-1", both[0], filed("a"))
    assert store.applications.holders(["a"])
    store.candidates.erase("p-1", both[0])
    assert not store.applications.holders(["a"])
    with pytest.raises(NotFoundError):
        store.applications.of(both[0])


def test_nothing_of_an_application_stands_in_clear(store, both, tmp_path):
    store.applications.save("p-1", both[0], filed("telltale-key"))
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"512 555" in each or b"telltale-key" in each for each in files)
