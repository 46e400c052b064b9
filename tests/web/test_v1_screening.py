from __future__ import annotations

import pytest

from web_api import Api, problem

SENT = {"emails": ["someone@mailinator.com"], "place": "Austin, TX, US", "network": [{"ip": "192.0.2.7"}]}


@pytest.fixture
def api(site):
    return Api(site, site.admin)


def test_an_application_is_sent_and_what_was_found_comes_back_in_words(site, api):
    path = f"/candidates/{site.candidate()}"
    assert problem(api.ask("GET", f"{path}/screening"), 404) == "no_application"
    told = api.ask("PUT", f"{path}/application", json=SENT).json
    assert told == api.ask("GET", f"{path}/screening").json
    assert told["state"] == "check"
    (finding,) = [each for each in told["findings"] if each["rule"] == "email.disposable"]
    assert finding["evidence"][0]["shown"] == "someone@mailinator.com"
    assert finding["innocent"]
    assert set(finding["next_step"]) == {"en", "id"}
    assert "emails" in told["fields_read"]["email"]
    assert "score" not in str(told)


@pytest.mark.parametrize(
    "sent",
    [
        {"documents": [{"file": "/etc/passwd"}]},
        {"documents": [{"file": "../master.key"}]},
        {"portrait": "photo.jpg"},
        {"employment": [{"employer": "x", "start": "whenever"}]},
    ],
)
def test_files_of_the_server_and_odd_values_are_refused(site, api, sent):
    answer = api.ask("PUT", f"/candidates/{site.candidate()}/application", json=sent)
    assert answer.status_code in {400, 422}


def test_an_id_or_name_that_is_sent_is_not_the_candidates(site, api):
    candidate = site.candidate(name="Sample Candidate")
    api.ask("PUT", f"/candidates/{candidate}/application", json={**SENT, "id": "c-other", "name": "Other"})
    filed = site.store.applications.of(candidate)
    assert (filed.application.id, filed.application.name.value) == (candidate, "Sample Candidate")
