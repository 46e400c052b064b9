from __future__ import annotations

import re

import pytest

from candor.settings import Settings
from candor.web.security import LIMITS, policy, trusted_hosts
from web_site import Browser, Site

PUBLIC = {
    "static",
    "entry.set_up",
    "entry.sign_in",
    "entry.code",
    "entry.choose_language",
    "people.join",
    "own_page.show",
    "light.own",
    "light.own_step",
    "own_page.decide",
    "own_page.upload_photo",
    "documents.upload_own_back",
    "own_page.erase",
    "own_page.answer",
    "own_page.erased",
    "own_results.show",
    "own_results.dispute",
    "own_results.correct",
    "own_check.show",
    "own_check.keep",
    "own_check.forget",
    "own_groups.show",
    "own_groups.say",
    "extension.install",
    "extension.download",
    "extension.demo",
    "api.pair",
    "api.health",
    "reports.style",
    "api_v1.openapi",
}


def rules(site):
    for rule in site.app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "x-1", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule))
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield rule.endpoint, method, path


def forgery_token(browser: Browser) -> str:
    found = re.search(r'csrf_token" value="([^"]+)"', browser.open("/sign-in").get_data(as_text=True))
    assert found is not None
    return found[1]


def test_every_address_that_is_not_public_asks_for_sign_in(site):
    browser = site.browser()
    token = forgery_token(browser)
    asked = 0
    for endpoint, method, path in rules(site):
        if endpoint in PUBLIC:
            continue
        answer = browser.client.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
        leads_on = method == "GET" and not path.startswith("/api/")
        assert answer.status_code == (303 if leads_on else 401), (endpoint, method)
        asked += 1
    assert asked >= 18


def test_every_form_without_a_forgery_token_is_refused(site):
    browser = site.signed_in()
    for endpoint, method, path in rules(site):
        if method == "POST" and endpoint != "api.pair" and not path.startswith("/api/v1/"):
            answer = browser.client.post(path, data={"email": "ada@example.org"})
            assert answer.status_code == 400, endpoint
            assert "This form was open for too long" in answer.get_data(as_text=True)


def test_a_forgery_token_of_another_session_is_refused(site):
    stranger, victim = site.browser(), site.signed_in()
    token = forgery_token(stranger)
    answer = victim.client.post("/candidates/new", data={"csrf_token": token, "name": "Planted"})
    assert answer.status_code == 400
    assert site.services.candidates.page(site.admin).lines == []


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(site):
    cookie = site.browser().sign_in().headers["Set-Cookie"]
    assert cookie.startswith("candor=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http on this computer


def test_behind_https_cookies_are_secure_and_the_browser_is_told_to_stay_there(tmp_path):
    site = Site(tmp_path / "home", public_url="https://candor.example.org").set_up()
    client = site.app.test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "candor.example.org"}
    page = client.get("/sign-in", headers=headers)
    assert page.headers["Set-Cookie"].startswith("__Host-candor=")
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"]
    site.store.close()


def test_every_answer_forbids_foreign_and_inline_code(site):
    browser = site.signed_in()
    for path in ("/", "/candidates/new", "/nowhere", "/health", "/static/candor.css", "/extension", "/c/erased"):
        headers = browser.open(path).headers
        content = headers["Content-Security-Policy"]
        assert "default-src 'none'" in content
        assert "unsafe" not in content
        assert "frame-ancestors 'none'" in content
        assert "http" not in content
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_holds_inline_code_or_style_or_a_foreign_address(site):
    browser = site.signed_in()
    interview = site.interview()
    candidate = site.services.interviews.interview(site.admin, interview).candidate
    paths = ("/", "/candidates/new", f"/candidates/{candidate}", f"/interviews/{interview}", "/people", "/extension")
    for path in (*paths, f"/interviews/{interview}/report", site.link(candidate), "/nowhere"):
        page = browser.open(path).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page), path
        assert not re.search(r'(src|href|action)="(https?:)?//', page), path


def test_pages_about_people_are_not_kept_by_caches(site):
    assert site.signed_in().open("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "fields", "free"),
    [("/sign-in", {"email": "a@b.c"}, 10), ("/api/pair", {"code": "AAAA-AAAA"}, 10), ("/join/guess", {}, 10)],
)
def test_guessing_is_slowed_down(site, path, fields, free):
    browser = site.browser()
    codes = [browser.send(path, **fields).status_code for _ in range(free + 2)]
    assert 429 not in codes[:free]
    assert codes[free:] == [429, 429]
    last = browser.send(path, **fields)
    assert "Wait a minute" in (last.get_data(as_text=True))


def test_reading_the_sign_in_page_is_not_guessing(site):
    browser = site.browser()
    assert {browser.open("/sign-in").status_code for _ in range(40)} == {200}


def test_every_limited_address_exists(site):
    assert set(LIMITS) <= set(site.app.view_functions)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_name_rebound_to_this_computer_is_refused(site, host):
    assert site.browser().open("/sign-in", headers={"Host": host}).status_code == 400


def test_the_hosts_that_are_trusted_follow_from_the_settings(tmp_path):
    assert "localhost" in (trusted_hosts(Settings(home=tmp_path)) or ())
    assert trusted_hosts(Settings(home=tmp_path, host="0.0.0.0")) is None
    public = trusted_hosts(Settings(home=tmp_path, public_url="https://candor.example.org"))
    assert "candor.example.org" in (public or ())


def test_a_page_may_change_one_directive_without_loosening_the_rest():
    changed = policy(media_src="'self' blob:")
    assert "media-src 'self' blob:" in changed
    assert "default-src 'none'" in changed
