"""Whatever a visitor sends, to every route: an answer below 500, and nothing that belongs to somebody else."""

from __future__ import annotations

import re
import threading

import pytest

from candor.web import security

NAMES = [
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e", "%00", "a%00b", "%ff%fe", "x" * 5000, "' OR 1=1 --",
    "<script>alert(1)</script>", "%F0%9F%98%80", "-1", "null",
]  # fmt: skip
TYPED = ["", "\0", "a\0b", "x" * 60_000, "<script>alert(1)</script>", "'; DROP TABLE candidates; --", "\u202e",
         "\n\r\n", "😀" * 121, "{{7*7}}%s%n"]  # fmt: skip
FIELDS = ("name", "email", "language", "title", "decision", "was_read", "role", "token", "organisation", "password",
          "next", "code", "kind", "note", "sure", "reason", "words",
          "done", "about", "domain", "within_min", "reach_en", "meanwhile_id", "forget")  # fmt: skip
QUERIES = [
    "?q=%00",
    "?q=%ff",
    "?q=%25_%5C",
    "?q=" + "x" * 5000,
    "?next=http://[::1",
    "?next=//evil",
    "?next=/%0d%0aX:1",
]
HEADERS = [
    {"Host": "["}, {"Host": "localhost:x"}, {"Host": "evil.example"}, {"Accept-Language": "en;q=nan"},
    {"Cookie": "candor=forged; candor_language=../x"}, {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 5000}, {"Content-Length": "-5"}, {"Range": "bytes=9-1"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def without_rate_limits(monkeypatch):
    monkeypatch.setattr(security, "LIMITS", {})
    monkeypatch.setattr(security, "EVERYTHING", "1000000 per minute")


def visitors(site):
    inside = site.signed_in()
    site.app.config["WTF_CSRF_ENABLED"] = False
    return inside.client, site.browser().client


def routes(site):
    return sorted({rule.rule for rule in site.app.url_map.iter_rules()} - {"/sign-out"})


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:20])
def test_no_name_in_an_address_breaks_a_route_or_leaves_its_folder(site, name):
    for client in visitors(site):
        for route in routes(site):
            path = re.sub(r"<[^>]+>", lambda _: name, route)
            for method in ("GET", "POST"):
                answer = client.open(path, method=method)
                assert answer.status_code < 500, (method, path[:80])
                assert b"root:x:0" not in answer.data


def test_wrong_methods_are_refused(site):
    for client in visitors(site):
        for route in routes(site):
            for method in ("PUT", "PATCH", "DELETE", "TRACE"):
                assert client.open(re.sub(r"<[^>]+>", "x", route), method=method).status_code in (303, 401, 404, 405)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: repr(typed)[:20])
def test_no_field_breaks_a_form(site, typed):
    held = site.candidate(consented=True)
    interview = site.interview(held)
    client, _ = visitors(site)
    for path in (
        "/candidates/new", f"/candidates/{held}/interviews", f"/candidates/{held}/consent", f"/candidates/{held}/photo",
        "/people", "/setup", "/sign-in", "/language", "/api/pair", f"/interviews/{interview}/warnings/x/answer",
        site.link(held) + "/decision", site.link(held) + "/results/corrections", site.link(held) + "/check",
        site.link(held) + "/check/forget", f"/candidates/{held}/corrections/1", "/settings/employer",
        "/settings/employer/look", site.link(held) + "/erase",
    ):  # fmt: skip
        for fields in (FIELDS, ("name", "title", "note")):
            data = {"email": "ana@example.org", "role": "recruiter", "kind": "confirmed"}
            answer = client.post(path, data=data | dict.fromkeys(fields, typed))
            assert answer.status_code < 500, path
            assert b"<script>alert" not in answer.data


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:20])
def test_no_query_breaks_a_page_or_leads_elsewhere(site, query):
    for client in visitors(site):
        for path in ("/", "/sign-in", "/setup"):
            answer = client.get(path + query)
            assert answer.status_code < 500
            assert not re.match(r"(https?:)?//(?!localhost)", answer.headers.get("Location", ""))


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:30])
def test_no_header_breaks_a_page(site, headers):
    for client in visitors(site):
        for path in ("/", "/sign-in", "/api/pair", "/health"):
            for method in ("GET", "POST"):
                assert client.open(path, method=method, headers=headers, data=b"--x\r\n\xff").status_code < 500


def test_a_second_end_changes_nothing_and_what_comes_after_is_refused(site):
    interview = site.interview()
    client, _ = visitors(site)

    ends = [client.post(f"/interviews/{interview}/end").headers["Location"] for _ in range(2)]

    assert ends == [f"/interviews/{interview}/report"] * 2
    assert client.post(f"/interviews/{interview}/pairing").status_code == 403


def test_after_erasure_every_address_of_the_candidate_is_gone(site):
    held = site.candidate(consented=True, has_photo=True)
    interview, link = site.interview(held), site.link(held)
    client, _ = visitors(site)

    assert client.post(f"/candidates/{held}/erase").status_code == 303

    for path in ("", "/parts", "/report", "/report.html", "/evidence/x"):
        assert client.get(f"/interviews/{interview}{path}").status_code == 404
    for path in ("/end", "/pairing"):
        assert client.post(f"/interviews/{interview}{path}").status_code == 404
    for path in ("erase", "interviews", "reference", "photo", "consent"):
        data = {"title": "x", "decision": "granted", "was_read": "yes"}
        assert client.post(f"/candidates/{held}/{path}", data=data).status_code == 404
    assert client.get(f"/candidates/{held}/photo").status_code == 404
    assert client.get(link).status_code == 404


def test_of_many_set_ups_at_once_one_founds_the_house(new_site):
    new_site.app.config["WTF_CSRF_ENABLED"] = False
    token, answers = new_site.services.setup.token, []

    def found(number: int) -> None:
        data = {"token": token, "organisation": "o", "name": "n", "email": f"a{number}@b.co", "password": "p" * 12}
        answer = new_site.browser().client.post("/setup", data=data)
        answers.append((answer.status_code, answer.headers.get("Location")))

    threads = [threading.Thread(target=found, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # Who comes after the house was founded is refused, or sent to sign in when its request began later still.
    late = [answer for answer in answers if answer[0] == 403 or answer == (303, "/sign-in")]
    assert len(late) == 3
