"""The page about the server: what is missing is told plainly, in both languages, to administrators only."""

from __future__ import annotations

import pytest

from candor.domain.second_opinion import Ability, OpinionHealth, Readiness, SecondOpinion, ServiceState
from candor.store.values import Role

READY = {Ability.LIVENESS: Readiness.READY, Ability.SAME_PERSON: Readiness.NO_WEIGHTS}


def text(answer):
    return answer.get_data(as_text=True)


def page(site, state, *, language="en", **more):
    asked = SecondOpinion("deepface 1.2", READY, ("sface-2021dec", "arcface"))
    site.second_opinion = OpinionHealth(state, asked, **more)
    browser = site.signed_in()
    browser.client.set_cookie("candor_language", language)
    return text(browser.open("/server"))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ServiceState.OFF, "CANDOR_SECOND_OPINION is off"),
        (ServiceState.NOT_INSTALLED, "<code>make second-opinion</code>"),
        (ServiceState.NO_WEIGHTS, "<code>candor models pull sface-2021dec arcface</code>"),
        (ServiceState.READY, "Ready: deepface 1.2."),
    ],
)
def test_each_state_says_what_it_means_and_what_to_do(site, state, told):
    assert told in page(site, state)


@pytest.mark.parametrize("state", ServiceState)
def test_it_speaks_indonesian(site, state):
    shown = page(site, state, language="id")
    assert "Pendapat kedua" in shown
    assert "server.second_opinion" not in shown


def test_a_ready_one_shows_what_it_can_and_why_it_had_no_answer(site):
    shown = page(site, ServiceState.READY, is_awake=True, answers=7, unanswered={"lost": 1, "too_little_context": 4})
    for line in (
        "Print or screen in front of the camera: ready.",
        "Face against ID photo: no model files; missing: sface-2021dec, arcface.",
        "Its process runs now.",
        "Answers since the server started: 7.",
        "too little room around the face: 4",
        "its process ended: 1",
    ):
        assert line in shown
    assert shown.index("around the face: 4") < shown.index("ended: 1")


def test_what_is_not_ready_shows_no_process(site):
    assert "Its process" not in page(site, ServiceState.NOT_INSTALLED)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_only_administrators_see_it(site, role):
    browser = site.signed_in(role)
    assert browser.open("/server").status_code == 403
    assert 'href="/server"' not in text(browser.open("/"))


def test_the_watcher_of_the_server_gets_one_word(site):
    page(site, ServiceState.NO_WEIGHTS)
    assert site.app.test_client().get("/health").get_json()["second_opinion"] == "no_weights"
