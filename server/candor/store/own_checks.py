"""What did a candidate keep of their look at camera, light and sound before a call? Sealed; theirs to take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from candor.domain.flags import CANDIDATE
from candor.domain.ids import CandidateId
from candor.store import audit, blobs
from candor.store.database import Database
from candor.store.vault import Vault


class LightWord(StrEnum):
    """How the light was."""

    GOOD = "good"
    DARK = "dark"
    BRIGHT = "bright"
    BACKLIT = "backlit"
    UNKNOWN = "unknown"


class LightAnswer(StrEnum):
    """Whether the camera saw the colours of the screen, in practice."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class OwnCheck:
    """What the candidate's browser told, because they wanted it to be kept."""

    camera: str
    """Its label, as the browser has it."""
    width: int
    """px."""
    height: int
    fps: float
    light: LightWord
    heard: bool | None
    """None: there was no microphone."""
    answer: LightAnswer
    kept_at: datetime


class OwnChecks:
    """Keeps the newest of each candidate."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def save(self, candidate: CandidateId, check: OwnCheck) -> None:
        """Keep a check over the one before."""
        with self._database.writing() as session:
            key = blobs.key_of(session, self._vault, candidate)
            blobs.put(session, key, blobs.OWN_CHECK, "", msgspec.json.encode(check), self._now())
            audit.append(session, self._now(), CANDIDATE, "own_check_kept", candidate)

    def forget(self, candidate: CandidateId) -> None:
        """Delete what was kept."""
        with self._database.writing() as session:
            blobs.key_of(session, self._vault, candidate)
            blobs.drop(session, candidate, blobs.OWN_CHECK)
            audit.append(session, self._now(), CANDIDATE, "own_check_deleted", candidate)

    def of(self, candidate: CandidateId) -> OwnCheck | None:
        """Return what was kept; None: nothing."""
        with self._database.reading() as session:
            packed = blobs.take(session, blobs.key_of(session, self._vault, candidate), blobs.OWN_CHECK)
        return None if packed is None else msgspec.json.decode(packed, type=OwnCheck)
