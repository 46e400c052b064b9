from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.errors import AccessError, UsageError
from candor.store.candidate_list import Mark, Sort, Wanted
from candor.store.values import Role


def test_a_candidate_is_kept_for_ninety_days(services, admin, clock):
    made = services.candidates.create(admin, " Sample  Candidate ", "", "id")
    held = services.candidates.candidate(admin, made)
    assert (held.name, held.language, held.keep_until) == ("Sample Candidate", "id", clock() + timedelta(days=90))
    assert [line.id for line in services.candidates.page(admin, Wanted("sample")).lines] == [made]
    assert services.candidates.by_link(services.candidates.link(admin, made)) == held


@pytest.mark.parametrize(("name", "email"), [("", ""), ("Sample", "no address")])
def test_a_bad_entry_creates_nobody(services, admin, name, email):
    with pytest.raises(UsageError):
        services.candidates.create(admin, name, email, "en")
    assert services.candidates.page(admin).lines == []


def test_an_interviewer_reads_but_neither_adds_nor_hands_out_links(services, admin):
    made = services.candidates.create(admin, "Sample", "", "en")
    interview = services.interviews.create(admin, made, "Engineer")
    interviewer = replace(admin, role=Role.INTERVIEWER)
    services.assignments.assign(admin, interview, interviewer.id)
    assert services.candidates.candidate(interviewer, made).name == "Sample"
    with pytest.raises(AccessError):
        services.candidates.create(interviewer, "Other", "", "en")
    with pytest.raises(AccessError):
        services.candidates.link(interviewer, made)


@pytest.mark.parametrize("value", ["", "yesterday", "2026-11-22T09:00:00", "9" * 400])
def test_a_list_begins_anew_after_a_mark_that_was_made_up(services, admin, value):
    made = services.candidates.create(admin, "Sample", "", "en")
    for sort in (Sort.NEWEST, Sort.NEXT):
        page = services.candidates.page(admin, Wanted(sort=sort), Mark(value, "c-1"))
        assert [line.id for line in page.lines] == ([made] if sort is Sort.NEWEST else [])
