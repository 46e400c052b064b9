from __future__ import annotations

from candor.store.values import Role
from web_site import PASSWORD


def change(browser, old=PASSWORD, new="another long password"):
    return browser.send("/account/password", on="/account", old_password=old, password=new)


def test_a_new_password_keeps_this_session_and_ends_all_others(site):
    here, elsewhere = site.signed_in(Role.INTERVIEWER), site.browser()
    elsewhere.sign_in(here.email)
    answer = change(here)
    assert answer.headers["Location"] == "/account?changed=password"
    assert "password was changed" in here.open("/account?changed=password").get_data(as_text=True)
    assert elsewhere.open("/").status_code == 303
    assert site.browser().sign_in(here.email).status_code == 401
    assert site.browser().sign_in(here.email, "another long password").status_code == 303


def test_a_wrong_old_or_a_short_new_password_is_one_sentence(site):
    browser = site.signed_in()
    for wrong in ({"old": "wrong password"}, {"new": "short"}):
        answer = change(browser, **wrong)
        assert answer.status_code in (400, 403)
        assert answer.get_data(as_text=True).count('role="alert"') == 1
    assert browser.open("/").status_code == 200
