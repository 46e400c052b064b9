"""What is done about an escalated warning? Somebody takes it and closes it with a reason. Whom is it told to?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from candor.domain.escalation import MAX_WITHIN_MIN, CloseReason, EscalationContact
from candor.domain.ids import InterviewId
from candor.errors import UsageError
from candor.services import inputs
from candor.services.access import Permission, require
from candor.services.live_calls import LiveCalls
from candor.services.reach import Gate, within
from candor.store.store import Store
from candor.store.values import OpenEscalation, Person

MAX_WORDS = 500


class EscalationDesk:
    """What recruiters and administrators do about escalations."""

    def __init__(self, store: Store, live: LiveCalls) -> None:
        self._store = store
        self._live = live
        self._gate = Gate(store)

    def still_open(self, by: Person) -> list[OpenEscalation]:
        """Return what nobody has closed in interviews within reach, the oldest first."""
        require(by, Permission.READ_INTERVIEWS)
        return self._store.escalations.still_open(within(by))

    def take(self, by: Person, interview: InterviewId, number: int) -> None:
        """See to an escalation; the interviewer is told by whom it was taken.

        Raises:
            NotFoundError: "no_such_escalation".
            UsageError: "escalation_closed".
        """
        self._gate.interview(by, Permission.HANDLE_ESCALATIONS, interview)
        self._store.escalations.take(by, interview, number)
        self._live.escalation_changed(interview)

    def close(self, by: Person, interview: InterviewId, number: int, reason: str, words: str) -> None:
        """Close an escalation; the interviewer is told why.

        Raises:
            NotFoundError: "no_such_escalation".
            UsageError: "bad_close_reason", "escalation_closed".
        """
        self._gate.interview(by, Permission.HANDLE_ESCALATIONS, interview)
        tidy = words.strip()
        if reason not in set(CloseReason) or len(tidy) > MAX_WORDS:
            sentence = f"Choose why it is closed; more words may have {MAX_WORDS} characters."
            raise UsageError("bad_close_reason", sentence)
        self._store.escalations.close(by, interview, number, CloseReason(reason), tidy)
        self._live.escalation_changed(interview)

    def contact(self, by: Person) -> EscalationContact | None:
        """Return whom the interviewer is to tell; None: nobody was named."""
        require(by, Permission.READ_INTERVIEWS)
        return self._store.house.escalation_contact()

    def name_contact(
        self, by: Person, name: str, within_min: str, reach: Mapping[str, str], meanwhile: Mapping[str, str]
    ) -> None:
        """Name whom the interviewer is to tell.

        Args:
            by: who names.
            name: of the contact.
            within_min: minutes, as they were typed.
            reach: how the contact is reached, by language; one that says nothing takes the other's words.
            meanwhile: what to do until then, in the same way.

        Raises:
            UsageError: "bad_name", "bad_reach", "bad_minutes", "bad_meanwhile".
        """
        require(by, Permission.MANAGE_PEOPLE)
        contact = EscalationContact(
            name=inputs.name(name),
            reach=_in_all(reach, inputs.reach),
            within_min=inputs.minutes(within_min, MAX_WITHIN_MIN),
            meanwhile=_in_all(meanwhile, inputs.optional_sentence),
        )
        self._store.house.name_escalation_contact(by.id, contact)

    def forget_contact(self, by: Person) -> None:
        """Name nobody."""
        require(by, Permission.MANAGE_PEOPLE)
        self._store.house.name_escalation_contact(by.id, None)


def _in_all(words: Mapping[str, str], tidy: Callable[[str], str]) -> dict[str, str]:
    """Return the words in every language; where one has none, in that of whichever has."""
    given = next((words[language] for language in inputs.LANGUAGES if words.get(language, "").strip()), "")
    return {language: tidy(words.get(language, "").strip() or given) for language in inputs.LANGUAGES}
