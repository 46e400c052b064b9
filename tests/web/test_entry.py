from __future__ import annotations

import pytest

GOOD = {"organisation": "Sample Works", "name": "Ada", "email": "ada@example.org", "password": "correct horse battery"}


def test_before_set_up_every_page_leads_there(new_site):
    browser = new_site.browser()
    for path in ("/", "/sign-in", "/candidates/c-1", "/c/link", "/extension"):
        assert browser.open(path).headers["Location"] == "/setup"
    refused = browser.client.post("/api/pair", data={"code": "K7QF-2M9P"})
    assert refused.get_json()["error"]["code"] == "not_set_up"
    assert browser.open("/health").status_code == 200


def test_the_token_of_the_terminal_makes_the_administrator_and_signs_in(new_site):
    browser = new_site.browser()
    answer = browser.send("/setup", on="/setup", token=new_site.services.setup.token, **GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Ada" in browser.open("/").get_data(as_text=True)
    assert browser.open("/setup").headers["Location"] == "/sign-in"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"token": "guess"}, 403), ({"email": "x"}, 400), ({"password": "short"}, 400), ({"organisation": " "}, 400)],
)
def test_a_bad_set_up_form_comes_back_with_what_was_typed_and_one_sentence(new_site, wrong, status):
    fields = {"token": new_site.services.setup.token, **GOOD} | wrong
    answer = new_site.browser().send("/setup", on="/setup", **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert page.count('role="alert"') == 1
    assert GOOD["name"] in page
    assert GOOD["password"] not in page
    assert new_site.services.setup.is_needed()


def test_signing_in_leads_to_where_one_wanted_to_go(site):
    browser = site.browser()
    asked = browser.open("/candidates/new")
    assert asked.headers["Location"] == "/sign-in?next=/candidates/new"
    answer = browser.send("/sign-in", email="ada@example.org", password="correct horse battery", next="/candidates/new")
    assert answer.headers["Location"] == "/candidates/new"
    assert browser.open("/sign-in").headers["Location"] == "/"


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/a\nb"]
)
def test_signing_in_never_leads_to_another_site(site, target):
    answer = site.browser().send("/sign-in", email="ada@example.org", password="correct horse battery", next=target)
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_one_sentence_and_no_session(site):
    browser = site.browser()
    answer = browser.sign_in(password="wrong password")
    assert answer.status_code == 401
    assert answer.get_data(as_text=True).count('role="alert"') == 1
    assert browser.open("/").status_code == 303


def test_signing_out_ends_the_sessions_of_all_browsers(site):
    here, there = site.signed_in(), site.signed_in()
    assert here.send("/sign-out", on="/").status_code == 303
    assert there.open("/").headers["Location"] == "/sign-in?next=/"


def test_signing_in_takes_nothing_over_from_the_session_before(site):
    browser = site.browser()
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    browser.sign_in()
    with browser.client.session_transaction() as session:
        assert "planted" not in session


def test_the_language_switch_is_remembered(site):
    browser = site.browser()
    assert 'lang="en"' in browser.open("/sign-in").get_data(as_text=True)
    answer = browser.send("/language", language="id", next="/sign-in")
    assert answer.headers["Location"] == "/sign-in"
    assert '<html lang="id">' in browser.open("/sign-in").get_data(as_text=True)
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_a_language_that_there_is_none_of_changes_nothing(site):
    answer = site.browser().send("/language", language="xx", next="//evil.example")
    assert "candor_language" not in answer.headers.get("Set-Cookie", "")
    assert answer.headers["Location"] == "/"
