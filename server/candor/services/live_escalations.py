"""How do the escalations of one live interview stand? Told to the client, who is told whom to speak to meanwhile.

Owned by services/live_call.py, which calls it under its lock.
"""

from __future__ import annotations

from candor.challenges.wording import LANGUAGES
from candor.domain.escalation import Escalation, EscalationContact
from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecords
from candor.services.live_client import LiveClient
from candor.wire.messages import EscalationsMessage
from candor.wire.parts import HeldEscalation, ToldContact


class LiveEscalations:
    """The escalations of one interview: what is on record counts, for they are taken and closed on the pages."""

    def __init__(self, interview: InterviewId, records: InterviewRecords, client: LiveClient) -> None:
        self._interview = interview
        self._records = records
        self._client = client

    def tell(self) -> None:
        """Tell all of them, and the contact."""
        contact = self._records.escalation_contact()
        held = [_part(escalation) for escalation in self._records.escalations(self._interview)]
        told = None if contact is None else _contact(contact, self._client.language)
        self._client.send(EscalationsMessage(contact=told, held=held))


def _contact(contact: EscalationContact, language: str) -> ToldContact:
    short = language.lower().replace("_", "-").split("-")[0]
    spoken = short if short in LANGUAGES else LANGUAGES[0]
    return ToldContact(
        name=contact.name,
        reach=contact.reach[spoken],
        within_min=contact.within_min,
        meanwhile=contact.meanwhile[spoken],
    )


def _part(escalation: Escalation) -> HeldEscalation:
    return HeldEscalation(
        number=escalation.number,
        warning=escalation.warning,
        phase=escalation.phase,
        by=escalation.closed_by or escalation.taken_by,
        reason=escalation.reason,
        words=escalation.words,
    )
