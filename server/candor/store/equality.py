"""Is everybody asked the same in a round? In how many of its interviews that are over each check was asked, or judged.

Counted by the database from what interviews recorded: a check that could not be judged is neutral, and so is a round in
which somebody was offered another way. The numbers are about the round, never about a candidate.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from candor.store.schema import CheckRow, InterviewRow, TallyRow
from candor.store.values import AskedCheck

_SIGNALS = {
    AskedCheck.IDENTITY: ("identity_match",),
    AskedCheck.LIGHT: ("coded_light", "coded_light_consistency"),
    AskedCheck.SOUND: ("lip_voice_synchrony", "speech_without_lips", "second_voice", "voice_spoof_trace"),
}
"""A check was judged where one of these signals could judge at least once; movement is asked for by a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a round went, over all its interviews that are over."""

    interviews: int
    done: dict[AskedCheck, int]
    """In how many of them each check was judged; of movement: asked for."""


def of_rounds(session: Session, rounds: list[str]) -> dict[str, Asked]:
    """Return how rounds went; those without an interview that is over are left out."""
    over = InterviewRow.round_id.in_(rounds), InterviewRow.ended_at.is_not(None), InterviewRow.started_at.is_not(None)
    total = select(InterviewRow.round_id, func.count()).where(*over).group_by(InterviewRow.round_id)
    counts = {check: dict(session.execute(total.where(_is_done(check))).all()) for check in AskedCheck}
    return {
        round_id: Asked(n, {check: counted.get(round_id, 0) for check, counted in counts.items()})
        for round_id, n in session.execute(total).all()
        if round_id is not None
    }


def _is_done(check: AskedCheck) -> ColumnElement[bool]:
    if check is AskedCheck.MOVEMENT:
        return exists().where(CheckRow.interview_id == InterviewRow.id)
    judged = TallyRow.signal.in_(_SIGNALS[check]), TallyRow.observations > 0
    return exists().where(TallyRow.interview_id == InterviewRow.id, *judged)
