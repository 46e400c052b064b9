"""The OpenAPI document holds, and whatever it allows or forbids to send, the answer is none of a broken server."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error

from candor.web import security
from candor.web.endpoints import ENDPOINTS
from candor.web.openapi import document
from web_site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(security, "EVERYTHING", "1000000 per minute")
    made = Site(tmp_path_factory.mktemp("api") / "home").set_up()
    made.interview()
    yield made
    made.store.close()
    patch.undo()


@pytest.fixture(scope="module")
def token(site):
    scopes = {scope.value for scope in site.services.tokens.scopes(site.admin)}
    return site.services.tokens.make(site.admin, "Sample", scopes, 30)


@pytest.fixture(scope="module")
def described(site):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site.app)


def test_every_schema_of_it_is_one(site):
    whole = document("http://localhost")
    assert whole["openapi"] == "3.1.0"
    for kind in whole["components"]["schemas"].values():
        Draft202012Validator.check_schema(kind)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_nothing_that_is_sent_breaks_the_server(described, token, mode):
    looked_at, statuses = 0, set()
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case):
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            statuses.add(answer.status_code)
            assert answer.status_code < 500
            case.validate_response(answer, checks=[not_a_server_error])

        holds()
        looked_at += 1
    assert looked_at == len(ENDPOINTS)
    assert {200, 404} <= statuses
