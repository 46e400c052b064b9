"""A store in a fresh folder, on a clock that the test turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from candor.settings import Settings
from record_houses import FakeHouse, House, StoreHouse
from store_builders import HandTurnedClock, open_quick_store


@pytest.fixture
def clock() -> HandTurnedClock:
    return HandTurnedClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def store(settings: Settings, clock: HandTurnedClock):
    opened = open_quick_store(settings.home, clock)
    yield opened
    opened.close()


@pytest.fixture(params=["store", "fake"])
def house(request, store, clock) -> House:
    return StoreHouse(store, clock) if request.param == "store" else FakeHouse()
