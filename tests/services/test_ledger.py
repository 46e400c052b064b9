from __future__ import annotations

from dataclasses import replace

import pytest

from candor.domain.ids import WarningId
from candor.errors import AccessError
from candor.maths.statistics import wilson_interval
from candor.services.ledger import LedgerLine
from candor.store.values import Role
from store_builders import build_warning, join


def line(right=0, false=0, unknown=0, unresolved=0, hours=2.0):
    return LedgerLine("2026-11", "id_mismatch", right, false, unknown, unresolved, hours)


def test_the_rate_is_of_what_was_settled_and_carries_its_interval():
    held = line(right=30, false=10, unknown=3, unresolved=4)
    assert (held.warnings, held.settled, held.rate) == (47, 40, 0.25)
    assert held.interval == wilson_interval(10, 40)
    assert held.false_per_hour == 5.0


def test_without_anything_settled_there_is_no_rate():
    held = line(unknown=2, unresolved=1, hours=0.0)
    assert held.rate is None
    assert held.false_per_hour is None
    assert held.is_too_few


@pytest.mark.parametrize(
    ("right", "false", "is_too_few"), [(0, 1, True), (5, 5, True), (0, 15, True), (200, 200, False)]
)
def test_a_wide_interval_is_called_too_few(right, false, is_too_few):
    assert line(right, false).is_too_few is is_too_few


def test_months_come_newest_first_and_totals_span_them(services, admin, clock):
    for month in range(2):
        made = services.interviews.create(admin, services.candidates.create(admin, "Sample", "", "en"), "Engineer")
        services.store.interviews.begin(made)
        services.store.interviews.save_progress(made, frames=9, dropped=0, sound_lost_s=0.0, duration_s=1800.0)
        services.store.interviews.save_warning(replace(build_warning(made), code="id_mismatch"), 1)
        services.interviews.end(admin, made)
        services.flags.note(admin, made, WarningId("w-1"), "false" if month else "true", "why")
        clock.pass_time(days=30)
    page = services.false_alarms.page(admin)
    assert [(held.month, held.right, held.false, held.hours) for held in page.months] == [
        ("2026-12", 0, 1, 0.5),
        ("2026-11", 1, 0, 0.5),
    ]
    (total,) = page.totals
    assert (total.month, total.settled, total.rate, total.hours) == ("", 2, 0.5, 1.0)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_it_is_for_administrators_and_reviewers(services, admin, role):
    assert services.false_alarms.page(join(services, admin, Role.REVIEWER)).months == ()
    with pytest.raises(AccessError):
        services.false_alarms.page(join(services, admin, role))
