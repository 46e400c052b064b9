"""Fixtures that every test may use: where the shared material and the model files are, and what their absence means."""

import os
from pathlib import Path

import hypothesis
import pytest

import postgresql_copies
from candor.inference.default_set import model_store
from candor.inference.fetch import pull
from candor.settings import Settings, load_settings

CHECKOUT = Path(__file__).resolve().parents[1]

# No test is a test of time: on a busy machine any example may take longer than Hypothesis allows.
hypothesis.settings.register_profile("candor", deadline=None)
hypothesis.settings.load_profile("candor")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if postgresql_copies.ADDRESS and item.get_closest_marker("sqlite"):
        pytest.skip("about SQLite; this run is on PostgreSQL")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and weights. Without it: skip, but fail when CI=true."""
    folder = Path(os.environ.get("CANDOR_SHARED") or CHECKOUT.parent / "shared")
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"CANDOR_SHARED: {folder} is not there, and CI must not skip it")
    pytest.skip(f"shared material is not there ({folder}); set CANDOR_SHARED")


@pytest.fixture(scope="session")
def settings_with_models() -> Settings:
    """Settings whose model folder holds the default set, pulled once when it is not here yet."""
    settings = load_settings()
    store = model_store(settings)
    pull(store, store.manifest.default_set, lambda _: None)
    return settings
