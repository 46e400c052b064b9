"""What the recruiter saw on a profile is judged; Candor opens none, and having none is nothing."""

from typing import Any

from candor.screening.checks.profile_links import ProfileLinks
from screening_builders import applicant, hits, reasons, tasks

LINKS = ProfileLinks()


def link(**values: Any) -> Any:
    return applicant(links=[{"url": "https://github.com/octocat", **values}])


def test_having_no_profile_is_nothing() -> None:
    assert hits(LINKS, applicant()) == {}
    assert reasons(LINKS, applicant()) == ["nothing_stated"]


def test_everybody_is_asked_to_post_a_code_until_it_was_looked_for() -> None:
    assert tasks(LINKS, link()) == ["https://github.com/octocat"]
    assert tasks(LINKS, link(code_asked="blue-7", code_found=True)) == []


def test_a_new_profile_is_named() -> None:
    assert list(hits(LINKS, link(created="2026-11-01"))) == ["new"]
    assert hits(LINKS, link(created="2016-11-01")) == {}


def test_a_profile_that_awoke_after_years_is_named_with_both_days() -> None:
    awake = {"last_active_before": "2019-01-01", "dormant_until": "2026-09-01"}

    assert hits(LINKS, link(**awake))["dormant"].values == {"years": "8", "until": "2026-09-01"}


def test_the_posted_code_settles_it() -> None:
    awake = {"last_active_before": "2019-01-01", "dormant_until": "2026-09-01", "created": "2026-11-01"}

    assert hits(LINKS, link(**awake, code_asked="blue-7", code_found=True)) == {}


def test_a_code_that_was_not_found_is_named() -> None:
    assert "code_missing" in hits(LINKS, link(code_asked="blue-7", code_found=False))
