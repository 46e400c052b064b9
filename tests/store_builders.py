"""Builders of stored things, for the tests of store, services and web."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from candor.domain.identity import Template
from candor.domain.ids import CandidateId
from candor.store.store import Store
from candor.store.values import Consent, ConsentDecision, ConsentMethod

LATER = datetime(2026, 11, 22, 9, 0, tzinfo=UTC) + timedelta(days=90)


def build_template() -> Template:
    """A made-up reference."""
    return Template("model-1", np.linspace(-1, 1, 16, dtype=np.float32), 1, 140.0)


def make_candidate(store: Store, name: str = "Sample Candidate") -> CandidateId:
    """A candidate, before any consent."""
    return store.candidates.create("p-1", name, "sample@example.org", "en", LATER)


def grant(store: Store, candidate: CandidateId, decision: str = "granted") -> None:
    """Record a decision about consent."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    told = Consent(ConsentDecision(decision), ConsentMethod.READ_OUT, "1", "0" * 64, "en", "Ina", at)
    store.candidates.record_consent("p-1", candidate, told)
