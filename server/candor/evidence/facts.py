"""How are verdicts written in an evidence pack? One line of JSON each, so that people and programs can read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import msgspec

from candor.domain.ids import SignalName
from candor.domain.observations import Abstention, Observation, Verdict
from candor.domain.questions import Family, Question
from candor.errors import UsageError


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    signal: SignalName
    question: Question
    at_s: float
    reason: str | None = None
    """Of an abstention."""
    family: Family | None = None
    score: float = 0.0
    llr: float = 0.0
    code: str = ""
    details: dict[str, float | int | str] = {}


def verdict_lines(verdicts: Iterable[Verdict]) -> bytes:
    """Return verdicts as lines of JSON."""
    return b"".join(msgspec.json.encode(asdict(verdict)) + b"\n" for verdict in verdicts)


def read_verdicts(lines: bytes) -> list[Verdict]:
    """Return the verdicts of `verdict_lines`; UsageError "bad_facts"."""
    try:
        return [_verdict(msgspec.json.decode(line, type=_Line)) for line in lines.splitlines()]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError("bad_facts", "The observations in this pack cannot be read.", cause=str(error)) from error


def _verdict(line: _Line) -> Verdict:
    if line.family is None:
        return Abstention(line.signal, line.question, line.at_s, line.reason or "")
    found = line.signal, line.question, line.family, line.at_s, line.score, line.llr, line.code, line.details
    return Observation(*found)
