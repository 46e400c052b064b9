"""Which interviews are live, and who must hear of what? Joins the stream, the engine and the records.

    stream/server.py ─ connect, frame, note ... ─▶ LiveInterviews ─▶ LiveCall (one per interview) ─▶ engine, records
    engine ─ results, checkpoints, losses ───────────▶       │
    web (live page, consent, end) ───────────────────▶       │

Every method may block on the records and is called from a thread, never from the event loop.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from candor.challenges.rules import ChallengeRules
from candor.domain.checklist import ChecklistTemplate
from candor.domain.ids import InterviewId, WarningId
from candor.domain.light import LightShow
from candor.domain.ports import Clock, Engine, EngineEvent, StepResult, WorkerLost
from candor.domain.records import InterviewRecords, StreamGrant
from candor.errors import NotFoundError
from candor.services.live_call import LiveCall
from candor.services.live_checks import CheckOrder
from candor.services.live_opinions import LiveOpinions
from candor.services.live_values import LiveRules, LiveSnapshot, Peer, Times
from candor.wire.framing import MediaFrame
from candor.wire.messages import Answer, ErrorCode, Hello, ItemAnswer, NoteWrite

log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class LiveInterviews:
    """All interviews of this server; also services.consent.LiveCalls."""

    def __init__(
        self,
        records: InterviewRecords,
        engine: Engine,
        challenges: ChallengeRules,
        checklist: ChecklistTemplate,
        *,
        opinions: LiveOpinions | None = None,
        clock: Clock = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
        rules: LiveRules | None = None,
    ) -> None:
        """Prepare; `start` starts the engine.

        Args:
            records: where interviews are written down.
            engine: where frames are analysed; started and stopped here.
            challenges: how movement checks are drawn.
            checklist: what everybody is asked, in interviews that have not begun one yet.
            opinions: where key frames go for a second opinion; stopped here.
            clock: monotonic seconds; frames are received on the same clock.
            now: aware wall clock.
            rules: paces.
        """
        self._records = records
        self._engine = engine
        self._challenges = challenges
        self._checklist = checklist
        self._opinions = opinions
        self._times = Times(clock, now, rules or LiveRules())
        self._calls: dict[InterviewId, LiveCall] = {}
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the engine."""
        self._engine.start(self.on_engine_event)

    def stop_all(self) -> None:
        """Stop the engine, which writes down every interview; all can go on under a new server."""
        self._engine.stop()
        for call in self._all():
            call.save()
        if self._opinions is not None:
            self._opinions.stop()

    # --- the stream -----------------------------------------------------------------------------------------------

    def connect(self, grant: StreamGrant, hello: Hello, peer: Peer) -> None:
        """Take a client that said hello: it is welcomed, and told what it has not seen.

        Raises:
            NotFoundError: the interview was erased.
        """
        while not (call := self._call(grant.interview)).connect(peer, grant, hello.language, hello.last_event):
            self._forget(call)

    def disconnect(self, interview: InterviewId, peer: Peer) -> None:
        """A client is gone."""
        if (call := self._calls.get(interview)) is not None:
            call.disconnect(peer)

    def frame(self, interview: InterviewId, peer: Peer, frame: MediaFrame, received_s: float) -> None:
        """Take a picture, a block of sound or a close-up of a client; received_s on the clock of this object."""
        if (call := self._calls.get(interview)) is not None:
            take = call.frame if frame.kind.is_picture else call.aside
            take(peer, frame, received_s)

    def answer(self, interview: InterviewId, answer: Answer) -> None:
        """Take the interviewer's answer to a warning.

        Raises:
            NotFoundError: "no_such_warning", or the interview is not live.
        """
        self._live(interview).answer(answer)

    def note(self, interview: InterviewId, note: NoteWrite) -> None:
        """Take a note of the interviewer.

        Raises:
            NotFoundError: the interview is not live.
        """
        self._live(interview).note(note)

    def check(self, interview: InterviewId, order: CheckOrder) -> None:
        """Take what the interviewer asks of movement checks.

        Raises:
            NotFoundError: "no_such_check", or the interview is not live.
        """
        self._live(interview).check(order)

    def item(self, interview: InterviewId, given: ItemAnswer) -> None:
        """Take what the interviewer notes of an item of the checklist.

        Raises:
            WireError: `bad_message`.
            NotFoundError: the interview is not live.
        """
        self._live(interview).item(given)

    def end(self, interview: InterviewId) -> str:
        """End an interview and tell its client; return the path of its report."""
        with self._lock:
            call = self._calls.pop(interview, None)
        return self._records.end(interview) if call is None else call.end()

    def tick(self) -> None:
        """Do what is due in every interview; call about four times a second."""
        for call in self._all():
            try:
                is_wanted = call.tick()
            except NotFoundError:
                is_wanted = False  # erased meanwhile
            if not is_wanted:
                self._forget(call)

    # --- the engine -----------------------------------------------------------------------------------------------

    def on_engine_event(self, event: EngineEvent) -> None:
        """Take what the engine says; called on the engine's threads."""
        interviews = event.interviews if isinstance(event, WorkerLost) else (event.interview,)
        for interview in interviews:
            call = self._calls.get(interview)
            if call is None:
                continue
            try:
                call.engine_event(event)
                if self._opinions is not None and isinstance(event, StepResult):
                    self._opinions.result(event)
            except NotFoundError:
                log.info("an interview was erased while it was live")
                self.stop(interview)

    # --- the pages ------------------------------------------------------------------------------------------------

    def snapshot(self, interview: InterviewId) -> LiveSnapshot:
        """Return what the live page shows; of an interview nobody streams, what is on record.

        Raises:
            NotFoundError: no such interview.
        """
        call = self._calls.get(interview)
        if call is not None:
            return call.snapshot()
        warnings = tuple(self._records.warnings(interview))
        return LiveSnapshot(
            is_connected=False,
            protection="not_connected",
            assessment=None,
            warnings=warnings,
            fps=0.0,
            faces=0,
            frames=0,
            dropped=0,
        )

    def consent_changed(self, interview: InterviewId) -> None:
        """The candidate agreed or withdrew: act at once."""
        if (call := self._calls.get(interview)) is not None:
            call.consent_changed()

    def warning_answered(self, interview: InterviewId, warning: WarningId) -> None:
        """A warning was answered on the pages: its client is told."""
        if (call := self._calls.get(interview)) is not None:
            call.warning_answered(warning)

    def escalation_changed(self, interview: InterviewId) -> None:
        """Somebody has taken or closed an escalation: its client is told."""
        if (call := self._calls.get(interview)) is not None:
            call.escalation_changed()

    def show_light(self, interview: InterviewId, show: LightShow) -> None:
        """A coded light starts or ends; its start is on the clock of this object."""
        if (call := self._calls.get(interview)) is not None:
            call.show_light(show)

    def stop(self, interview: InterviewId) -> None:
        """An interview was ended on the pages, or is being erased: stop its analysis and close its connection."""
        with self._lock:
            call = self._calls.pop(interview, None)
        if call is None:
            return
        try:
            call.end()
        except NotFoundError:
            call.abandon(ErrorCode.ENDED, "This interview was erased.")

    def send_away(self, interview: InterviewId) -> None:
        """Whoever interviews was shut out: close the connection; the interview waits for somebody else to pair."""
        with self._lock:
            call = self._calls.pop(interview, None)
        if call is not None:
            call.save()
            call.abandon(ErrorCode.NOT_ALLOWED, "You may not run this interview any more. Ask your administrator.")

    def _live(self, interview: InterviewId) -> LiveCall:
        call = self._calls.get(interview)
        if call is None:
            raise NotFoundError("not_live", "This interview is not live.")
        return call

    def _call(self, interview: InterviewId) -> LiveCall:
        with self._lock:
            call = self._calls.get(interview)
            if call is None:
                made = LiveCall(interview, self._records, self._engine, self._times, self._challenges, self._checklist)
                call = self._calls[interview] = made
            return call

    def _forget(self, call: LiveCall) -> None:
        with self._lock:
            if self._calls.get(call.interview) is call:
                del self._calls[call.interview]

    def _all(self) -> list[LiveCall]:
        with self._lock:
            return list(self._calls.values())
