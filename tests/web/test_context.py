from __future__ import annotations

import pytest
from flask import session

from candor.errors import AccessError
from candor.web import context
from web_site import Site


@pytest.mark.parametrize(
    ("asked", "language"), [("id", "id"), ("id-ID,id;q=0.9,en;q=0.5", "id"), ("de", "en"), ("", "en"), ("!!", "en")]
)
def test_the_language_follows_the_browser(site, asked, language):
    with site.app.test_request_context(headers={"Accept-Language": asked}):
        assert context.words().language == language


def test_a_page_may_prefer_a_language_and_the_visitor_overrules_it(site):
    with site.app.test_request_context():
        context.prefer_language("id")
        assert context.words().language == "id"
    with site.app.test_request_context(headers={"Cookie": "candor_language=en"}):
        context.prefer_language("id")
        assert context.words().language == "en"


@pytest.mark.parametrize(
    ("host", "stream"),
    [
        ("127.0.0.1:8700", "ws://127.0.0.1:8701/stream"),
        ("localhost:8700", "ws://localhost:8701/stream"),
        ("[::1]:8700", "ws://[::1]:8701/stream"),
    ],
)
def test_the_stream_is_beside_the_pages(site, host, stream):
    with site.app.test_request_context(headers={"Host": host}):
        assert context.stream_url() == stream
        assert context.site() == f"http://{host}"


def test_behind_a_proxy_everything_has_the_public_address(tmp_path):
    site = Site(tmp_path / "home", public_url="https://candor.example.org")
    with site.app.test_request_context():
        assert context.site() == "https://candor.example.org"
        assert context.stream_url() == "wss://candor.example.org/stream"
    site.store.close()


def test_nobody_is_signed_in_without_a_session(site):
    with site.app.test_request_context():
        assert context.visitor() is None
        with pytest.raises(AccessError) as caught:
            context.person()
        assert caught.value.code == "not_signed_in"


def test_a_session_of_strange_content_is_nobody(site):
    with site.app.test_request_context():
        session.update({"person": 7, "epoch": "x"})
        assert context.visitor() is None


def test_a_session_lasts_until_it_is_ended(site):
    with site.app.test_request_context():
        context.sign_in_session(site.admin)
        assert context.person() == site.admin
