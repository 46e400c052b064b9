from __future__ import annotations

from candor.domain.escalation import EscalationContact

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
