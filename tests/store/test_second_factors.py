from __future__ import annotations

import threading

import pytest

from candor.errors import NotFoundError
from candor.store.values import House, Role


@pytest.fixture
def ada(store):
    return store.people.found(House("Sample", "a@b.c"), "a@b.c", "Ada", "hash")


def test_the_secret_is_made_once_and_lies_nowhere_in_the_clear(store, ada, settings):
    assert store.second_factors.secret(ada.id, lambda: "SAMPLESECRETSAMPLE") == "SAMPLESECRETSAMPLE"
    assert store.second_factors.secret(ada.id, lambda: "ANOTHER") == "SAMPLESECRETSAMPLE"
    kept = b"".join(
        path.read_bytes() for path in settings.home.rglob("*") if path.is_file() if path.name.startswith("candor.db")
    )
    assert b"SAMPLESECRET" not in kept
    with pytest.raises(NotFoundError):
        store.second_factors.secret("p-gone", str)


def test_a_step_is_spent_once_and_no_older_one_after_it(store, ada):
    store.second_factors.secret(ada.id, lambda: "S")
    assert store.second_factors.switch_on(ada.id, 100, ()).has_second_factor
    spent = [store.second_factors.spend_step(ada.id, step) for step in (99, 100, 101, 101, 103, 102)]
    assert spent == [False, False, True, False, True, False]


def test_of_many_who_use_one_code_at_once_one_comes_in(store, ada):
    store.second_factors.switch_on(ada.id, 1, ["AAAA-BBBB"])
    answers = []
    tries = [lambda: store.second_factors.spend_step(ada.id, 2)] * 4
    tries += [lambda: store.second_factors.spend_recovery(ada.id, "AAAA-BBBB")] * 4
    threads = [threading.Thread(target=lambda use=use: answers.append(use())) for use in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 6 + [True] * 2


def test_recovery_codes_belong_to_one_person_and_new_ones_replace_the_old(store, ada):
    store.second_factors.switch_on(ada.id, 1, ["AAAA-BBBB", "CCCC-DDDD"])
    assert not store.second_factors.spend_recovery("p-other", "AAAA-BBBB")
    assert store.second_factors.spend_recovery(ada.id, "AAAA-BBBB")
    assert store.second_factors.recovery_left(ada.id) == 1
    store.second_factors.renew_recovery(ada.id, ["EEEE-FFFF"])
    assert not store.second_factors.spend_recovery(ada.id, "CCCC-DDDD")
    assert store.second_factors.spend_recovery(ada.id, "EEEE-FFFF")


def test_switched_off_everything_is_forgotten_and_sessions_end(store, ada):
    store.second_factors.secret(ada.id, lambda: "FIRST")
    on = store.second_factors.switch_on(ada.id, 1, ["AAAA-BBBB"])
    off = store.second_factors.switch_off(ada.id, ada.id)
    assert not off.has_second_factor
    assert ada.session_epoch < on.session_epoch < off.session_epoch
    assert store.second_factors.recovery_left(ada.id) == 0
    assert store.second_factors.secret(ada.id, lambda: "SECOND") == "SECOND"


def test_which_roles_need_one_is_kept(store, ada):
    assert store.second_factors.demanded() == frozenset()
    for roles in (frozenset(Role), frozenset({Role.ADMINISTRATOR}), frozenset()):
        store.second_factors.demand(ada.id, roles)
        assert store.second_factors.demanded() == roles
