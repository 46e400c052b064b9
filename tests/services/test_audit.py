from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.errors import AccessError
from candor.store.audit import NO_FILTER, AuditFilter
from candor.store.audit_chain import verify
from candor.store.values import Role
from store_builders import join


def test_links_are_found_by_person_deed_subject_and_day(services, admin, clock):
    candidate = services.candidates.create(admin, "Sample", "", "en")
    clock.pass_time(days=2)
    services.erasure.erase(admin, candidate)

    def found(**wanted):
        return [link.action for link in services.audit.page(admin, AuditFilter(**wanted))[0]]

    assert found(subject=candidate) == ["candidate_erased", "candidate_created"]
    assert found(actor=admin.id, action="candidate_erased") == ["candidate_erased"]
    assert found(actor="candidate") == []
    first, third = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)
    assert found(subject=candidate, until=first) == ["candidate_created"]
    assert found(subject=candidate, since=third, until=third) == ["candidate_erased"]
    assert {"set_up", "candidate_erased"} <= set(services.audit.actions(admin))


def test_pages_follow_each_other_without_gap_or_repetition(services, admin):
    for n in range(7):
        services.candidates.create(admin, f"Sample {n}", "", "en")
    whole, end = services.audit.page(admin, NO_FILTER)
    assert end is None
    seen, before = [], None
    while True:
        links, before = services.audit.page(admin, NO_FILTER, before, limit=3)
        seen += links
        if before is None:
            break
    assert seen == whole


def test_an_export_is_whole_and_on_record_itself(services, admin):
    chain = verify(services.audit.export(admin))
    newest = services.audit.page(admin, NO_FILTER)[0][0]
    assert (newest.action, newest.hash) == ("audit_exported", chain.head)
    assert services.audit.first_broken_link(admin) is None


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER, Role.REVIEWER])
def test_only_administrators_read_it(services, admin, role):
    by = join(services, admin, role)
    for refused in (
        lambda: services.audit.page(by, NO_FILTER),
        lambda: services.audit.actions(by),
        lambda: services.audit.people(by),
        lambda: services.audit.first_broken_link(by),
        lambda: services.audit.export(by),
    ):
        with pytest.raises(AccessError):
            refused()
