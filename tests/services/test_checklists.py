from __future__ import annotations

from dataclasses import replace

import pytest

from candor.checklists.written import as_toml
from candor.domain.checklist import ChecklistTemplate
from candor.errors import AccessError, NotFoundError, UsageError
from candor.services.checklists import MAX_FILE_BYTES
from candor.store.values import Job, JobRound, Role
from checklist_builders import TEMPLATE, words

JOB = Job("", "Engineer", 30, (JobRound("", "Talk"),))


def copied(services, admin) -> ChecklistTemplate:
    return services.checklists.known(admin, services.checklists.copy(admin, "default")).template


def test_a_copy_keeps_the_ids_of_its_items_and_has_a_name_of_its_own(services, admin):
    template, shipped = copied(services, admin), services.checklists.known(admin, "default").template
    assert template.title["en"] == "Remote interview (copy)"
    assert template.items == shipped.items
    assert template.version == 1
    assert [known.is_shipped for known in services.checklists.all(admin)] == [True, True, False]


def test_interviews_keep_the_version_that_they_were_made_with_and_new_ones_have_the_newest(services, admin):
    template = copied(services, admin)
    rounds = (replace(JOB.rounds[0], checklist=template.id),)
    job = services.jobs.create(admin, replace(JOB, rounds=rounds))
    [round_] = services.jobs.job(admin, job).rounds
    candidate = services.candidates.create(admin, "Sample", "", "en", job)
    before = services.planning.create(admin, candidate, round_.id)
    assert services.checklists.save(admin, replace(template, items=template.items[5:])) == 2
    after = services.planning.create(admin, candidate, round_.id)
    kept = [services.store.rounds.checklist(interview).template for interview in (before, after)]
    assert [version.version for version in kept] == [1, 2]
    assert kept[0].items == template.items
    [newest, first] = services.checklists.versions(admin, template.id)
    assert len(newest.changed.removed) == 5
    assert first.changed is None


def test_saving_without_a_change_makes_no_version(services, admin):
    template = copied(services, admin)
    assert services.checklists.save(admin, template) == 1
    assert len(services.checklists.versions(admin, template.id)) == 1


def test_a_retired_checklist_is_not_offered_to_new_rounds_and_stays_where_it_is(services, admin):
    template = copied(services, admin)
    job = replace(JOB, rounds=(replace(JOB.rounds[0], checklist=template.id),))
    held = services.jobs.job(admin, services.jobs.create(admin, job))
    services.checklists.set_retired(admin, template.id, retired=True)
    assert template.id not in services.jobs.offered(admin)
    services.jobs.save(admin, replace(held, title="Analyst"))
    with pytest.raises(UsageError) as refused:
        services.jobs.create(admin, job)
    assert refused.value.code == "no_such_checklist"


def test_a_file_becomes_a_checklist_of_its_own(services, admin):
    named = services.checklists.read(admin, as_toml(replace(TEMPLATE, version=7)).encode())
    known = services.checklists.known(admin, named).template
    assert known == replace(TEMPLATE, id=named)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"x" * (MAX_FILE_BYTES + 1), b"not = [toml", b"[template]"])
def test_a_file_that_is_none_is_refused_and_nothing_is_added(services, admin, data):
    with pytest.raises(UsageError):
        services.checklists.read(admin, data)
    assert len(services.checklists.all(admin)) == 2


def test_shipped_ones_are_not_changed_and_unknown_ones_not_found(services, admin):
    shipped = services.checklists.known(admin, "default").template
    for deed in (
        lambda: services.checklists.save(admin, replace(shipped, title=words("Mine"))),
        lambda: services.checklists.set_retired(admin, "default", retired=True),
        lambda: services.checklists.known(admin, "none"),
        lambda: services.checklists.version(admin, "default", 9),
    ):
        with pytest.raises(NotFoundError):
            deed()


def test_interviewers_look_and_change_nothing(services, admin):
    interviewer = replace(admin, role=Role.INTERVIEWER)
    assert services.checklists.known(interviewer, "default").is_shipped
    for deed in (
        lambda: services.checklists.copy(interviewer, "default"),
        lambda: services.checklists.read(interviewer, b""),
        lambda: services.checklists.save(interviewer, TEMPLATE),
        lambda: services.checklists.set_retired(interviewer, "x", retired=True),
    ):
        with pytest.raises(AccessError):
            deed()
