from __future__ import annotations

from typing import Literal

import pytest
from argon2 import PasswordHasher

from candor.errors import AccessError
from candor.services.sign_in import SignIn

PASSWORD = "correct horse battery"


def fails(services, email="ada@example.org", password="wrong password"):
    with pytest.raises(AccessError) as caught:
        services.sign_in.sign_in(email, password)
    return caught.value


def test_the_right_password_opens(services, admin):
    assert services.sign_in.sign_in(" ADA@example.org ", PASSWORD) == admin


def test_unknown_wrong_and_resting_are_told_apart_by_nobody(services, admin, clock):
    wrong, unknown = fails(services), fails(services, "nobody@example.org")
    for _ in range(5):
        fails(services)
    resting = fails(services, password=PASSWORD)
    assert {(e.code, str(e)) for e in (wrong, unknown, resting)} == {("wrong_sign_in", str(wrong))}


def test_failures_make_the_account_rest_longer_and_longer(services, admin, clock):
    for _ in range(5):
        fails(services)
    clock.pass_time(seconds=29)
    fails(services, password=PASSWORD)
    clock.pass_time(seconds=2)
    fails(services)
    clock.pass_time(seconds=31)
    fails(services, password=PASSWORD)
    clock.pass_time(seconds=31)
    assert services.sign_in.sign_in("ada@example.org", PASSWORD)


def test_an_account_never_rests_longer_than_a_quarter_of_an_hour(services, admin, clock):
    for _ in range(40):
        fails(services)
        clock.pass_time(minutes=15)
    assert services.sign_in.sign_in("ada@example.org", PASSWORD)


def test_an_invited_person_without_password_can_not_sign_in(services, admin):
    services.invitations.invite(admin, "Rita", "rita@example.org", admin.role)
    for password in ("", "nobody has this password"):
        fails(services, "rita@example.org", password)


class CountingHasher(PasswordHasher):
    """Argon2 that counts what it checks: the check is what takes the time."""

    checked = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's own name for it
        self.checked += 1
        return super().verify(hash, password)


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_password_is_checked_once_whether_the_address_is_known_or_not(services, admin, clock, email):
    hasher = CountingHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.raises(AccessError):
        SignIn(services.store, hasher, services.second_factor, clock).sign_in(email, "wrong password")
    assert hasher.checked == 1


def test_a_stale_hash_is_made_anew_at_the_next_sign_in(services, admin, clock):
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    SignIn(services.store, stronger, services.second_factor, clock).sign_in("ada@example.org", PASSWORD)
    _, kept, _ = services.store.people.credentials("ada@example.org")
    assert not stronger.check_needs_rehash(kept)


def test_a_session_ends_everywhere_at_sign_out(services, admin):
    assert services.sign_in.session(admin.id, admin.session_epoch) == admin
    services.sign_in.sign_out(admin)
    for person_id, epoch in ((admin.id, admin.session_epoch), ("p-gone", 0)):
        with pytest.raises(AccessError) as caught:
            services.sign_in.session(person_id, epoch)
        assert caught.value.code == "not_signed_in"
