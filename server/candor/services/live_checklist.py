"""What is noted of the checklist in a live interview? Each change is on record before it is confirmed, and taken once.

Nothing here is analysed, so it needs no consent to the analysis. Owned by services/live_call.py, which calls it under
its lock.
"""

from __future__ import annotations

from datetime import timedelta

from candor.checklists.answering import Change, Moment, answered
from candor.domain.checklist import ChecklistTemplate, RecordedChecklist
from candor.domain.ids import InterviewId
from candor.domain.records import InterviewRecords
from candor.errors import UsageError, WireError
from candor.services.checklist_messages import checklist_message, saved_message
from candor.services.live_client import LiveClient
from candor.services.live_values import Times
from candor.wire.messages import ErrorCode, ItemAnswer


class LiveChecklist:
    """The checklist of one interview."""

    def __init__(
        self,
        interview: InterviewId,
        records: InterviewRecords,
        times: Times,
        client: LiveClient,
        template: ChecklistTemplate,
    ) -> None:
        """Begin it, or go on with the one that the interview has.

        Args:
            interview: whose.
            records: where it is kept.
            times: wall clock.
            client: who is told.
            template: for an interview that has none yet.
        """
        self._interview = interview
        self._records = records
        self._times = times
        self._client = client
        recorded = records.begin_checklist(interview, template)
        self._template, self._answers = recorded.template, dict(recorded.answers)
        self._earlier = records.earlier_answers(interview, [item.id for item in self._template.items if item.compare])

    def welcome(self) -> None:
        """Tell a new client everything."""
        recorded = RecordedChecklist(self._template, self._answers)
        self._client.send(checklist_message(recorded, self._earlier, self._client.language))

    def answer(self, given: ItemAnswer, now_s: float | None) -> None:
        """Take a change, and confirm it.

        Args:
            given: by the interviewer.
            now_s: interview time; None while no picture has given it.

        Raises:
            WireError: `bad_message`: no such item, or the change contradicts itself.
        """
        change = Change(given.change, given.item, given.mark, given.text, given.rating, given.reason)
        at_s = None if now_s is None else max(0.0, now_s - given.age_s)
        moment = Moment(at_s, self._times.now() - timedelta(seconds=given.age_s), self._client.granted_to)
        item = self._template.item(given.item)
        before = None if item is None else self._answers.get(item.id)
        try:
            found = answered(self._template, before, change, moment)
        except UsageError as error:
            raise WireError(ErrorCode.BAD_MESSAGE, error.sentence) from error
        if found is not before:
            self._records.save_checklist_answer(self._interview, found)
            self._answers[found.item] = found
        self._client.send(saved_message(found))
