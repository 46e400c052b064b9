"""Use cases over a store in a fresh folder, on a clock that the test turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_builders import FacePorts, HandTurnedClock, LiveCallsNoted, build_services, open_quick_store

from candor.services.build import Services
from candor.store.values import Person


@pytest.fixture
def clock() -> HandTurnedClock:
    return HandTurnedClock()


@pytest.fixture
def faces() -> FacePorts:
    return FacePorts()


@pytest.fixture
def live() -> LiveCallsNoted:
    return LiveCallsNoted()


@pytest.fixture
def services(tmp_path: Path, clock, faces, live):
    store = open_quick_store(tmp_path / "home", clock)
    yield build_services(store, faces, live, clock)
    store.close()


@pytest.fixture
def admin(services: Services) -> Person:
    setup = services.setup
    return setup.found(setup.token, "Sample Works", "Ada Admin", "ada@example.org", "correct horse battery")
