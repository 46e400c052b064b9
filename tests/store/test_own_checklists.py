from __future__ import annotations

from dataclasses import replace

import pytest

from candor.errors import NotFoundError, UsageError
from checklist_builders import TEMPLATE, words

OTHER = replace(TEMPLATE, title=words("Other"))


def test_a_saved_checklist_is_the_next_version_and_the_one_before_stays(store, clock):
    own = store.own_checklists
    own.add("p-1", TEMPLATE)
    first = clock()
    clock.pass_time(days=1)
    assert own.save("p-1", OTHER) == 2
    assert [kept.template for kept in own.versions("small")] == [replace(OTHER, version=2), TEMPLATE]
    assert own.versions("small")[1].added_at == first
    assert [kept.template.version for kept in own.all()] == [2]
    told = [entry.action for entry in store.audit.entries() if entry.subject == "small"]
    assert told == ["checklist_changed", "checklist_created"]


def test_what_was_made_of_an_older_version_is_not_saved_over_a_newer(store):
    store.own_checklists.add("p-1", TEMPLATE)
    store.own_checklists.save("p-1", OTHER)
    with pytest.raises(UsageError, match="meanwhile"):
        store.own_checklists.save("p-2", TEMPLATE)
    assert len(store.own_checklists.versions("small")) == 2


def test_a_retired_one_is_known_and_can_be_offered_again(store, clock):
    own = store.own_checklists
    own.add("p-1", TEMPLATE)
    own.set_retired("p-1", "small", retired=True)
    assert own.all()[0].retired_at == clock()
    own.set_retired("p-1", "small", retired=False)
    assert own.all()[0].retired_at is None


def test_only_ones_own_are_changed(store):
    assert store.own_checklists.versions("default") == []
    with pytest.raises(NotFoundError):
        store.own_checklists.save("p-1", TEMPLATE)
    with pytest.raises(NotFoundError):
        store.own_checklists.set_retired("p-1", "small", retired=True)
