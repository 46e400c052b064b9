from __future__ import annotations

import re

import pytest

from candor.store.values import Role


def text(answer):
    return answer.get_data(as_text=True)


def invite(browser, **changes):
    fields = {"name": "Rita", "email": "rita@example.org", "role": "recruiter"} | changes
    return browser.send("/people", on="/people", **fields)


def test_an_invited_person_opens_the_link_and_is_in(site):
    shown = text(invite(site.signed_in()))
    link = re.search(r"http://localhost(/join/[\w-]+)", shown)
    assert link is not None
    path = link[1]
    rita = site.browser()
    assert "Rita" in text(rita.open(path))
    assert rita.send(path, on=path, password="short").status_code == 400
    assert rita.send(path, on=path, password="another long password").headers["Location"] == "/"
    assert "Rita" in text(rita.open("/"))
    assert rita.open(path).status_code == 404


@pytest.mark.parametrize("wrong", [{"role": "owner"}, {"email": "nowhere"}, {"name": ""}, {"email": "ada@example.org"}])
def test_a_bad_invitation_is_one_sentence(site, wrong):
    answer = invite(site.signed_in(), **wrong)
    assert answer.status_code == 400
    assert text(answer).count('role="alert"') == 1
    assert "/join/" not in text(answer)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_only_administrators_see_people(site, role):
    browser = site.signed_in(role)
    assert browser.open("/people").status_code == 403
    assert 'href="/people"' not in text(browser.open("/"))


def test_the_link_is_shown_once(site):
    browser = site.signed_in()
    invite(browser)
    page = text(browser.open("/people"))
    assert "/join/" not in page
    assert "invited" in page
