"""The real models for the tests on real clips: the default set, pulled once when it is not here yet."""

from __future__ import annotations

import pytest

from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.inference.default_set import model_store
from candor.inference.fetch import pull
from candor.settings import load_settings


@pytest.fixture(scope="session")
def sessions() -> Sessions:
    settings = load_settings()
    store = model_store(settings)
    pull(store, store.manifest.default_set, lambda _: None)
    return SessionMaker(settings)()
