"""What must a new server know to go on with an interview? The engine's checkpoint, and how far the interview has come.

Written with every checkpoint, encrypted by the store; opened by live_call.py.
"""

from __future__ import annotations

import msgspec

from candor.domain.checks import CheckKind
from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Verdict
from candor.domain.ports import StepResult
from candor.domain.records import SignalTally

VERSION = 1


class SavedCall(msgspec.Struct, frozen=True, kw_only=True):
    """One interview between two servers."""

    version: int = VERSION
    engine: bytes
    """The engine's own checkpoint."""
    at_s: float
    """Seconds since the first frame of the interview, at the newest result."""
    saved_unix_s: float
    """When this was written, wall clock: a new server knows how long nobody looked."""
    frames: int
    dropped: int
    observations: dict[SignalName, int]
    abstentions: dict[SignalName, dict[str, int]]
    sound_lost_s: float = 0.0
    cannot: list[CheckKind] = []
    """Movement checks that this candidate cannot do."""


def pack(saved: SavedCall) -> bytes:
    """Return a saved interview as bytes (MessagePack)."""
    return msgspec.msgpack.encode(saved)


def unpack(data: bytes | None) -> SavedCall | None:
    """Return what was saved; None when there is nothing, or nothing of this version: the analysis starts anew."""
    if data is None:
        return None
    try:
        saved = msgspec.msgpack.decode(data, type=SavedCall)
    except msgspec.MsgspecError:
        return None
    return saved if saved.version == VERSION else None


class Totals:
    """How much of an interview was analysed, and how much was not."""

    def __init__(self, saved: SavedCall | None = None) -> None:
        self.frames, self.dropped = (saved.frames, saved.dropped) if saved else (0, 0)
        self.sound_lost_s = saved.sound_lost_s if saved else 0.0

    def add(self, result: StepResult) -> None:
        """Count one more analysed frame, and what was lost before it."""
        self.frames += 1
        self.dropped += result.dropped
        self.sound_lost_s += result.sound_lost_s


class Tallies:
    """Counts how often each signal could judge."""

    def __init__(self, saved: SavedCall | None = None) -> None:
        self.observations: dict[SignalName, int] = dict(saved.observations) if saved else {}
        self.abstentions: dict[SignalName, dict[str, int]] = (
            {name: dict(reasons) for name, reasons in saved.abstentions.items()} if saved else {}
        )

    def add(self, verdict: Verdict) -> None:
        """Count one verdict."""
        self.observations.setdefault(verdict.signal, 0)
        reasons = self.abstentions.setdefault(verdict.signal, {})
        if isinstance(verdict, Abstention):
            reasons[verdict.reason] = reasons.get(verdict.reason, 0) + 1
        else:
            self.observations[verdict.signal] += 1

    def values(self) -> dict[SignalName, SignalTally]:
        """Return the counts as they are recorded."""
        return {
            name: SignalTally(count, dict(self.abstentions.get(name, {}))) for name, count in self.observations.items()
        }
