from __future__ import annotations

import re

import pytest

from candor.services.access import Permission, may
from candor.store.audit import AuditFilter
from candor.store.values import Role
from candor.web.permissions import OPEN, mark_of, needs


def routes(site):
    """Every (endpoint, method, path) of the site."""
    for rule in site.app.url_map.iter_rules():
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, re.sub(r"<[^>]+>", "x-1", path)


def test_every_route_names_a_permission_or_says_that_it_is_open(site):
    silent = [endpoint for endpoint, _, _ in routes(site) if mark_of(site.app, endpoint) not in {OPEN, *Permission}]
    assert silent == []


@pytest.mark.parametrize("role", list(Role))
def test_every_route_lets_each_role_do_exactly_what_the_table_says(site, role):
    browser = site.signed_in(role)
    by = next(person for person in site.services.store.people.all() if person.email == browser.email)
    site.app.config["WTF_CSRF_ENABLED"] = False
    looked_at = 0
    for endpoint, method, path in routes(site):
        mark = mark_of(site.app, endpoint)
        if mark == OPEN or endpoint == "entry.sign_out" or endpoint.startswith("api_v1."):
            continue
        answer = browser.client.open(path, method=method)
        is_refused = answer.status_code == 403 and b"Your role does not allow this" in answer.data
        assert is_refused is not may(by, Permission(mark)), (endpoint, method, answer.status_code)
        looked_at += 1
    assert looked_at >= 25


def test_a_route_that_names_nothing_is_shut_for_everybody(site):
    site.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = site.signed_in().open("/forgotten")
    assert answer.status_code == 403
    assert b"secret" not in answer.data


def test_a_mark_leaves_the_view_as_it_is():
    @needs(Permission.READ_AUDIT)
    def view():
        return "page"

    assert view() == "page"


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.REVIEWER])
def test_no_route_opens_an_interview_or_a_candidate_out_of_reach(site, role):
    interview, browser = site.interview(site.candidate(consented=True, has_photo=True)), site.signed_in(role)
    places = {"interview": interview, "candidate": site.candidate_of(interview)}
    site.app.config["WTF_CSRF_ENABLED"] = False
    looked_at = 0
    for rule in site.app.url_map.iter_rules():
        if not rule.arguments & set(places) or rule.endpoint.startswith("api_v1."):
            continue
        path = re.sub(r"<(?:\w+[^>:]*:)?(\w+)>", lambda found: places.get(found[1], "x-1"), rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = browser.client.open(path, method=method, data={"decision": "granted", "was_read": "yes"})
            assert answer.status_code in (400, 403, 404), (method, path, answer.status_code)
            looked_at += 1
    assert looked_at >= 20
    assert [entry.action for entry in site.services.audit.page(site.admin, AuditFilter(subject=interview))[0]] == [
        "interview_created"
    ]
