from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from candor.domain.assessment import Assessment, QuestionAssessment
from candor.domain.checks import CheckPhase
from candor.domain.ids import WarningId
from candor.domain.questions import Question, State
from candor.domain.records import RecordedNote
from candor.domain.second_opinion import Ability, Opinion, Readiness, Says, SecondOpinion
from candor.store.values import Role
from store_builders import build_check, build_warning


def text(answer):
    return answer.get_data(as_text=True)


def assessment(state):
    return Assessment(3.0, {q: QuestionAssessment(q, state, 0.0, "no_face", 3.0) for q in Question})


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.CANT_TELL, "Can&#39;t tell yet"),
        (State.CHECKING, "Checking"),
        (State.NO_CONCERN, "No concern so far"),
        (State.PLEASE_CHECK, "Please check"),
        (State.PAUSE_AND_VERIFY, "Pause and verify"),
    ],
)
def test_a_state_is_shown_as_colour_icon_and_word(site, state, word):
    interview = site.interview()
    site.store.interviews.save_assessment(interview, assessment(state))
    shown = text(site.signed_in().open(f"/interviews/{interview}/parts"))
    chips = re.findall(rf'<span class="chip state-{state}">\s*<svg.*?</svg>\s*<span>(.*?)</span>', shown, re.DOTALL)
    assert chips == [word] * 4
    assert shown.count('<p class="muted">No face is in view.</p>') == 4


def test_before_the_first_picture_nothing_can_be_told(site):
    shown = text(site.signed_in().open(f"/interviews/{site.interview()}"))
    assert shown.count("state-cant_tell") == 4
    assert "Waiting for the extension." in shown


@pytest.mark.parametrize(
    ("protection", "words"),
    [
        ("", "Checks are running."),
        ("not_connected", "Protection is not running: the extension is not connected."),
        ("no_frames", "Protection is not running: no pictures arrive"),
        ("analysis_stopped", "Protection is not running: the analysis"),
    ],
)
def test_the_page_says_whether_protection_is_running(site, protection, words):
    interview = site.interview()
    site.store.interviews.begin(interview)
    site.live.now = {"is_connected": protection != "not_connected", "protection": protection}
    assert words in text(site.signed_in().open(f"/interviews/{interview}/parts"))


def test_without_consent_the_page_says_that_nothing_is_analysed(site):
    interview = site.interview(site.candidate())
    assert "No analysis: the candidate has not agreed." in text(site.signed_in().open(f"/interviews/{interview}"))


def test_a_warning_is_a_card_in_five_parts_with_its_picture(site):
    interview = site.interview()
    site.store.interviews.save_warning(build_warning(interview), 1)
    browser = site.signed_in()
    shown = text(browser.open(f"/interviews/{interview}/parts"))
    for part in ("Recorded title", "Recorded detail", "old photo", "Ask for the ID", "Could you?", "Pause and verify"):
        assert part in shown
    crop = browser.open(f"/interviews/{interview}/evidence/w-1")
    assert (crop.data, crop.mimetype) == (b"\xff\xd8crop", "image/jpeg")
    assert browser.open(f"/interviews/{interview}/evidence/w-2").status_code == 404


def test_a_part_gets_a_new_version_only_when_it_looks_different(site):
    interview, browser = site.interview(), site.signed_in()

    def versions():
        return re.findall(
            r'data-part="([^"]+)" data-version="([^"]*)"', text(browser.open(f"/interviews/{interview}/parts"))
        )

    site.store.interviews.save_warning(build_warning(interview), 1)
    before = versions()
    assert before == versions()
    site.services.interviews.answer(site.admin, interview, WarningId("w-1"), "later", "")
    changed = {name for (name, _), (_, _) in zip(set(versions()) - set(before), [(0, 0)] * 9, strict=False)}
    assert changed == {"warning-w-1"}


def test_an_answer_given_on_the_page_is_recorded(site):
    interview, browser = site.interview(), site.signed_in(Role.INTERVIEWER)
    site.assign(interview, Role.INTERVIEWER)
    site.store.interviews.save_warning(build_warning(interview), 1)
    page = f"/interviews/{interview}"
    path = f"{page}/warnings/w-1/answer"
    assert browser.send(path, on=page, kind="explained", note="old photo").status_code == 303
    assert "Explained, by Interviewer: old photo" in text(browser.open(page))
    assert browser.send(path, on=page, kind="guilty").status_code == 400
    assert browser.send(f"{page}/warnings/w-9/answer", on=page, kind="note").status_code == 404


def test_a_new_code_takes_the_place_of_the_old_one(site):
    interview, browser = site.interview(), site.signed_in()
    page = f"/interviews/{interview}"
    codes = []
    for _ in range(2):
        assert browser.send(f"{page}/pairing", on=page).status_code == 303
        codes += re.findall(r'id="pairing-code">([^<]+)<', text(browser.open(page)))
    assert len(set(codes)) == 2
    assert browser.client.post("/api/pair", data={"code": codes[0]}).status_code == 403
    assert browser.client.post("/api/pair", data={"code": codes[1]}).status_code == 200
    assert codes[1] not in text(browser.open(page))


def test_the_end_leads_to_the_report(site):
    interview, browser = site.interview(), site.signed_in()
    page = f"/interviews/{interview}"
    site.store.interviews.save_warning(build_warning(interview), 1)
    site.store.interviews.save_assessment(interview, assessment(State.PLEASE_CHECK))
    answer = browser.send(f"{page}/end", on=page)
    assert answer.headers["Location"] == f"{page}/report"
    report = text(browser.open(f"{page}/report"))
    for part in ("Sample Candidate", "Engineer", "Recorded title", "Please check"):
        assert part in report
    assert f"{page}/evidence/w-1" in report
    ended = text(browser.open(page))
    assert "data-refresh" not in ended
    assert "/pairing" not in ended
    assert site.live.told[-1] == ("stop", interview)


def test_an_unknown_interview_is_a_page_not_a_crash(site):
    browser = site.signed_in()
    for path in ("", "/parts", "/report", "/evidence/w-1"):
        assert browser.open(f"/interviews/i-nowhere{path}").status_code == 404


def test_the_report_can_be_kept_as_one_file_that_needs_nothing_else(site):
    interview, browser = site.interview(), site.signed_in()
    site.store.interviews.save_warning(build_warning(interview), 1)
    kept = browser.open(f"/interviews/{interview}/report.html")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert "data:image/jpeg;base64," in text(kept)
    assert "<link" not in text(kept)
    assert browser.open("/report.css").mimetype == "text/css"


def test_what_a_second_opinion_says_is_information_on_the_live_page_and_in_the_report(site):
    interview, browser = site.interview(), site.signed_in()
    page = f"/interviews/{interview}"
    assert "Second opinion" not in text(browser.open(page))

    ready = {Ability.LIVENESS: Readiness.READY, Ability.SAME_PERSON: Readiness.NO_WEIGHTS}
    site.store.interviews.begin_second_opinion(interview, SecondOpinion("deepface 1", ready, ("sface",)))
    site.store.interviews.save_opinions(interview, [Opinion(Ability.LIVENESS, 3.0, "first", Says.NOT_LIVE, 0.9)])

    for shown in (text(browser.open(path)) for path in (page, f"{page}/parts", f"{page}/report")):
        assert "This is information: it changes no state above and raises no warning." in shown
        assert "1 of 1 pictures look like a print or a screen." in shown
        assert "Face against ID photo: no model files; missing: sface." in shown
    parts = text(browser.open(f"{page}/parts"))
    own = parts[parts.index('data-part="opinions"') :]
    assert "data-announce" not in own
    assert "warning" not in own.replace("raises no warning", "")


def test_notes_stand_on_the_live_page_and_in_the_report_and_bring_no_markup(site):
    interview = site.interview()
    note = RecordedNote("n-1", 73.0, "Named <b>the shop</b>.", "Ina", datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    site.store.interviews.save_note(interview, note)
    browser = site.signed_in()
    for page in (f"/interviews/{interview}/parts", f"/interviews/{interview}/report"):
        shown = text(browser.open(page))
        assert re.search(r"1:13\s*<span[^>]*>Ina</span>", shown)
        assert "Named &lt;b&gt;the shop&lt;/b&gt;." in shown


def test_movement_checks_stand_on_the_live_page_and_in_the_report_with_their_strips(site):
    interview = site.interview()
    for check in (build_check(1), build_check(2, CheckPhase.SKIPPED, strip=None)):
        site.store.interviews.save_check(interview, check)
    browser = site.signed_in()
    address = f"/interviews/{interview}/checks/check-1/strip"
    for page in (f"/interviews/{interview}/parts", f"/interviews/{interview}/report"):
        shown = text(browser.open(page))
        assert "Turn the head to the left of the picture" in shown
        assert re.search(r"done.{0,300}Seen", shown, re.DOTALL)
        assert re.search(r"skipped.{0,300}Skipped", shown, re.DOTALL)
        assert shown.count(f'src="{address}"') == 1
    strip = browser.open(address)
    assert (strip.mimetype, strip.data) == ("image/jpeg", build_check().status.evidence_jpeg)
    assert browser.open(f"/interviews/{interview}/checks/check-2/strip").status_code == 404


def test_a_report_to_keep_holds_the_strip_itself(site):
    interview = site.interview()
    site.store.interviews.save_check(interview, build_check())
    kept = text(site.signed_in().open(f"/interviews/{interview}/report.html"))
    assert 'alt="Before, during and after: Turn the head' in kept
    assert "/checks/" not in kept
