from __future__ import annotations

from datetime import timedelta

import pytest

from candor.errors import NotFoundError, UsageError
from candor.store.values import House

SECRET = "candor_sample-secret"


@pytest.fixture
def token(store, clock):
    ada = store.people.found(House("Sample", "a@b.c"), "a@b.c", "Ada", "hash")
    return store.api_tokens.make(ada.id, "Sample", ["audit:read"], SECRET, clock() + timedelta(days=2))


def test_a_token_is_found_by_its_secret_only_which_is_kept_nowhere(store, token, settings):
    assert store.api_tokens.find(SECRET).id == token.id
    assert store.api_tokens.find("candor_another") is None
    kept = b"".join(
        path.read_bytes() for path in settings.home.rglob("*") if path.is_file() if path.name.startswith("candor.db")
    )
    assert SECRET.encode() not in kept


def test_it_ends_when_it_expires_or_is_revoked(store, token, clock):
    with pytest.raises(NotFoundError):
        store.api_tokens.revoke("p-x", token.id, of="p-x")
    clock.pass_time(days=2)
    assert store.api_tokens.find(SECRET) is None
    clock.pass_time(days=-2)
    store.api_tokens.revoke(token.person, token.id)
    store.api_tokens.revoke(token.person, token.id)
    assert store.api_tokens.find(SECRET) is None
    assert [entry.action for entry in store.audit.entries(2)] == ["token_revoked", "token_made"]


def test_when_it_was_last_used_is_known_to_the_minute(store, token, clock):
    store.api_tokens.find(SECRET)
    first = clock()
    clock.pass_time(seconds=30)
    store.api_tokens.find(SECRET)
    assert store.api_tokens.all(token.person)[0].last_used_at == first
    clock.pass_time(seconds=31)
    store.api_tokens.find(SECRET)
    assert store.api_tokens.all()[0].last_used_at == clock()


def test_a_key_remembers_what_was_made_for_a_day(store, token, clock):
    use = store.api_tokens
    assert use.begin(token.id, "key", b"request") is None
    with pytest.raises(UsageError, match="has not ended"):
        use.begin(token.id, "key", b"request")
    use.end(token.id, "key", "c-1")
    assert use.begin(token.id, "key", b"request") == "c-1"
    with pytest.raises(UsageError, match="another request"):
        use.begin(token.id, "key", b"other")
    clock.pass_time(days=1, seconds=1)
    assert use.begin(token.id, "key", b"other") is None
    use.end(token.id, "key", None)
    assert use.begin(token.id, "key", b"third") is None
