"""The page of the light check: for the candidate by private link, for the interviewer as a tab."""

from __future__ import annotations

import re

import pytest

from candor.domain.light import LightPhase
from store_builders import PLAN


def text(answer) -> str:
    return answer.get_data(as_text=True)


class Page:
    """A visitor on a page of the light check."""

    def __init__(self, browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.html = text(browser.open(address))
        self.token = re.search(r'data-token="([^"]+)"', self.html)

    def post(self, step: str, body: object, **headers):
        sent = {"X-CSRFToken": self.token[1] if self.token else ""} | headers
        return self.browser.client.post(f"{self.address}/{step}", json=body, headers=sent)


@pytest.fixture
def called(site):
    """A candidate whose interview runs now."""
    candidate = site.candidate(consented=True)
    interview = site.interview(candidate)
    site.live.now["protection"] = ""
    return candidate, interview


def test_the_candidate_reads_what_happens_before_anything_starts(site, called):
    page = Page(site.browser(), f"{site.link(called[0])}/light")

    for said in ("two soft colours", "WCAG 2.3.1", "Esc", "I would rather not", "not a warning sign"):
        assert said in page.html
    assert 'id="light-stage" hidden' in page.html
    assert site.live.lights == []


def test_the_candidate_starts_gets_colours_just_in_time_and_ends(site, called):
    page = Page(site.browser(), f"{site.link(called[0])}/light")

    show = page.post("start", {}).json["show"]
    told = page.post("next", {"show": show, "shown": [[0, 0.1]]}).json

    ((interview, light),) = site.live.lights
    assert interview == called[1]
    assert told["now_s"] < 0
    assert len(told["colours"]) < 4
    assert str(light.code) not in str(told)
    assert page.post("end", {"show": show, "phase": "stopped"}).json == {"ended": True}
    assert site.live.lights[-1][1].phase is LightPhase.STOPPED


def test_no_answer_ever_holds_the_whole_code(site, called):
    page = Page(site.browser(), f"{site.link(called[0])}/light")
    show = page.post("start", {}).json["show"]

    told = page.post("next", {"show": show}).json

    assert len(told["colours"]) <= 2 < PLAN.chips


def test_the_candidate_may_leave_it_out(site, called):
    page = Page(site.browser(), f"{site.link(called[0])}/light")

    assert page.post("skip", {}).json == {"skipped": True}
    assert site.live.lights[-1][1].phase is LightPhase.SKIPPED
    live = text(site.signed_in().open(f"/interviews/{called[1]}"))
    assert "The light check was skipped, which says nothing." in live


def test_before_the_interview_runs_the_page_says_so_and_nothing_starts(site, called):
    site.live.now["protection"] = "not_connected"
    page = Page(site.browser(), f"{site.link(called[0])}/light")

    answer = page.post("start", {})

    assert "not running yet" in page.html
    assert answer.status_code == 400
    assert "not running yet" in answer.json["error"]["message"]


def test_the_interviewer_starts_it_on_a_tab_to_share(site, called):
    page = Page(site.signed_in(), f"/interviews/{called[1]}/light")

    assert "Share this tab" in page.html
    assert "I would rather not" not in page.html
    show = page.post("start", {}).json["show"]
    assert page.post("next", {"show": show}).json["is_over"] is False
    assert site.store.audit.entries(1)[0].actor == site.admin.id
    assert "Running" in text(page.browser.open(f"/interviews/{called[1]}"))


def test_a_stranger_starts_nothing(site, called):
    stranger = site.browser()
    assert stranger.open(f"/interviews/{called[1]}/light").status_code in (302, 303)
    own = Page(site.browser(), f"{site.link(called[0])}/light")
    other = Page(stranger, f"{site.link(called[0])}/light")

    assert own.browser.client.post(f"/interviews/{called[1]}/light/start", json={}).status_code in (400, 401)
    assert other.post("start", {}, **{"X-CSRFToken": "forged"}).status_code == 400
    assert site.live.lights == []


@pytest.mark.parametrize(
    ("step", "body", "status"),
    [
        ("next", {}, 400),
        ("next", {"show": 7}, 400),
        ("next", {"show": "guessed"}, 404),
        ("next", {"show": "x", "shown": [["a", "b"]]}, 400),
        ("next", {"show": "x", "shown": [[0, 1]] * 300}, 400),
        ("end", {"show": "x", "phase": "perfect"}, 400),
        ("dance", {}, 404),
    ],
)
def test_odd_requests_get_one_sentence(site, called, step, body, status):
    page = Page(site.browser(), f"{site.link(called[0])}/light")

    answer = page.post(step, body)

    assert answer.status_code == status
    assert answer.json["error"]["message"]


def test_the_code_can_be_saved_once_it_was_shown_and_not_before(site, called):
    page = Page(site.signed_in(), f"/interviews/{called[1]}/light")
    address = f"/interviews/{called[1]}/light.json"
    assert page.browser.open(address).status_code == 404
    page.post("start", {})

    assert page.browser.open(address).status_code == 404


def test_the_page_speaks_indonesian(site, called):
    browser = site.browser()
    link = site.link(called[0])
    browser.send("/language", language="id", next=link, on=link)

    assert "Pemeriksaan cahaya" in text(browser.open(f"{link}/light"))
