"""The consent gate: nothing of a face is computed before the candidate agreed, nothing after they changed their mind.

A decision comes by the candidate's own link, or is read out and recorded by the interviewer. It is written down with
the version and the hash of the text it was about, by whom and when, before anything happens because of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from babel.dates import format_date

from candor.domain.ids import CandidateId
from candor.services import notice as texts
from candor.services.access import Permission
from candor.services.live_calls import LiveCalls
from candor.services.photos import Photos
from candor.services.reach import Gate
from candor.store.store import Store
from candor.store.values import Candidate, Consent, ConsentDecision, ConsentMethod, House, Person


class ConsentGate:
    """Records decisions and acts on them."""

    def __init__(self, store: Store, photos: Photos, live: LiveCalls, now: Callable[[], datetime]) -> None:
        self._candidates = store.candidates
        self._gate = Gate(store)
        self._people = store.people
        self._photos = photos
        self._live = live
        self._now = now

    def notice(self, candidate: Candidate, language: str) -> texts.Notice:
        """Return the text that this candidate is asked about."""
        house = self._people.house() or House("", "")
        until: date = candidate.keep_until.date()
        written = format_date(until, format="long", locale=language)
        return texts.notice(language, house.organisation, house.contact, written)

    def history(self, candidate: CandidateId) -> list[Consent]:
        """Return all decisions, newest first."""
        return self._candidates.consents(candidate)

    def decide_by_link(self, link: str, decision: ConsentDecision, language: str) -> None:
        """Record what the candidate decided on their own page."""
        candidate = self._candidates.by_link(link)
        self._record("candidate", candidate.name, candidate, decision, ConsentMethod.OWN_LINK, language)

    def record_read_out(self, by: Person, candidate: CandidateId, decision: ConsentDecision, language: str) -> None:
        """Record what the candidate said when the notice was read out in the call."""
        self._gate.candidate(by, Permission.RUN_INTERVIEWS, candidate)
        held = self._candidates.candidate(candidate)
        self._record(by.id, by.name, held, decision, ConsentMethod.READ_OUT, language)

    def _record(
        self,
        by: str,
        by_name: str,
        candidate: Candidate,
        decision: ConsentDecision,
        method: ConsentMethod,
        language: str,
    ) -> None:
        digest = self.notice(candidate, language).sha256
        told = Consent(decision, method, texts.VERSION, digest, language, by_name, self._now())
        self._candidates.record_consent(by, candidate.id, told)
        try:
            if decision is ConsentDecision.GRANTED:
                self._photos.refresh_reference(candidate.id)
        finally:
            for interview in self._candidates.running(candidate.id):
                self._live.consent_changed(interview)
