from __future__ import annotations

import pytest
from sqlalchemy.exc import DataError

from candor.errors import (
    AccessError,
    CandorError,
    ConsentError,
    DecodeError,
    EngineError,
    ModelError,
    NotFoundError,
    ReferencePhotoError,
    UsageError,
)
from candor.web.errors import status_of
from candor.web.permissions import is_open


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AccessError("not_signed_in", ""), 401),
        (AccessError("not_allowed", ""), 403),
        (AccessError("unknown_link", ""), 404),
        (NotFoundError("x", ""), 404),
        (ConsentError("x", ""), 409),
        (ReferencePhotoError("x", ""), 422),
        (DecodeError("x", ""), 422),
        (DecodeError("photo_too_large", ""), 413),
        (UsageError("x", ""), 400),
        (ModelError("x", ""), 503),
        (EngineError("x", ""), 503),
        (CandorError("x", ""), 503),
    ],
)
def test_every_named_error_has_its_status(error, status):
    assert status_of(error) == status


def raising(site, error):
    @is_open
    def view():
        raise error

    site.app.view_functions["candidate_list.dashboard"] = view
    return site.signed_in().open("/")


def test_the_cause_goes_to_the_log_and_not_to_the_page(site, caplog):
    answer = raising(site, ModelError("model_hash", "A model file was altered. Pull it again.", cause="sha256 of x"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "A model file was altered. Pull it again." in page
    assert "sha256" not in page
    assert "sha256 of x" in caplog.text


def test_something_unexpected_is_a_page_with_one_sentence(site, caplog):
    answer = raising(site, RuntimeError("secret detail"))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Something went wrong on the server" in page
    assert "secret detail" not in page
    assert "secret detail" in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("PUT", "/", 405), ("GET", "/sign-out", 405)]
)
def test_errors_of_the_web_have_a_sentence_each(site, method, path, status):
    answer = site.browser().client.open(path, method=method)
    assert answer.status_code == status
    assert "<h1>That did not work</h1>" in answer.get_data(as_text=True)


def test_a_request_that_is_too_large_has_its_sentence(site):
    answer = site.browser().client.post("/sign-in", data=bytes(13_000_000))
    assert answer.status_code == 413
    assert "too large" in answer.get_data(as_text=True)


def test_a_redirect_is_no_error(site):
    assert site.signed_in().open("/static").status_code in (301, 308, 404)


def test_errors_are_told_in_the_language_of_the_visitor(site):
    answer = site.browser().open("/nowhere", headers={"Accept-Language": "id"})
    assert "Halaman ini tidak ada" in answer.get_data(as_text=True)


def test_text_that_the_database_cannot_hold_is_nobodys_name(site, monkeypatch):
    def refuse(*_):
        raise DataError("SELECT", {}, ValueError("no NUL in text"))

    browser = site.signed_in()
    monkeypatch.setattr(site.services.candidates, "candidate", refuse)
    assert browser.open("/candidates/c-1").status_code == 404
