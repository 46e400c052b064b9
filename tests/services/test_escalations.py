"""Escalated warnings: taken and closed by those who may, and the house names whom the interviewer tells."""

from __future__ import annotations

import pytest

from candor.domain.escalation import EscalationPhase
from candor.domain.ids import WarningId
from candor.errors import AccessError, UsageError
from candor.store.values import Person, Role
from store_builders import build_warning

INA = Person("p-9", "ina@example.org", "Ina", Role.INTERVIEWER, is_active=True, session_epoch=0)
BOTH = {"en": "ext. 12", "id": "ext. 12"}


@pytest.fixture
def interview(services, admin):
    candidate = services.candidates.create(admin, "Sample Candidate", "", "en")
    made = services.interviews.create(admin, candidate, "Engineer")
    services.store.interviews.save_warning(build_warning(made), 1)
    services.interviews.answer(admin, made, WarningId("w-1"), "escalate", "look")
    return made


def phase(services, interview):
    return services.store.interviews.escalations(interview)[0].phase


def test_the_panel_hears_of_every_step(services, admin, live, interview):
    services.escalations.take(admin, interview, 1)
    services.escalations.close(admin, interview, 1, "checked", " seen on another camera ")
    assert live.told.count(("escalation_changed", interview)) == 3
    assert services.store.interviews.escalations(interview)[0].words == "seen on another camera"


def test_an_interviewer_sees_what_is_open_where_assigned_but_does_not_close_it(services, admin, interview):
    invited = services.invitations.invite(admin, "Ina", "ina@example.org", Role.INTERVIEWER)
    ina = services.invitations.join(invited, "another long password")
    assert services.escalations.still_open(ina) == []
    services.assignments.assign(admin, interview, ina.id)
    assert len(services.escalations.still_open(ina)) == 1
    for step in (
        lambda: services.escalations.take(ina, interview, 1),
        lambda: services.escalations.close(ina, interview, 1, "checked", ""),
    ):
        with pytest.raises(AccessError):
            step()
    assert phase(services, interview) is EscalationPhase.OPEN


@pytest.mark.parametrize(("reason", "words"), [("", ""), ("guilty", ""), ("checked", "x" * 501)])
def test_it_is_closed_with_a_reason_that_there_is(services, admin, interview, reason, words):
    with pytest.raises(UsageError) as caught:
        services.escalations.close(admin, interview, 1, reason, words)
    assert caught.value.code == "bad_close_reason"
    assert phase(services, interview) is EscalationPhase.OPEN


def test_what_one_language_leaves_out_is_said_in_the_words_of_the_other(services, admin):
    services.escalations.name_contact(admin, "Dian", "10", {"en": "", "id": "ext. 12"}, {"en": "Go on.", "id": " "})
    contact = services.escalations.contact(INA)
    assert (contact.reach, contact.meanwhile) == (BOTH, {"en": "Go on.", "id": "Go on."})


def test_what_to_do_meanwhile_may_be_left_out(services, admin):
    services.escalations.name_contact(admin, "Dian", "10", BOTH, {})
    assert services.escalations.contact(admin).meanwhile == {"en": "", "id": ""}


@pytest.mark.parametrize(
    ("name", "within", "reach", "meanwhile", "code"),
    [
        ("", "10", BOTH, {}, "bad_name"),
        ("Dian", "0", BOTH, {}, "bad_minutes"),
        ("Dian", "soon", BOTH, {}, "bad_minutes"),
        ("Dian", "9" * 30, BOTH, {}, "bad_minutes"),
        ("Dian", "10", {}, {}, "bad_reach"),
        ("Dian", "10", BOTH, {"en": "x" * 301}, "bad_meanwhile"),
    ],
)
def test_a_contact_that_helps_nobody_is_refused_by_name(services, admin, name, within, reach, meanwhile, code):
    with pytest.raises(UsageError) as caught:
        services.escalations.name_contact(admin, name, within, reach, meanwhile)
    assert caught.value.code == code
    assert services.escalations.contact(admin) is None


def test_only_an_administrator_names_or_forgets_the_contact(services, admin):
    services.escalations.name_contact(admin, "Dian", "10", BOTH, {})
    with pytest.raises(AccessError):
        services.escalations.name_contact(INA, "Ina", "10", BOTH, {})
    with pytest.raises(AccessError):
        services.escalations.forget_contact(INA)
    services.escalations.forget_contact(admin)
    assert services.escalations.contact(admin) is None
