from __future__ import annotations

from datetime import timedelta

import pytest

from candor.errors import AccessError, NotFoundError, UsageError
from candor.store.values import House, Role

HOUSE = House("Sample Works", "ada@example.org")


@pytest.fixture
def admin(store):
    return store.people.found(HOUSE, "Ada@Example.org", "Ada", "hash")


def test_a_house_is_founded_once(store, admin):
    assert store.people.house() == HOUSE
    assert (admin.role, admin.email, admin.is_active) == (Role.ADMINISTRATOR, "ada@example.org", True)
    with pytest.raises(AccessError):
        store.people.found(HOUSE, "eve@example.org", "Eve", "hash")


def test_before_the_founding_there_is_no_house(store):
    assert store.people.house() is None


def test_an_invitation_works_once(store, clock, admin):
    week = clock() + timedelta(days=7)
    store.people.invite(admin.id, "rita@example.org", "Rita", Role.RECRUITER, "secret", week)
    assert not store.people.invited("secret").is_active
    assert store.people.join("secret", "hash").is_active
    with pytest.raises(AccessError):
        store.people.join("secret", "other")


def test_an_old_invitation_does_not_work(store, clock, admin):
    store.people.invite(admin.id, "rita@example.org", "Rita", Role.RECRUITER, "secret", clock())
    with pytest.raises(AccessError):
        store.people.invited("secret")


def test_inviting_again_replaces_the_link_but_never_an_account(store, clock, admin):
    week = clock() + timedelta(days=7)
    store.people.invite(admin.id, "rita@example.org", "Rita", Role.RECRUITER, "one", week)
    store.people.invite(admin.id, "rita@example.org", "Rita", Role.INTERVIEWER, "two", week)
    with pytest.raises(AccessError):
        store.people.invited("one")
    assert store.people.invited("two").role is Role.INTERVIEWER
    with pytest.raises(UsageError):
        store.people.invite(admin.id, "ADA@example.org", "Ada", Role.RECRUITER, "three", week)


def test_failures_are_counted_until_a_success(store, clock, admin):
    counts: list[int] = []
    for _ in range(3):
        store.people.note_failure(admin.id, lambda n: counts.append(n) or clock())
    assert counts == [1, 2, 3]
    assert store.people.credentials("ada@example.org") == (admin.id, "hash", clock())
    store.people.renew_hash(admin.id, "newer hash")
    store.people.note_success(admin.id)
    assert store.people.credentials("ada@example.org") == (admin.id, "newer hash", None)


def test_ending_sessions_raises_the_epoch(store, admin):
    store.people.end_sessions(admin.id)
    assert store.people.person(admin.id).session_epoch == admin.session_epoch + 1


def test_unknown_people_are_refused_by_name(store):
    assert store.people.credentials("nobody@example.org") is None
    with pytest.raises(NotFoundError):
        store.people.person("p-nobody")


def test_everybody_is_listed_by_name(store, clock, admin):
    store.people.invite(admin.id, "zoe@example.org", "zoe", Role.RECRUITER, "z", clock())
    store.people.invite(admin.id, "bo@example.org", "Bo", Role.RECRUITER, "b", clock())
    assert [p.name for p in store.people.all()] == ["Ada", "Bo", "zoe"]
