from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from candor.errors import AccessError, UsageError
from candor.store.values import Role


def test_a_candidate_is_kept_for_ninety_days(services, admin, clock):
    made = services.candidates.create(admin, " Sample  Candidate ", "", "id")
    held = services.candidates.candidate(admin, made)
    assert (held.name, held.language, held.keep_until) == ("Sample Candidate", "id", clock() + timedelta(days=90))
    assert services.candidates.search(admin, "sample") == [held]
    assert services.candidates.by_link(services.candidates.link(admin, made)) == held


@pytest.mark.parametrize(("name", "email"), [("", ""), ("Sample", "no address")])
def test_a_bad_entry_creates_nobody(services, admin, name, email):
    with pytest.raises(UsageError):
        services.candidates.create(admin, name, email, "en")
    assert services.candidates.search(admin) == []


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
