from __future__ import annotations

import pytest

from candor.store.values import Role

FIELDS = {
    "name": "Dian",
    "within_min": "10",
    "reach_en": "ext. 12",
    "reach_id": "",
    "meanwhile_en": "Go on, decide nothing.",
    "meanwhile_id": "Lanjutkan dulu.",
}


def text(answer):
    return answer.get_data(as_text=True)


def test_an_administrator_names_whom_the_interviewer_tells(site):
    browser = site.signed_in()
    assert browser.send("/settings", on="/settings", **FIELDS).headers["Location"] == "/settings?saved=1"
    shown = text(browser.open("/settings?saved=1"))
    assert "Saved." in shown
    assert shown.count('value="ext. 12"') == 2, "both languages"
    assert site.store.house.escalation_contact().within_min == 10


def test_nobody_can_be_named_again(site):
    browser = site.signed_in()
    browser.send("/settings", on="/settings", **FIELDS)
    browser.send("/settings", on="/settings", forget="yes")
    assert site.store.house.escalation_contact() is None
    assert "Name nobody" not in text(browser.open("/settings"))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"within_min": "-1"}, {"reach_en": ""}, {"meanwhile_en": "x" * 301}])
def test_a_contact_that_helps_nobody_is_one_sentence_and_keeps_what_was_typed(site, wrong):
    answer = site.signed_in().send("/settings", on="/settings", **{**FIELDS, **wrong})
    assert answer.status_code == 400
    assert text(answer).count('role="alert"') == 1
    assert 'value="Lanjutkan dulu."' in text(answer)
    assert site.store.house.escalation_contact() is None


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_only_administrators_see_the_settings(site, role):
    browser = site.signed_in(role)
    assert browser.open("/settings").status_code == 403
    assert 'href="/settings"' not in text(browser.open("/"))
