"""How does an analysed recording become a record like that of a live interview? So that both give the same report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from candor.domain.records import InterviewRecord, RecordedCheck, RecordedWarning
from candor.domain.second_opinion import SecondOpinion
from candor.pipeline.replay import Outcome


def record_of(
    outcome: Outcome,
    *,
    candidate: str,
    title: str,
    started_at: datetime,
    has_reference: bool,
    versions: Mapping[str, str],
    notices: Sequence[str] = (),
    second_opinion: SecondOpinion | None = None,
) -> InterviewRecord:
    """Return the record of a recording; nothing was dropped, nobody has answered a warning.

    Args:
        outcome: of pipeline/replay.py.
        candidate: name that heads the report.
        title: what was analysed, e.g. the file name.
        started_at: when the analysis was made; a recording does not say reliably when it was.
        has_reference: whether an ID photo was compared.
        versions: in force.
        notices: what was not in order with the recording.
        second_opinion: None where it was not asked for.
    """
    return InterviewRecord(
        interview=outcome.interview,
        candidate=candidate,
        title=title,
        started_at=started_at,
        ended_at=None,
        duration_s=outcome.duration_s,
        frames_analyzed=outcome.frames,
        frames_dropped=0,
        reference="id_photo" if has_reference else "none",
        timeline=outcome.timeline,
        warnings=[RecordedWarning(number, warning) for number, warning in enumerate(outcome.warnings, 1)],
        signals=outcome.tallies,
        versions=versions,
        checks=tuple(RecordedCheck(number, status, is_chosen=True) for number, status in enumerate(outcome.checks, 1)),
        notices=tuple(notices),
        second_opinion=second_opinion,
    )
