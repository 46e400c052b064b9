from __future__ import annotations

import re

import pytest
from pyotp.totp import TOTP

from candor.store.values import Role
from web_site import PASSWORD

PAGE = "/account/second-factor"


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def inside(site):
    return site.signed_in()


@pytest.fixture
def totp(site, inside):
    """What the visitor's app knows, read from the page."""
    secret = re.search(r'id="secret"[^>]*>([A-Z2-7]+)<', text(inside.open(PAGE)))
    assert secret is not None
    app = TOTP(secret[1])
    return lambda: app.at(site.clock().timestamp())


@pytest.fixture
def codes(site, inside, totp):
    """The recovery codes that the page shows when the second factor was turned on; a minute passes."""
    shown = text(inside.send(PAGE, on=PAGE, code=totp()))
    site.clock.pass_time(seconds=60)
    return re.findall(r"<li><code>([A-Z2-9-]+)</code>", shown)


def test_the_page_shows_a_picture_with_words_and_the_letters(inside, totp):
    page = text(inside.open(PAGE))
    assert 'role="img" aria-label="QR code' in page
    assert "<svg" in page
    assert " style=" not in page
    assert 'autocomplete="one-time-code"' in page


def test_turned_on_it_shows_ten_codes_and_this_session_goes_on(inside, codes):
    assert len(codes) == 10
    assert "Your second factor is on" in text(inside.open(PAGE))
    assert codes[0] not in text(inside.open(PAGE))


def test_a_wrong_code_is_one_sentence_and_turns_nothing_on(inside, totp):
    answer = inside.send(PAGE, on=PAGE, code="nonsense")
    assert answer.status_code == 400
    assert text(answer).count('role="alert"') == 1
    assert "Turn on" in text(inside.open(PAGE))


def test_after_the_password_a_code_is_asked_for_and_nothing_opens_before(site, inside, codes, totp):
    browser = site.browser()
    answer = browser.send("/sign-in", email="ada@example.org", password=PASSWORD, next="/people")
    assert answer.headers["Location"] == "/sign-in/code?next=/people"
    assert browser.open("/people").status_code == 303
    assert browser.send("/sign-in/code", on="/sign-in/code", code="000").status_code == 403
    answer = browser.send("/sign-in/code", on="/sign-in/code", code=totp(), next="/people")
    assert answer.headers["Location"] == "/people"
    assert browser.open("/people").status_code == 200


def test_the_code_page_is_there_only_after_a_password_of_just_now(site, inside, codes, monkeypatch):
    assert site.browser().open("/sign-in/code").headers["Location"].startswith("/sign-in?")
    browser = site.browser()
    browser.sign_in()
    monkeypatch.setattr("candor.web.context.HALF_GOOD_FOR_S", -1.0)
    assert browser.open("/sign-in/code").headers["Location"].startswith("/sign-in?")


def test_a_recovery_code_opens_once(site, inside, codes):
    for expected in (303, 403):
        browser = site.browser()
        browser.sign_in()
        assert browser.send("/sign-in/code", on="/sign-in/code", code=codes[3]).status_code == expected


def test_a_reset_link_does_not_go_around_it(site, inside, codes):
    token = site.services.people.offer_reset(site.admin, site.admin.id)
    browser, path = site.browser(), f"/join/{token}"
    assert browser.send(path, on=path, password="another long password").headers["Location"].startswith("/sign-in/code")
    assert browser.open("/").status_code == 303


def test_new_codes_and_turning_off_need_a_code(site, inside, codes, totp):
    for deed in ("renew", "off"):
        assert inside.send(f"{PAGE}/{deed}", on=PAGE, code="wrong").status_code == 403
    renewed = text(inside.send(f"{PAGE}/renew", on=PAGE, code=totp()))
    assert len(re.findall(r"<li><code>", renewed)) == 10
    site.clock.pass_time(seconds=60)
    assert inside.send(f"{PAGE}/off", on=PAGE, code=totp()).headers["Location"] == "/account?changed=second_factor_off"
    assert "Set up" in text(inside.open("/account?changed=second_factor_off"))


def test_whoever_must_have_one_comes_no_further_without(site, inside):
    ina = site.signed_in(Role.INTERVIEWER)
    inside.send("/people/second-factor", on="/people", demanded="interviewer")
    assert 'value="interviewer" checked' in text(inside.open("/people"))
    assert ina.open("/").headers["Location"] == PAGE
    assert "demands a second factor" in text(ina.open(PAGE))
    assert inside.open("/").status_code == 200
    assert ina.send("/candidates/x/consent", on=PAGE).status_code == 403


def test_an_administrator_removes_it_for_somebody(site, inside, codes, totp):
    other = site.services.people
    rita = site.signed_in(Role.RECRUITER)
    page = f"/people/{site.person(Role.RECRUITER).id}"
    assert "Remove second factor" not in text(inside.open(page))
    secret = site.services.second_factor.offer(site.person(Role.RECRUITER)).secret
    rita.send(PAGE, on=PAGE, code=TOTP(secret).at(site.clock().timestamp()))
    assert "Remove second factor" in text(inside.open(page))
    inside.send(f"{page}/second_factor", on=page)
    assert not other.person(site.admin, site.person(Role.RECRUITER).id).has_second_factor
