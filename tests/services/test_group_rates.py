from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.groups import CHOICES, Axis
from candor.errors import AccessError, UsageError
from candor.maths.statistics import wilson_interval
from candor.services.group_rates import LEAST, STEP, of_axis
from candor.store.settled import CountedPerson
from candor.store.values import Role
from store_builders import join


def people(group, count, alarms=0, code="extra_face"):
    return [CountedPerson({Axis.AGE: group}, frozenset({code} if number < alarms else ())) for number in range(count)]


def test_groups_stand_beside_each_other_with_interval_in_rounded_numbers():
    held = of_axis(Axis.AGE, [*people("under_30", 41, alarms=9), *people("50_and_over", 12, alarms=7)])
    assert (held.groups, held.is_withheld) == ({"50_and_over": 10, "under_30": 40}, False)
    told = {rate.group: (rate.people, rate.false_alarms) for rate in held.rates}
    assert told == {"under_30": (40, 10), "50_and_over": (10, 5)}
    assert {rate.group: rate.interval for rate in held.rates}["under_30"] == wilson_interval(10, 40)


def test_a_small_group_takes_the_next_larger_one_along_and_one_alone_is_no_comparison():
    three = [*people("under_30", 50, 20), *people("30_to_49", 30, 20), *people("50_and_over", 9, 9)]
    held = of_axis(Axis.AGE, three)
    assert (held.groups, held.rates, held.is_withheld) == ({}, (), True)


def test_a_warning_that_few_had_as_a_false_alarm_is_left_out():
    held = of_axis(Axis.AGE, [*people("under_30", 50, 5), *people("30_to_49", 30, 4)])
    assert held.groups
    assert held.rates == ()


@given(st.lists(st.tuples(st.sampled_from(CHOICES[Axis.AGE]), st.booleans()), max_size=120))
def test_no_number_is_of_few_people_or_exact(said):
    everybody = [CountedPerson({Axis.AGE: group}, frozenset({"x"} if alarm else ())) for group, alarm in said]
    held = of_axis(Axis.AGE, everybody)
    for group, shown in held.groups.items():
        assert sum(person.said[Axis.AGE] == group for person in everybody) >= LEAST
        assert shown % STEP == 0
    for rate in held.rates:
        assert rate.false_alarms % STEP == 0
        assert 0 <= rate.false_alarms <= rate.people
    assert len(held.groups) != 1


def test_one_person_more_or_less_seldom_shows():
    before, after = (of_axis(Axis.AGE, [*people("under_30", n, 10), *people("30_to_49", 30, 10)]) for n in (20, 21))
    assert before == after


def test_a_candidate_says_it_on_their_page_takes_it_back_and_nobody_else_can_read_it(services, admin):
    link = services.candidates.link(admin, services.candidates.create(admin, "Sample", "", "en"))
    services.group_rates.say_by_link(link, {"gender": "woman"})
    assert services.group_rates.said_by_link(link) == {Axis.GENDER: "woman"}
    services.group_rates.say_by_link(link, {"gender": ""})
    assert services.group_rates.said_by_link(link) == {}
    with pytest.raises(UsageError):
        services.group_rates.say_by_link(link, {"gender": "x"})
    with pytest.raises(AccessError):
        services.group_rates.said_by_link("guessed")


def test_months_that_are_over_are_counted(services, clock):
    clock.now = datetime(2026, 12, 17, 9, 30, tzinfo=UTC)
    assert services.group_rates.until() == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.INTERVIEWER])
def test_it_is_for_administrators_and_reviewers(services, admin, role):
    assert [held.axis for held in services.group_rates.of_everybody(join(services, admin, Role.REVIEWER))] == list(Axis)
    with pytest.raises(AccessError):
        services.group_rates.of_everybody(join(services, admin, role))
