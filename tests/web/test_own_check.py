from __future__ import annotations

import re

import pytest

TOLD = {"camera": "OBS Virtual Camera", "width": 1280, "height": 720, "fps": 30, "light": "dark", "heard": None,
        "answer": "not_tried"}  # fmt: skip


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def candidate(site):
    return site.candidate()


@pytest.fixture
def link(site, candidate):
    return site.link(candidate)


def token_of(browser, link):
    found = re.search(r'data-token="([^"]+)"', text(browser.open(f"{link}/check")))
    assert found
    return found[1]


def keep(browser, link, **change):
    token = token_of(browser, link)
    return browser.client.post(f"{link}/check", json=TOLD | change, headers={"X-CSRFToken": token})


def test_the_page_says_what_is_sent_and_may_use_camera_and_microphone(site, link):
    browser = site.browser()
    assert f'href="{link}/check"' in text(browser.open(link)), "one step from the private page, agreed or not"
    answer = browser.open(f"{link}/check")
    assert "Nothing is sent and nothing is kept, unless" in text(answer)
    assert "camera=(self), microphone=(self)" in answer.headers["Permissions-Policy"]


def test_what_is_kept_is_shown_to_both_as_a_fact_with_an_innocent_reason(site, candidate, link):
    browser, staff = site.browser(), site.signed_in()
    assert "own-check" not in text(staff.open(f"/candidates/{candidate}"))
    assert keep(browser, link).status_code == 200
    for page in (text(browser.open(f"{link}/check")), text(staff.open(f"/candidates/{candidate}"))):
        assert "OBS Virtual Camera" in page
        assert "common and fine" in page
        assert "rather dark" in page
        assert "no microphone was found or allowed" in page
    assert "it proves nothing" in text(staff.open(f"/candidates/{candidate}"))


def test_the_candidate_deletes_it(site, candidate, link):
    browser = site.browser()
    keep(browser, link)
    browser.send(f"{link}/check/forget", on=f"{link}/check")
    assert "OBS" not in text(browser.open(f"{link}/check"))
    assert "own-check" not in text(site.signed_in().open(f"/candidates/{candidate}"))


def test_it_needs_the_token_of_the_page_and_the_right_link(site, link):
    assert site.browser().client.post(f"{link}/check", json=TOLD).status_code == 400
    assert keep(site.browser(), link, fps=-1).status_code == 400
    assert site.browser().open("/c/guess/check").status_code == 404


def test_keeping_is_limited(site, link):
    browser = site.browser()
    token = token_of(browser, link)
    tries = [
        browser.client.post(f"{link}/check", json=TOLD, headers={"X-CSRFToken": token}).status_code for _ in range(11)
    ]
    assert tries[-1] == 429
