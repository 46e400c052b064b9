"""The pages over a store in a fresh folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from web_site import Site


@pytest.fixture
def new_site(tmp_path: Path):
    """A server nobody has set up."""
    site = Site(tmp_path / "home")
    yield site
    site.store.close()


@pytest.fixture
def site(new_site: Site) -> Site:
    return new_site.set_up()
