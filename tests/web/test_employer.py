from __future__ import annotations

import re

import pytest

from candor.evidence.employer import Flaw, read_statement
from candor.services.employer import FetchProblem, Found
from candor.store.house import EmployerProof
from candor.web.texts import texts


def text(answer):
    return answer.get_data(as_text=True)


def proven(site):
    """A site whose file was found on its domain."""
    site.services.employer.state(site.admin, "sample.example", "http://localhost")
    held = site.store.house.employer()
    site.store.house.save_employer(
        "p-1", EmployerProof(held.statement, "right", (), site.clock()), "employer_looked_for"
    )


def test_an_administrator_makes_the_file_and_saves_it(site):
    browser = site.signed_in()
    assert 'href="/settings/employer"' in text(browser.open("/settings"))
    assert browser.send("/settings/employer", on="/settings/employer", domain="sample.example").status_code == 303
    shown = text(browser.open("/settings/employer"))
    assert "https://sample.example/.well-known/candor.json" in shown
    assert "Nobody has looked yet" in shown
    saved = browser.open("/settings/employer/candor.json")
    assert 'filename="candor.json"' in saved.headers["Content-Disposition"]
    assert read_statement(saved.data).server == "http://localhost"


def test_a_look_says_what_was_found(site):
    browser = site.signed_in()
    browser.send("/settings/employer", on="/settings/employer", domain="sample.example")
    browser.send("/settings/employer/look", on="/settings/employer")
    shown = text(browser.open("/settings/employer"))
    assert "Not found, 22 Nov 2026" in shown
    assert "could not be reached by https" in shown


def test_a_domain_that_is_none_is_one_sentence_and_keeps_what_was_typed(site):
    answer = site.signed_in().send("/settings/employer", on="/settings/employer", domain="http://x")
    assert answer.status_code == 400
    assert text(answer).count('role="alert"') == 1
    assert 'value="http://x"' in text(answer)


def test_there_is_no_file_before_a_domain_is_named(site):
    assert site.signed_in().open("/settings/employer/candor.json").status_code == 404


def test_the_candidate_reads_how_to_check_without_this_server(site):
    proven(site)
    page = text(site.browser().open(site.link(site.candidate())))
    assert "Who invites you" in page
    assert 'href="https://sample.example/.well-known/candor.json"' in page
    key = site.services.evidence.public_key(site.admin).hex()
    assert key[:16] in page
    assert "http://localhost</strong>" in page


def test_without_a_proof_nobody_is_sent_to_a_file_that_is_not_there(site):
    site.services.employer.state(site.admin, "sample.example", "http://localhost")
    page = text(site.browser().open(site.link(site.candidate())))
    assert "has put no proof on its web site" in page
    assert "candor.json" not in page


def test_taking_it_away_leaves_the_page_as_it_was(site):
    proven(site)
    browser = site.signed_in()
    browser.send("/settings/employer", on="/settings/employer", forget="yes")
    assert "candor.json" not in text(browser.open("/settings/employer"))


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_reason_and_flaw_has_its_words(site, language):
    t = texts(language)
    assert all(t(f"employer.own_{flaw}") and t(f"employer.why_{flaw}") for flaw in Flaw)
    assert all(t(f"employer.why_{why}") for why in [*FetchProblem, "not_a_statement"])
    assert all(t(f"employer.found_{found}", when="x") for found in Found)
    assert not re.search(r"\{", t("employer.found_right", when="x"))
