"""How do the warnings of one live interview go? Written down, numbered, told, answered; never lost or doubled.

Owned by services/live_call.py, which calls it under its lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from candor.domain.assessment import Warning
from candor.domain.ids import InterviewId, WarningId
from candor.domain.records import InterviewRecords, RecordedWarning, WarningAnswer
from candor.services.live_client import LiveClient
from candor.services.live_messages import warning_message
from candor.services.live_values import Times
from candor.wire.messages import Answer


class LiveWarnings:
    """Every warning of one interview."""

    def __init__(self, interview: InterviewId, records: InterviewRecords, times: Times, client: LiveClient) -> None:
        self._interview = interview
        self._records = records
        self._times = times
        self._client = client
        self._held = {recorded.warning.id: recorded for recorded in records.warnings(interview)}

    def welcome(self, last_event: int) -> None:
        """Tell a new client what it has not seen."""
        for recorded in self._records.warnings(self._interview, last_event):
            self._held[recorded.warning.id] = recorded
            self._client.send(warning_message(recorded))

    def raised(self, warning: Warning) -> None:
        """Take a warning of the analysis, new or changed."""
        known = self._held.get(warning.id)
        if known is not None and warning.evidence_jpeg is None:
            warning = replace(warning, evidence_jpeg=known.warning.evidence_jpeg)
        if known is not None and replace(warning, evidence_jpeg=known.warning.evidence_jpeg) == known.warning:
            return  # raised once more by a session that went on from its checkpoint
        self._write(warning, known.answer if known else None)

    def answer(self, answer: Answer) -> None:
        """Write down what the interviewer did with a warning, and confirm it to the client.

        Raises:
            NotFoundError: "no_such_warning".
        """
        named = WarningId(answer.warning)
        given = WarningAnswer(answer.kind.value, answer.note, self._client.granted_to, self._times.now())
        known = self._held.get(named)
        if known is not None and _is_same_answer(known.answer, given):
            self._client.send(warning_message(known))
            return
        self._records.save_answer(self._interview, named, given)
        self._write(self._held[named].warning, given)

    def answered_elsewhere(self, named: WarningId) -> None:
        """Tell the client what is on record for a warning now: the pages write answers without this object."""
        known = self._held.get(named)
        newest = next((r.answer for r in self._records.warnings(self._interview) if r.warning.id == named), None)
        if known is not None and newest != known.answer:
            self._write(known.warning, newest)

    def all(self) -> Sequence[RecordedWarning]:
        """Return the warnings, oldest event first."""
        return sorted(self._held.values(), key=lambda recorded: recorded.event)

    def _write(self, warning: Warning, answer: WarningAnswer | None) -> None:
        """Written down, then told."""
        recorded = RecordedWarning(self._client.event + 1, warning, answer)
        self._records.save_warning(warning, recorded.event)
        self._client.event = recorded.event
        self._held[warning.id] = recorded
        self._client.send(warning_message(recorded))


def _is_same_answer(known: WarningAnswer | None, given: WarningAnswer) -> bool:
    return known is not None and (known.kind, known.note, known.by) == (given.kind, given.note, given.by)
