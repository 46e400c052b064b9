from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

from candor.errors import ConfigurationError
from candor.store.store import open_store
from candor.store.vault import MASTER_KEY_FILE
from store_builders import make_candidate


@pytest.mark.sqlite
def test_what_was_stored_is_there_after_a_restart(store, settings, clock):
    candidate = make_candidate(store)
    store.candidates.save_photo("p-1", candidate, b"picture", None)
    store.close()
    again = open_store(settings, clock)
    assert again.candidates.photo(candidate) == b"picture"
    again.close()


@pytest.mark.sqlite
def test_a_foreign_key_file_is_refused_instead_of_losing_everything_quietly(store, settings):
    make_candidate(store)
    (settings.home / MASTER_KEY_FILE).unlink()
    with pytest.raises(ConfigurationError) as caught:
        open_store(settings)
    assert caught.value.code == "wrong_master_key"


def test_a_wrong_address_is_refused_by_name(settings):
    with pytest.raises(ConfigurationError):
        open_store(replace(settings, database_url="nonsense"))


@pytest.mark.sqlite
def test_the_check_fails_when_the_database_does_not_answer(store, settings):
    store.check()
    store.close()
    for path in settings.home.glob("candor.db*"):
        path.unlink()
    settings.home.joinpath("candor.db").mkdir()
    with pytest.raises(SQLAlchemyError):
        store.check()
