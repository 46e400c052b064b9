"""Addresses of lists are configuration: https, on the list's own hosts, or refused before anything is asked."""

from __future__ import annotations

import pytest

from candor.errors import ConfigurationError, NotFoundError
from candor.watchlists.sources import READERS, load_sources, the_source

OWN = """[[lists]]
id = "un"
title = "A mirror"
publisher = "Us"
format = "un"
max_mb = 5
hosts = ["lists.example.org"]
files = [{ name = "un.xml", address = "https://lists.example.org/un.xml" }]
"""


def test_the_shipped_addresses_are_https_on_pinned_hosts_and_every_format_can_be_read():
    sources = load_sources()

    assert set(sources) == {"ofac-sdn", "ofac-cons", "un", "eu", "uk", "bis"}
    assert all(source.may_ask(file.address) for source in sources.values() for file in source.files)
    assert {source.format for source in sources.values()} <= set(READERS)
    assert callable(sources["un"].reader)


def test_a_house_may_have_its_own_addresses(tmp_path):
    own = tmp_path / "sources.toml"

    assert len(load_sources(own)) == 6
    own.write_text(OWN)
    assert list(load_sources(own)) == ["un"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://lists", "http://lists"),
        ("https://lists.example.org", "https://other.example.org"),
        ("https://lists.example.org", "https://user:word@lists.example.org"),
        ("https://lists.example.org/un.xml", "file:///etc/passwd"),
        ('format = "un"', 'format = "xls"'),
        ("max_mb = 5", "max_mb = 5000"),
        ("hosts =", "hsots ="),
        ("[[lists]]", "[[lists"),
    ],
)
def test_addresses_that_are_not_safe_are_refused(tmp_path, old, new):
    (tmp_path / "sources.toml").write_text(OWN.replace(old, new))

    with pytest.raises(ConfigurationError, match="cannot be used"):
        load_sources(tmp_path / "sources.toml")


def test_an_unknown_list_is_named_with_the_known_ones():
    with pytest.raises(NotFoundError, match="'nobody'; known are ofac-sdn"):
        the_source(load_sources(), "nobody")
