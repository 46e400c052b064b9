from __future__ import annotations

import pytest

from candor.checklists.template_file import load_shipped
from candor.checklists.written import as_toml
from web_api import Api, problem

SHIPPED = as_toml(load_shipped())


@pytest.fixture
def api(site):
    return Api(site, site.admin)


def test_a_checklist_is_added_changed_listed_and_retired(api):
    made = api.ask("POST", "/checklists", json={"toml": SHIPPED}).json
    path = f"/checklists/{made['id']}"
    assert made["version"] == 1
    other = made["toml"].replace('title.en = "', 'title.en = "Our ', 1)
    changed = api.ask("PUT", path, json={"toml": other, "version": 1}).json
    assert (changed["version"], changed["toml"] == made["toml"]) == (2, False)
    assert api.ask("GET", f"{path}?version=1").json == made
    assert problem(api.ask("PUT", path, json={"toml": made["toml"], "version": 1}), 400) == "checklist_changed"
    assert api.ask("PUT", f"{path}/retired", json={"retired": True}).status_code == 204
    lines = {line["id"]: line for line in api.ask("GET", "/checklists").json["items"]}
    assert (lines["default"]["is_shipped"], lines[made["id"]]["retired_at"] is None) == (True, False)


@pytest.mark.parametrize("toml", ["x", "[template]", "x" * 500_000, "\x00"])
def test_a_file_that_is_no_checklist_is_refused_by_name(api, toml):
    assert api.ask("POST", "/checklists", json={"toml": toml}).status_code == 400


def test_what_is_not_there_or_not_ones_own_is_said(api):
    for path in ("/checklists/x", "/checklists/default?version=99"):
        assert problem(api.ask("GET", path), 404) == "unknown_checklist"
    changed = api.ask("PUT", "/checklists/default", json={"toml": SHIPPED, "version": 1})
    assert problem(changed, 404) == "unknown_checklist"


def test_what_was_noted_in_an_interview_is_read(site, api):
    interview = site.interview()
    path = f"/interviews/{interview}/checklist"
    assert problem(api.ask("GET", path), 404) == "no_checklist"
    site.store.interviews.begin_checklist(interview, load_shipped())
    assert api.ask("GET", path).json["answers"] == []
