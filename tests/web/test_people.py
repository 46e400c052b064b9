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


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER, Role.REVIEWER])
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


def test_an_administrator_changes_the_role_of_somebody(site):
    ina, admin = site.signed_in(Role.INTERVIEWER), site.signed_in()
    page = f"/people/{site.person(Role.INTERVIEWER).id}"
    assert re.search(r'value="interviewer" required checked', text(admin.open(page)))
    assert ina.open("/candidates/new").status_code == 403
    assert admin.send(f"{page}/role", on=page, role="recruiter").headers["Location"] == "/people"
    assert ina.open("/candidates/new").status_code == 200
    assert admin.send(f"{page}/role", on=page, role="owner").status_code == 400


def test_a_reset_link_is_shown_once_and_leads_to_a_new_password(site):
    site.signed_in(Role.INTERVIEWER)
    admin, page = site.signed_in(), f"/people/{site.person(Role.INTERVIEWER).id}"
    link = re.search(r"http://localhost(/join/[\w-]+)", text(admin.send(f"{page}/reset", on=page)))
    assert link is not None
    assert "/join/" not in text(admin.open(page))
    ina = site.browser()
    assert "A new password" in text(ina.open(link[1]))
    assert ina.send(link[1], on=link[1], password="another long password").headers["Location"] == "/"


def test_a_deactivated_person_is_thrown_out_at_the_next_click_until_reactivated(site):
    ina, admin = site.signed_in(Role.INTERVIEWER), site.signed_in()
    page = f"/people/{site.person(Role.INTERVIEWER).id}"
    admin.send(f"{page}/deactivate", on=page)
    assert ina.open("/").status_code == 303
    assert ina.sign_in(ina.email).status_code == 401
    assert "deactivated" in text(admin.open("/people"))
    admin.send(f"{page}/reactivate", on=page)
    assert ina.sign_in(ina.email).status_code == 303


def test_the_last_administrator_is_told_why_not(site):
    admin, page = site.signed_in(), f"/people/{site.admin.id}"
    for deed, fields in (("deactivate", {}), ("role", {"role": "reviewer"})):
        answer = admin.send(f"{page}/{deed}", on=page, **fields)
        assert answer.status_code == 400
        assert "last administrator" in text(answer)
    assert admin.open("/people/p-gone").status_code == 404
