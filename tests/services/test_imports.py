from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.ids import CandidateId
from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.imports import MAX_WAITING
from candor.store.candidate_list import Wanted
from candor.store.values import Job, JobRound, Role

FILE = b"name,email\nAna,ana@x.org\nBudi,nowhere\nCy,cy@x.org\n"


def names(services, admin):
    return sorted(line.name for line in services.candidates.page(admin).lines)


def test_nobody_is_added_before_it_is_confirmed_and_nobody_twice_after(services, admin):
    name = services.imports.read(admin, FILE, None, "id")
    assert names(services, admin) == []
    assert services.imports.confirm(admin, name) == 2
    assert services.imports.confirm(admin, name) == 2
    assert names(services, admin) == ["Ana", "Cy"]
    assert services.imports.waiting(admin, name).added == 2
    assert [row.problem for row in services.imports.waiting(admin, name).file.bad] == ["bad_email"]


def test_the_same_file_again_adds_nobody_to_the_same_job(services, admin, clock):
    job = services.jobs.create(admin, Job("", "Engineer", 30, (JobRound("", "Talk"),)))
    for added in (2, 0):
        assert services.imports.confirm(admin, services.imports.read(admin, FILE, job, "en")) == added
    assert services.imports.confirm(admin, services.imports.read(admin, FILE, None, "en")) == 2
    held = [services.candidates.candidate(admin, line.id) for line in services.candidates.page(admin).lines]
    assert sorted((one.keep_until - clock()).days for one in held) == [30, 30, 90, 90]


APPLICANTS = b"""name,email,phone,location,school,graduation year,nationality
Ana,ana@mailinator.com,+1 212-736-5000,"Austin, TX, US",University of Texas at Austin,2012,X
Budi,budi@x.org,,,,,Y
Cy,cy@x.org,+1 212-736-5000,,,soon,Z
"""


def test_what_else_the_columns_state_is_looked_through_and_protected_ones_are_never_read(services, admin):
    name = services.imports.read(admin, APPLICANTS, None, "en")
    assert services.imports.confirm(admin, name) == 2
    services.imports.finish()
    found = services.imports.waiting(admin, name)
    assert [row.problem for row in found.file.bad] == ["bad_facts"], "mended and read again, nothing of it is lost"
    assert (found.to_screen, found.screened) == (1, 1)
    ana, budi = (services.candidates.page(admin, Wanted(words=q)).lines[0].id for q in ("Ana", "Budi"))
    shown = services.screening.shown(admin, ana)
    assert shown.filed.application.education[0].value.end_year == 2012
    assert shown.kept.screening.state == "check"
    assert "nationality" not in str(shown.filed.typed)
    assert services.screening.shown(admin, budi) is None


def test_who_was_erased_meanwhile_holds_up_nobody(services, admin):
    name = services.imports.read(admin, APPLICANTS, None, "en")
    found = services.imports.waiting(admin, name)
    services.imports._screen(admin, found, [(CandidateId("c-gone"), {"phones": ["1"]})])
    assert found.screened == 1


def test_many_come_in_several_transactions(services, admin):
    rows = "".join(f"Candidate {n},c{n}@x.org\n" for n in range(230))
    name = services.imports.read(admin, f"name,email\n{rows}".encode(), None, "en")
    assert services.imports.confirm(admin, name) == 230
    assert services.candidates.page(admin).total == 230


def test_a_file_waits_for_whoever_read_it_and_not_for_ever(services, admin, clock):
    name = services.imports.read(admin, FILE, None, "en")
    with pytest.raises(NotFoundError):
        services.imports.waiting(replace(admin, id="p-other"), name)
    for _ in range(MAX_WAITING):
        services.imports.read(admin, FILE, None, "en")
    with pytest.raises(NotFoundError):
        services.imports.waiting(admin, name)
    name = services.imports.read(admin, FILE, None, "en")
    clock.pass_time(minutes=31)
    with pytest.raises(NotFoundError):
        services.imports.confirm(admin, name)


def test_a_closed_job_and_an_interviewer_are_refused_at_once(services, admin):
    job = services.jobs.create(admin, Job("", "Engineer", 30, (JobRound("", "Talk"),)))
    services.jobs.set_closed(admin, job, closed=True)
    with pytest.raises(UsageError, match="closed"):
        services.imports.read(admin, FILE, job, "en")
    with pytest.raises(AccessError):
        services.imports.read(replace(admin, role=Role.INTERVIEWER), FILE, None, "en")
