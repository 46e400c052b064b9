from __future__ import annotations

from datetime import UTC, datetime

from candor.domain.escalation import EscalationContact
from candor.store.house import EmployerProof

DIAN = EscalationContact("Dian", {"en": "ext. 12", "id": "ext. 12"}, 10, {"en": "Go on.", "id": "Lanjutkan."})


def test_nobody_is_named_at_first(store):
    assert store.house.escalation_contact() is None


def test_the_contact_comes_back_as_it_was_named_and_can_be_taken_away(store):
    store.house.name_escalation_contact("p-1", DIAN)
    assert store.house.escalation_contact() == store.interviews.escalation_contact() == DIAN
    store.house.name_escalation_contact("p-1", None)
    assert store.house.escalation_contact() is None


def test_naming_somebody_is_in_the_audit_trail_without_the_name(store):
    store.house.name_escalation_contact("p-1", DIAN)
    newest = store.audit.entries()[0]
    assert (newest.actor, newest.action, newest.subject) == ("p-1", "escalation_contact_set", "house")


def test_what_the_house_says_of_itself_comes_back_and_can_be_taken_away(store):
    assert store.house.employer() is None
    proof = EmployerProof("a file", "differs", ("server",), datetime(2026, 11, 22, tzinfo=UTC))
    store.house.save_employer("p-1", proof, "employer_looked_for")
    assert store.house.employer() == proof
    store.house.save_employer("p-1", None, "employer_forgotten")
    assert store.house.employer() is None
    assert store.audit.entries()[0].action == "employer_forgotten"
