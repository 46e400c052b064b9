from __future__ import annotations

import pytest

from candor.wire.messages import VERSION

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def offered(site):
    interview = site.interview()
    return interview, site.services.interviews.new_pairing_code(site.admin, interview).code


def pair(site, code, **headers):
    return site.app.test_client().post("/api/pair", data={"code": code}, headers=headers)


def test_a_code_is_exchanged_for_what_the_extension_needs(site):
    interview, code = offered(site)
    told = pair(site, code).get_json()
    assert told["stream_url"] == "ws://localhost:8701/stream"
    assert (told["interview"], told["candidate"]) == (interview, "Sample Candidate")
    assert told["expires_at"] == "2026-11-22T13:00:00+00:00"
    assert site.store.interviews.redeem(told["token"]).interview == interview


def test_a_code_works_once_and_a_wrong_one_is_one_error(site):
    _, code = offered(site)
    pair(site, code)
    for wrong in (code, "AAAA-AAAA", "", "x" * 9000):
        answer = pair(site, wrong)
        assert answer.status_code == 403
        assert set(answer.get_json()["error"]) == {"code", "message"}
        assert answer.get_json()["error"]["code"] == "unknown_code"


def test_a_client_of_another_protocol_is_told_before_its_code_is_used_up(site):
    _, code = offered(site)
    client = site.app.test_client()
    for protocol in (str(VERSION + 1), "0", "", "1.0", "x" * 9000):
        answer = client.post("/api/pair", data={"code": code, "protocol": protocol})
        assert answer.status_code == 409
        assert answer.get_json()["error"]["code"] == "bad_version"
        assert answer.get_json()["protocol"] == VERSION
    assert client.post("/api/pair", data={"code": code, "protocol": str(VERSION)}).get_json()["protocol"] == VERSION


@pytest.mark.parametrize("origin", [EXTENSION, "moz-extension://0b2e"])
def test_an_extension_may_read_the_answer_and_the_error(site, origin):
    for code in (offered(site)[1], "wrong"):
        answer = pair(site, code, Origin=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_a_web_page_may_neither_pair_nor_read(site, origin):
    _, code = offered(site)
    answer = pair(site, code, Origin=origin)
    assert answer.get_json()["error"]["code"] == "bad_origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert pair(site, code).status_code == 200


def test_too_many_codes_are_told_to_wait_in_json_that_the_extension_can_read(site):
    answers = [pair(site, "AAAA-AAAA", Origin=EXTENSION) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert answers[-1].get_json()["error"]["code"] == "http_429"
    assert answers[-1].headers["Access-Control-Allow-Origin"] == EXTENSION


def test_the_wrong_method_and_an_unknown_address_are_json_too(site):
    client = site.app.test_client()
    assert client.get("/api/pair").get_json()["error"]["code"] == "http_405"
    assert client.get("/api/nowhere").get_json()["error"]["code"] == "http_404"


def test_health_says_ok_and_nothing_about_anybody(site):
    answer = site.app.test_client().get("/health")
    assert answer.status_code == 200
    assert set(answer.get_json()) == {"status", "version", "database", "second_opinion"}


@pytest.mark.sqlite
def test_health_says_when_the_database_does_not_answer(site):
    site.store.close()
    for path in site.settings.home.glob("candor.db*"):
        path.unlink()
    (site.settings.home / "candor.db").mkdir()
    answer = site.app.test_client().get("/health")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "failing")
