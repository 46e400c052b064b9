"""Fixtures that every test may use: where the shared material is, and what it means when it is not there."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and weights. Without it: skip, but fail when CI=true."""
    folder = Path(os.environ.get("CANDOR_SHARED") or CHECKOUT.parent / "shared")
    if folder.is_dir():
        return folder
    if os.environ.get("CI") == "true":
        pytest.fail(f"CANDOR_SHARED: {folder} is not there, and CI must not skip it")
    pytest.skip(f"shared material is not there ({folder}); set CANDOR_SHARED")
