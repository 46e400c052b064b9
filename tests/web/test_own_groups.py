from __future__ import annotations

import re

import pytest


def text(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def link(site):
    return site.link(site.candidate())


def test_the_page_is_linked_voluntary_and_keeps_what_is_said(site, link):
    browser = site.browser()
    assert f'href="{link}/groups"' in text(browser.open(link))
    page = text(browser.open(f"{link}/groups"))
    assert "This page is voluntary" in page
    assert page.count("checked") == 3, "everything is left open"
    sent = browser.send(f"{link}/groups", on=f"{link}/groups", gender="woman", age="", skin_tone="dark")
    page = text(browser.open(sent.location))
    assert "It is kept, and only counted" in page
    assert re.findall(r'id="([^"]+)"[^>]* checked', page) == ["age-open", "gender-woman", "skin_tone-dark"]
    browser.send(f"{link}/groups", on=f"{link}/groups")
    assert text(browser.open(f"{link}/groups")).count("checked") == 3


def test_no_page_of_the_organisation_tells_what_was_said(site, link):
    site.services.group_rates.say_by_link(link.rsplit("/", 1)[1], {"gender": "another", "skin_tone": "medium"})
    candidate = site.services.candidates.by_link(link.rsplit("/", 1)[1]).id
    browser = site.signed_in()
    for path in ("/", f"/candidates/{candidate}", f"/candidates/{candidate}/identity", "/audit", "/flags"):
        page = text(browser.open(path)).lower()
        assert "skin" not in page
        assert "groups_said" not in page


def test_what_is_no_choice_and_no_link_is_refused(site, link):
    browser = site.browser()
    assert browser.send(f"{link}/groups", on=f"{link}/groups", age="7").status_code == 400
    assert browser.open("/c/guessed/groups").status_code == 404


def test_it_speaks_the_candidates_language(site):
    link = site.link(site.services.candidates.create(site.admin, "Contoh", "", "id"))
    assert "Halaman ini sukarela" in text(site.browser().open(f"{link}/groups"))
