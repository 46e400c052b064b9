from __future__ import annotations

import re

import pytest

from candor.services.access import may
from candor.services.api_tokens import PERMISSION_OF, Scope
from candor.store.values import Role
from candor.web.endpoints import ENDPOINTS
from store_builders import build_warning, join
from web_api import Api, problem


@pytest.fixture
def api(site):
    return Api(site, site.admin)


def test_a_candidate_is_added_shown_listed_and_erased(api):
    made = api.ask("POST", "/candidates", json={"name": "Sample Candidate", "email": "sample@example.org"})
    assert made.status_code == 201
    path = f"/candidates/{made.json['id']}"
    assert api.ask("GET", path).json == made.json
    assert [line["id"] for line in api.ask("GET", "/candidates?q=sample").json["items"]] == [made.json["id"]]
    assert "/c/" in api.ask("GET", f"{path}/link").json["link"]
    assert api.ask("DELETE", path).status_code == 204
    assert problem(api.ask("GET", path), 404) == "no_such_candidate"


def test_a_request_sent_again_under_its_key_makes_nothing_more(api):
    first, second = (api.ask("POST", "/candidates", key="k-1", json={"name": "Sample"}) for _ in range(2))
    assert first.json == second.json
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(api.ask("GET", "/candidates").json["items"]) == 1
    assert problem(api.ask("POST", "/candidates", key="k-1", json={"name": "Other"}), 409) == "idempotency_key_reused"
    assert problem(api.ask("POST", "/candidates", key="k-2", json={"name": " "}), 400) == "bad_name"
    assert api.ask("POST", "/candidates", key="k-2", json={"name": "Now right"}).status_code == 201


def test_a_request_that_a_dying_server_cut_off_can_be_sent_again(site, api, monkeypatch):
    def die(*_):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(site.services.candidates, "create", die)
        patched.setattr(site.services.tokens, "end", lambda *_: None)  # nothing is noted any more
        with pytest.raises(SystemExit):
            api.ask("POST", "/candidates", key="k-1", json={"name": "Sample"})
    assert problem(api.ask("POST", "/candidates", key="k-1", json={"name": "Sample"}), 409) == "in_progress"
    site.clock.pass_time(minutes=2)
    first, second = (api.ask("POST", "/candidates", key="k-1", json={"name": "Sample"}) for _ in range(2))
    assert (first.status_code, second.headers["Idempotent-Replayed"]) == (201, "true")


def test_lists_come_in_pages(site, api):
    for n in range(55):
        site.candidate(name=f"Sample {n}")
    first = api.ask("GET", "/candidates").json
    rest = api.ask("GET", f"/candidates?cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (50, 5, None)
    links = api.ask("GET", "/audit").json
    assert links["items"][-1]["seq"] > api.ask("GET", f"/audit?cursor={links['next']}").json["items"][0]["seq"]


def test_an_interview_is_made_and_its_report_read(site, api):
    candidate = site.candidate(consented=True)
    made = api.ask("POST", f"/candidates/{candidate}/interviews", json={"title": "Engineer"}).json
    site.store.interviews.save_warning(build_warning(made["id"]), 1)
    assert api.ask("GET", f"/candidates/{candidate}/interviews").json["items"][0]["warnings"] == 1
    report = api.ask("GET", f"/interviews/{made['id']}/report").json
    assert report["warnings"][0]["code"] == "made_up"
    assert {line["question"] for line in report["lines"]} == {"identity", "live_person", "genuine", "continuity"}


def test_people_are_listed_without_secrets(api):
    answer = api.ask("GET", "/people")
    assert answer.json["items"][0]["role"] == "administrator"
    assert b"hash" not in answer.data


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"name": 1}', b'{"name": "x", "more": 1}', b"\xff"])
def test_a_body_that_does_not_fit_is_a_problem(api, body):
    assert problem(api.ask("POST", "/candidates", data=body), 400) == "bad_body"


def test_a_session_counts_for_nothing_and_a_wrong_token_neither(site):
    inside = site.signed_in().client
    answer = inside.get("/api/v1/candidates")
    assert problem(answer, 401) == "not_signed_in"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    for header in ("Bearer candor_guess", "Bearer ", "Basic x", "Bearer " + "x" * 3000):
        assert inside.get("/api/v1/candidates", headers={"Authorization": header}).status_code == 401


SENT = {
    "/candidates": {"name": "Sample"},
    "/jobs": {"title": "Engineer", "rounds": [{"name": "Talk"}]},
    "/jobs/x": {"title": "Engineer", "rounds": [{"name": "Talk"}]},
    "/jobs/x/closed": {"closed": True},
    "/checklists": {"toml": "x"},
    "/checklists/x": {"toml": "x", "version": 1},
    "/checklists/x/retired": {"retired": True},
}


def places(path):
    return re.sub(r"<\w+>", "x", path)


@pytest.mark.parametrize("scope", list(Scope))
def test_a_token_may_exactly_what_its_scopes_say(site, scope):
    api = Api(site, site.admin, {scope.value})
    for held in ENDPOINTS:
        path = places(held.path)
        answer = api.ask(held.method, path, json=SENT.get(path, {"title": "x"}))
        is_refused = answer.status_code == 403 and answer.json["code"] == "missing_scope"
        assert is_refused is (held.scope is not scope), (held.method, held.path)


def test_a_recruiters_token_may_no_more_than_a_recruiter(site):
    by = join(site.services, site.admin, Role.RECRUITER)
    api = Api(site, by)
    for held in ENDPOINTS:
        answer = api.ask(held.method, places(held.path), json={})
        assert (answer.status_code == 403) is not may(by, PERMISSION_OF[held.scope]), held.path


def test_without_the_second_factor_that_is_demanded_a_token_opens_nothing(site, api):
    site.services.second_factor.demand(site.admin, frozenset({Role.ADMINISTRATOR}))
    assert problem(api.ask("GET", "/candidates"), 403) == "second_factor_missing"
