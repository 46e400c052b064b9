"""How does one live interview go? Frames to the engine, results to the records first and then to the client.

The order of every change is: written down, then told. So a killed server has told nothing that a new one does not know,
and what a client has not seen it is told again, by event number. Made and found by live.py; thread-safe by one lock.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace

from candor.challenges.rules import ChallengeRules
from candor.domain.checklist import ChecklistTemplate
from candor.domain.ids import InterviewId, WarningId
from candor.domain.light import LightShow
from candor.domain.observations import Verdict
from candor.domain.orders import ShowLight
from candor.domain.ports import Brief, Checkpointed, Engine, EngineEvent, StepResult, WorkerLost
from candor.domain.records import InterviewRecords, StreamGrant
from candor.errors import EngineError
from candor.services.live_checklist import LiveChecklist
from candor.services.live_checks import CheckOrder, LiveChecks
from candor.services.live_client import LiveClient
from candor.services.live_clock import InterviewClock, clock_of
from candor.services.live_close_ups import LiveCloseUps
from candor.services.live_escalations import LiveEscalations
from candor.services.live_notes import LiveNotes
from candor.services.live_seconds import LiveSeconds
from candor.services.live_state import SavedCall, Tallies, Totals, pack, unpack
from candor.services.live_states import LiveStates
from candor.services.live_values import LiveSnapshot, Peer, Times, is_light_result
from candor.services.live_warnings import LiveWarnings
from candor.services.summary import summary_of
from candor.wire.framing import MediaFrame, MediaKind
from candor.wire.messages import Answer, AnswerKind, Ended, ErrorCode, ItemAnswer, NoteWrite, NoticeCode


class LiveCall:
    """One interview while this server runs."""

    def __init__(
        self,
        interview: InterviewId,
        records: InterviewRecords,
        engine: Engine,
        times: Times,
        challenges: ChallengeRules,
        checklist: ChecklistTemplate,
    ) -> None:
        self.interview = interview
        self._records = records
        self._engine = engine
        self._times = times
        self._lock = threading.RLock()
        self._brief: Brief = records.brief(interview)
        saved = unpack(records.checkpoint(interview))
        self._engine_state = saved.engine if saved else None
        self._tallies = Tallies(saved)
        self._seconds = LiveSeconds()
        self._verdicts: list[Verdict] = []
        self._totals = Totals(saved)
        self._clock = clock_of(saved, times)
        self._client = LiveClient(interview, records, times)
        self._is_open = self._is_over = self._is_put_down = False
        self._light: Verdict | None = None
        self._is_dirty = False
        self._saved_s = self._asked_s = self._seen_s = times.clock()
        self._frame_s: float | None = None
        self._waiting_since_s: float | None = None
        self._states = LiveStates(interview, records, times, self._client, self._totals)
        self._warnings = LiveWarnings(interview, records, times, self._client)
        self._escalations = LiveEscalations(interview, records, self._client)
        self._notes = LiveNotes(interview, records, times, self._client)
        self._close_ups = LiveCloseUps(self._client)
        self._checks = LiveChecks(interview, records, engine, times, challenges, self._client)
        self._checks.cannot = frozenset(saved.cannot) if saved else frozenset()
        self._checklist = LiveChecklist(interview, records, times, self._client, checklist)

    # --- the client -----------------------------------------------------------------------------------------------

    def connect(self, peer: Peer, grant: StreamGrant, language: str, last_event: int) -> bool:
        """Take a client, instead of the one before: welcome it and tell what it has not seen.

        False: this call was put down in the same moment; make a new one for the client.
        """
        with self._lock:
            if self._is_put_down:
                return False
            if self._is_over:
                peer.fail(ErrorCode.ENDED, "This interview is over.")
                return True
            client = self._client
            if client.peer is not None:
                client.peer.fail(ErrorCode.REPLACED, "Another connection took over this interview.")
            client.peer, client.granted_to, client.language = peer, grant.granted_to, language
            self._clock.reconnected()
            self._frame_s = None
            self._seen_s = self._times.clock()
            self.save()
            resumed = self._engine_state is not None or self._is_open or bool(self._warnings.all())
            peer.welcome(self.interview, grant.candidate, resumed=resumed)
            self._warnings.welcome(last_event)
            self._escalations.tell()
            self._notes.welcome()
            self._checks.welcome()
            self._checklist.welcome()
            self._states.welcome(self._clock.at_server_time(self._times.clock()) or self._clock.at_s)
            self._read_brief()
            self._tell_limits_of_the_check()
            return True

    def disconnect(self, peer: Peer) -> None:
        """The client is gone; the interview waits for it."""
        with self._lock:
            if self._client.peer is peer:
                self._client.peer = None
                self._seen_s = self._times.clock()

    def frame(self, peer: Peer, frame: MediaFrame, received_s: float) -> None:
        """Take one frame of the client. Without consent it is dropped unanalysed."""
        with self._lock:
            if self._is_over or self._client.peer is not peer:
                return
            self._frame_s = received_s
            if not self._brief.consented:
                peer.settle(frame.seq)
                return
            try:
                self._open()
                self._engine.submit(self.interview, self._clock.timed(frame, received_s))
            except EngineError:
                peer.settle(frame.seq)
                self._is_open = False
                self._client.notice(NoticeCode.ANALYSIS_STOPPED)
                return
            if self._waiting_since_s is None:
                self._waiting_since_s = received_s

    def aside(self, peer: Peer, frame: MediaFrame, received_s: float) -> None:
        """Pass on sound or a close-up. Without consent, and before the first picture gave the time, it is dropped."""
        with self._lock:
            if not (self._is_open and self._client.peer is peer and self._brief.consented):
                return
            take = self._close_ups.answered if frame.kind is MediaKind.CLOSE_UP else InterviewClock.heard
            order = take(self._clock, frame, received_s)
            if order is not None:
                with contextlib.suppress(EngineError):  # the next picture tells that the analysis stands still
                    self._engine.tell(self.interview, order)

    def answer(self, answer: Answer) -> None:
        """Write down what the interviewer did with a warning, and confirm it to the client.

        Raises:
            NotFoundError: "no_such_warning".
        """
        with self._lock:
            self._warnings.answer(answer)
            if answer.kind is AnswerKind.ESCALATE:
                self._escalations.tell()

    def note(self, note: NoteWrite) -> None:
        """Keep a note of the interviewer. No consent is needed: nothing of the candidate is analysed for it."""
        with self._lock:
            self._notes.write(note, self._clock.at_server_time(self._times.clock()) or self._clock.at_s)

    def check(self, order: CheckOrder) -> None:
        """Take what the interviewer asks of movement checks. Without consent there are none.

        Raises:
            NotFoundError: "no_such_check".
        """
        with self._lock:
            if self._brief.consented:
                self._checks.order(order, self._clock.at_s)
            else:
                self._tell_limits_of_the_check()

    def item(self, given: ItemAnswer) -> None:
        """Take a change of an item of the checklist.

        Raises:
            WireError: `bad_message`.
        """
        with self._lock:
            self._checklist.answer(given, self._clock.at_server_time(self._times.clock()))

    def show_light(self, show: LightShow) -> None:
        """Tell the analysis of a coded light; its start is on this server's clock."""
        with self._lock:
            starts_at_s = self._clock.at_server_time(show.starts_at_s)
            if self._is_open and starts_at_s is not None:
                self._light = None
                self._engine.tell(self.interview, ShowLight(replace(show, starts_at_s=starts_at_s)))

    def end(self) -> str:
        """Write everything down, close the interview and tell the client; return the path of the report."""
        with self._lock:
            self._is_over = True
            self._checks.close(self._clock.at_s)
            self._engine.close(self.interview)
            self._is_open = False
            self._save()
            path = self._records.end(self.interview)
            if self._client.peer is not None:
                record = self._records.record(self.interview)
                summary = summary_of(record, self._times.now(), self._client.language)
                self._client.send(Ended(report_url=path, summary=summary))
            self._client.peer = None
            return path

    def abandon(self, code: ErrorCode, sentence: str) -> None:
        """Forget the interview, and send its client away."""
        with self._lock:
            self._is_over = True
            self._engine.close(self.interview)
            if self._client.peer is not None:
                self._client.peer.fail(code, sentence)
                self._client.peer = None

    # --- the engine -----------------------------------------------------------------------------------------------

    def engine_event(self, event: EngineEvent) -> None:
        """Take what the engine says about this interview."""
        with self._lock:
            if self._is_over or not self._brief.consented:
                return
            match event:
                case StepResult():
                    self._result(event)
                case Checkpointed(_, state):
                    self._checkpoint(state)
                case WorkerLost():
                    self._waiting_since_s = None
                    self._client.settle_all()
                    self._checks.lost(self._clock.at_s)
                    self._client.notice(NoticeCode.ANALYSIS_RESTARTED, always=True)

    def _result(self, result: StepResult) -> None:
        if self._client.peer is not None and result.seq >= self._clock.seq_base:
            self._client.peer.settle(result.seq - self._clock.seq_base)
        self._totals.add(result)
        self._client.count(result.dropped)
        self._clock.at_s = max(self._clock.at_s, result.at_s)
        self._waiting_since_s = None if result.seq >= self._clock.next_seq - 1 else self._times.clock()
        for verdict in result.verdicts:
            self._tallies.add(verdict)
            self._seconds.add(verdict)
            self._verdicts.append(verdict)
            if is_light_result(verdict):
                self._light = verdict
        for warning in result.warnings:
            self._warnings.raised(warning)
        if result.portrait_jpeg is not None:
            self._records.save_portrait(self.interview, result.portrait_jpeg)
        self._checks.results(result.checks)
        self._close_ups.result(result)
        if result.error is not None:
            self._client.not_read(result.error)
        self._states.result(result)
        self._is_dirty = True

    def _checkpoint(self, state: bytes) -> None:
        self._engine_state = state
        saved = SavedCall(
            engine=state,
            at_s=self._clock.at_s,
            saved_unix_s=self._times.now().timestamp(),
            frames=self._totals.frames,
            dropped=self._totals.dropped,
            sound_lost_s=self._totals.sound_lost_s,
            observations=self._tallies.observations,
            abstentions=self._tallies.abstentions,
            cannot=sorted(self._checks.cannot),
        )
        self._records.save_checkpoint(self.interview, pack(saved))

    # --- time -----------------------------------------------------------------------------------------------------

    def tick(self) -> bool:
        """Do what is due; call twice a second or more. False: nobody has been here for long, forget this call."""
        with self._lock:
            now_s, rules = self._times.clock(), self._times.rules
            if self._is_over or self._is_put_down:
                return False
            self._states.tick(now_s)
            self._checks.tick(now_s, self._clock.at_s)
            if self._is_dirty and now_s - self._saved_s >= rules.save_every_s:
                self._save()
            wait_s = rules.ask_consent_every_s * (5 if self._brief.consented else 1)
            if self._client.peer is not None and now_s - self._asked_s >= wait_s:
                self._read_brief()
            if self._waiting_since_s is not None and now_s - self._waiting_since_s > rules.silent_after_s:
                self._client.notice(NoticeCode.ANALYSIS_STOPPED)
            self._client.notice_when_behind()
            if self._client.peer is None and now_s - self._seen_s > rules.forget_after_s:
                self._put_down()
                return False
            return True

    def consent_changed(self) -> None:
        """Read the brief again: analysis stops at once on a withdrawal, and may start after a consent."""
        with self._lock:
            if not self._is_over:
                self._read_brief()

    def warning_answered(self, warning: WarningId) -> None:
        """Somebody has answered a warning on the pages: tell the client."""
        with self._lock:
            if not self._is_over:
                self._warnings.answered_elsewhere(warning)

    def escalation_changed(self) -> None:
        """Somebody has taken or closed an escalation: tell the client."""
        with self._lock:
            if not self._is_over:
                self._escalations.tell()

    def snapshot(self) -> LiveSnapshot:
        """Return what the live page shows."""
        with self._lock:
            return LiveSnapshot(
                is_connected=self._client.peer is not None,
                protection=self._protection(self._times.clock()),
                assessment=self._states.assessment,
                warnings=tuple(self._warnings.all()),
                fps=self._states.fps,
                faces=self._states.faces,
                frames=self._totals.frames,
                dropped=self._totals.dropped,
                light=self._light,
            )

    def save(self) -> None:
        """Write down what is not yet: the server is about to stop."""
        with self._lock:
            if self._is_dirty and not self._is_over:
                self._save()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if not self._is_open:
            self._records.begin(self.interview)
            self._engine.open(replace(self._brief, language=self._client.language), self._engine_state)
            self._is_open = True

    def _put_down(self) -> None:
        self._checks.close(self._clock.at_s)
        self._engine.close(self.interview)
        self._is_open, self._is_put_down = False, True
        if self._is_dirty:
            self._save()

    def _read_brief(self) -> None:
        before, self._brief = self._brief, self._records.brief(self.interview)
        self._asked_s = self._times.clock()
        is_other_photo = (before.reference is None) != (self._brief.reference is None)
        if before.consented and not self._brief.consented:
            self._checks.close(self._clock.at_s)
            self._engine.close(self.interview)
            self._is_open, self._engine_state, self._waiting_since_s = False, None, None
            self._states.forget()
            self._client.settle_all()
            self._tell_limits_of_the_check()
        elif self._is_open and is_other_photo:
            self._engine.open(replace(self._brief, language=self._client.language), self._engine_state)

    def _tell_limits_of_the_check(self) -> None:
        if not self._brief.consented:
            self._client.remark(NoticeCode.NO_CONSENT)
        elif self._brief.reference is None:
            self._client.remark(NoticeCode.NO_REFERENCE)

    def _save(self) -> None:
        self._saved_s, self._is_dirty = self._times.clock(), False
        self._records.save_progress(
            self.interview,
            frames=self._totals.frames,
            dropped=self._totals.dropped,
            sound_lost_s=self._totals.sound_lost_s,
            duration_s=self._clock.at_s,
        )
        self._records.save_tallies(self.interview, self._tallies.values())
        self._records.save_minutes(self.interview, self._seconds.take())
        verdicts, self._verdicts = self._verdicts, []
        self._records.save_verdicts(self.interview, verdicts)
        self._states.save()

    def _protection(self, now_s: float) -> str:
        silent_after_s = self._times.rules.silent_after_s
        if self._client.peer is None:
            return "not_connected"
        if not self._brief.consented:
            return "no_consent"
        if now_s - (self._seen_s if self._frame_s is None else self._frame_s) > silent_after_s:
            return "no_frames"
        stuck = self._waiting_since_s is not None and now_s - self._waiting_since_s > silent_after_s
        return "analysis_stopped" if stuck else ""
