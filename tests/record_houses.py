"""The contract of InterviewRecords has two implementations: houses that make interviews behind either of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecords
from candor.store.store import Store
from fakes import FakeInterviewRecords
from store_builders import HandTurnedClock, build_template, grant, make_candidate


class House(Protocol):
    """Makes interviews for the contract, behind one of the two implementations."""

    @property
    def records(self) -> InterviewRecords: ...

    def interview(self, *, consented: bool = True, has_reference: bool = True) -> tuple[InterviewId, str]: ...

    def expired_token(self) -> str: ...


class FakeHouse:
    def __init__(self) -> None:
        self.records = FakeInterviewRecords()

    def interview(self, *, consented: bool = True, has_reference: bool = True) -> tuple[InterviewId, str]:
        template = build_template() if has_reference else None
        interview = self.records.add(token="good", reference=template, consented=consented)
        self.records.interviews[interview].photo = b"photo" if has_reference else None
        return interview, "good"

    def expired_token(self) -> str:
        self.records.add(token="old", is_expired=True)
        return "old"


@dataclass
class StoreHouse:
    store: Store
    clock: HandTurnedClock

    @property
    def records(self) -> InterviewRecords:
        return self.store.interviews

    def interview(self, *, consented: bool = True, has_reference: bool = True) -> tuple[InterviewId, str]:
        candidate = make_candidate(self.store)
        if consented:
            grant(self.store, candidate)
        if has_reference:
            self.store.candidates.save_photo("p-1", candidate, b"photo", build_template())
        interview = self.store.rounds.create("p-1", candidate, "Engineer, round 1", {})
        return interview, self._token(interview)

    def expired_token(self) -> str:
        _, token = self.interview()
        self.clock.pass_time(hours=5)
        return token

    def _token(self, interview: InterviewId) -> str:
        code = self.store.rounds.offer_pairing("Ina", interview, self.clock() + timedelta(minutes=10)).code
        return self.store.rounds.redeem_pairing(code, self.clock() + timedelta(hours=4)).token
