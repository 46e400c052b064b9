from __future__ import annotations

import pytest

from web_api import Api, problem

TALK = {"name": "Talk", "checks": ["movement", "identity"]}


@pytest.fixture
def api(site):
    return Api(site, site.admin)


@pytest.fixture
def job(api):
    return api.ask("POST", "/jobs", key="k-1", json={"title": "Engineer", "rounds": [TALK], "keep_days": 30}).json


def test_a_job_is_added_shown_listed_changed_and_closed(api, job):
    path = f"/jobs/{job['id']}"
    assert api.ask("GET", path).json == job
    assert job["rounds"][0]["checks"] == ["identity", "movement"]
    again = api.ask("POST", "/jobs", key="k-1", json={"title": "Engineer", "rounds": [TALK], "keep_days": 30})
    assert again.json["id"] == job["id"]
    renamed = {"id": job["rounds"][0]["id"], "name": "First talk"}
    changed = api.ask("PUT", path, json={"title": "Engineer", "rounds": [renamed, {"name": "Work sample"}]}).json
    assert [round_["name"] for round_ in changed["rounds"]] == ["First talk", "Work sample"]
    assert changed["keep_days"] == 90
    assert api.ask("PUT", f"{path}/closed", json={"closed": True}).status_code == 204
    [line] = api.ask("GET", "/jobs").json["items"]
    assert (line["id"], line["closed_at"] is None, line["candidates"]) == (job["id"], False, 0)
    refused = api.ask("POST", "/candidates", json={"name": "Sample", "job": job["id"]})
    assert problem(refused, 400) == "job_closed"


def test_a_round_with_interviews_stays(site, api, job):
    candidate = api.ask("POST", "/candidates", json={"name": "Sample", "job": job["id"]}).json["id"]
    made = {"round": job["rounds"][0]["id"]}
    assert api.ask("POST", f"/candidates/{candidate}/interviews", json=made).status_code == 201
    refused = api.ask("PUT", f"/jobs/{job['id']}", json={"title": "Engineer", "rounds": [{"name": "Other"}]})
    assert problem(refused, 400) == "round_in_use"


def test_what_is_not_there_is_said(api):
    assert problem(api.ask("GET", "/jobs/j-x"), 404) == "no_such_job"
    whole = {"title": "Engineer", "rounds": [TALK]}
    assert problem(api.ask("PUT", "/jobs/j-x", json=whole), 404) == "no_such_job"
    unknown = {"title": "Engineer", "rounds": [TALK | {"interviewers": ["p-x"]}]}
    assert problem(api.ask("POST", "/jobs", json=unknown), 400) == "no_such_interviewer"


def test_an_interview_is_planned_moved_cancelled_and_ended(api, job):
    candidate = api.ask("POST", "/candidates", json={"name": "Sample", "job": job["id"]}).json["id"]
    first, second = (
        api.ask("POST", f"/candidates/{candidate}/interviews", json={"round": job["rounds"][0]["id"]}).json
        for _ in range(2)
    )
    assert (second["take"], second["round"], second["planned_for"]) == (2, job["rounds"][0]["id"], None)
    path = f"/interviews/{first['id']}"
    plan = {"at": "2026-12-03T14:00", "time_zone": "Asia/Jakarta"}
    assert api.ask("PUT", f"{path}/plan", json=plan).status_code == 204
    told = api.ask("GET", path).json
    assert (told["planned_for"], told["time_zone"]) == ("2026-12-03T07:00:00Z", "Asia/Jakarta")
    assert problem(api.ask("PUT", f"{path}/plan", json={"at": "soon"}), 400) == "bad_time"
    assert api.ask("DELETE", path).status_code == 204
    assert api.ask("GET", path).json["cancelled_at"]
    assert problem(api.ask("PUT", f"{path}/plan", json=plan), 400) == "interview_begun"
    assert api.ask("POST", f"/interviews/{second['id']}/end").status_code == 204
    assert api.ask("GET", f"/interviews/{second['id']}").json["ended_at"]
