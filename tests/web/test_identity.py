from __future__ import annotations

from candor.domain.seconds import Minute, run_of
from candor.store.values import Role
from candor.web.identity import told
from candor.web.texts import texts
from store_builders import build_warning


def test_a_run_is_told_in_one_or_more_sentences():
    run = run_of("s" * 2410 + "n" * 9 + "u" * 30 + "d" * 20 + "n" * 5 + "s")
    assert told(run, "photo", texts("en")) == (
        "same face in 97 % of the 41:01 that could be compared. For 0:20 the comparison spoke for another face: "
        "look at the warnings of this round. Gaps in which nothing could be judged: 2, together 14 s, the longest 9 s."
    )
    assert told(run_of("rrr"), "photo", texts("en")).startswith("nothing could be compared")
    assert told(run_of("sss"), "start", texts("id")) == "wajah yang sama dalam 100 % dari 0:03 yang dapat dibandingkan."


def test_the_timeline_shows_every_round_with_bars_and_pictures_beside_the_photo(site):
    candidate = site.candidate(consented=True, has_photo=True)
    interview = site.interview(candidate)
    site.store.interviews.begin(interview)
    site.store.interviews.save_minutes(interview, [Minute(0, "s" * 55 + "n" * 5, "s" * 60)])
    site.store.interviews.save_warning(build_warning(interview), 1)
    browser = site.signed_in()
    page = browser.open(f"/candidates/{candidate}/identity").get_data(as_text=True)
    assert "same face in 100 % of the 0:55" in page
    assert page.count('class="bar-same"') == 1
    assert f"/interviews/{interview}/evidence/w-1" in page
    assert f"/interviews/{interview}/portrait" not in page
    assert f"/candidates/{candidate}/identity" in browser.open(f"/candidates/{candidate}").get_data(as_text=True)


def test_the_first_good_view_of_each_round_stands_beside_the_photo(site):
    candidate = site.candidate(consented=True, has_photo=True)
    interview = site.interview(candidate)
    path = f"/interviews/{interview}/portrait"
    site.store.interviews.begin(interview)
    browser = site.signed_in()
    assert browser.open(path).status_code == 404
    site.store.interviews.save_portrait(interview, b"\xff\xd8face")
    assert (browser.open(path).data, browser.open(path).mimetype) == (b"\xff\xd8face", "image/jpeg")
    assert path in browser.open(f"/candidates/{candidate}/identity").get_data(as_text=True)
    assert site.signed_in(Role.INTERVIEWER).open(path).status_code == 403


def test_before_the_first_round_the_page_says_so(site):
    candidate = site.candidate()
    page = site.signed_in().open(f"/candidates/{candidate}/identity").get_data(as_text=True)
    assert "No round has begun yet" in page
    assert "There is no ID photo" in page
    assert site.signed_in().open("/candidates/c-none/identity").status_code == 404
