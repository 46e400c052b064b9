"""How does one live interview go? Frames to the engine, results to the records first and then to the client.

The order of every change is: written down, then told. So a killed server has told nothing that a new one does not know,
and what a client has not seen it is told again, by event number. Made and found by live.py; thread-safe by one lock.
"""

from __future__ import annotations

import threading
from dataclasses import replace

from candor.domain.assessment import Assessment, Warning
from candor.domain.frames import EncodedFrame
from candor.domain.ids import InterviewId, WarningId
from candor.domain.ports import Brief, Checkpointed, Engine, EngineEvent, StepResult, WorkerLost
from candor.domain.records import InterviewRecords, RecordedWarning, StreamGrant, WarningAnswer
from candor.errors import EngineError
from candor.services.live_messages import notice_message, state_message, warning_message
from candor.services.live_state import SavedCall, Tallies, pack, unpack
from candor.services.live_values import LiveSnapshot, Peer, Times
from candor.wire.framing import MediaFrame
from candor.wire.messages import Answer, Ended, ErrorCode, NoticeCode, ServerMessage


class LiveCall:
    """One interview while this server runs."""

    def __init__(self, interview: InterviewId, records: InterviewRecords, engine: Engine, times: Times) -> None:
        self.interview = interview
        self._records = records
        self._engine = engine
        self._times = times
        self._lock = threading.RLock()
        self._brief: Brief = records.brief(interview)
        saved = unpack(records.checkpoint(interview))
        self._engine_state = saved.engine if saved else None
        self._tallies = Tallies(saved)
        self._frames, self._dropped = (saved.frames, saved.dropped) if saved else (0, 0)
        self._at_s = saved.at_s if saved else 0.0
        away_s = max(0.0, times.now().timestamp() - saved.saved_unix_s) if saved else 0.0
        self._zero_s = times.clock() - self._at_s - away_s if saved else None
        """When the first frame came, on this server's clock; None before it."""
        self._warnings = {recorded.warning.id: recorded for recorded in records.warnings(interview)}
        self._event = records.last_event(interview)
        self._assessment: Assessment | None = None
        self._peer: Peer | None = None
        self._granted_to, self._language = "", "en"
        self._is_open = self._is_over = self._is_put_down = False
        self._seq_base = self._next_seq = 0
        self._offset_s: float | None = None
        """Interview time minus the capture clock of this connection; None before its first frame."""
        self._faces, self._fps = 0, 0.0
        self._is_dirty = self._is_state_due = False
        self._noticed_s: dict[NoticeCode, float] = {}
        self._behind = [0, 0]
        self._told_s = self._saved_s = self._asked_s = self._seen_s = times.clock()
        self._frame_s: float | None = None
        self._waiting_since_s: float | None = None

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
            if self._peer is not None:
                self._peer.fail(ErrorCode.REPLACED, "Another connection took over this interview.")
            self._peer, self._granted_to, self._language = peer, grant.granted_to, language
            self._seq_base, self._offset_s, self._frame_s = self._next_seq, None, None
            self._seen_s = self._times.clock()
            resumed = self._engine_state is not None or self._is_open or bool(self._warnings)
            peer.welcome(self.interview, grant.candidate, resumed=resumed)
            for recorded in self._records.warnings(self.interview, last_event):
                self._warnings[recorded.warning.id] = recorded
                peer.send(warning_message(recorded))
            if self._assessment is not None:
                self._tell_state()
            self._read_brief()
            self._tell_limits_of_the_check()
            return True

    def disconnect(self, peer: Peer) -> None:
        """The client is gone; the interview waits for it."""
        with self._lock:
            if self._peer is peer:
                self._peer = None
                self._seen_s = self._times.clock()

    def frame(self, peer: Peer, frame: MediaFrame, received_s: float) -> None:
        """Take one frame of the client. Without consent it is dropped unanalysed."""
        with self._lock:
            if self._is_over or self._peer is not peer:
                return
            self._frame_s = received_s
            if not self._brief.consented:
                peer.settle(frame.seq)
                return
            try:
                self._open()
                self._engine.submit(self.interview, self._timed(frame, received_s))
            except EngineError:
                peer.settle(frame.seq)
                self._is_open = False
                self._notice(NoticeCode.ANALYSIS_STOPPED)
                return
            if self._waiting_since_s is None:
                self._waiting_since_s = received_s

    def answer(self, answer: Answer) -> None:
        """Write down what the interviewer did with a warning, and confirm it to the client.

        Raises:
            NotFoundError: "no_such_warning".
        """
        with self._lock:
            named = WarningId(answer.warning)
            given = WarningAnswer(answer.kind.value, answer.note, self._granted_to, self._times.now())
            known = self._warnings.get(named)
            if known is not None and _is_same_answer(known.answer, given):
                self._send(warning_message(known))
                return
            self._records.save_answer(self.interview, named, given)
            known = self._warnings[named]
            self._write_warning(known.warning, given)

    def end(self) -> str:
        """Write everything down, close the interview and tell the client; return the path of the report."""
        with self._lock:
            self._is_over = True
            self._engine.close(self.interview)
            self._is_open = False
            self._save()
            path = self._records.end(self.interview)
            self._send(Ended(report_url=path))
            self._peer = None
            return path

    def abandon(self) -> None:
        """The interview was erased: forget it, and send its client away."""
        with self._lock:
            self._is_over = True
            self._engine.close(self.interview)
            if self._peer is not None:
                self._peer.fail(ErrorCode.ENDED, "This interview was erased.")
                self._peer = None

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
                    if self._peer is not None:
                        self._peer.settle(None)
                    self._notice(NoticeCode.ANALYSIS_RESTARTED, always=True)

    def _result(self, result: StepResult) -> None:
        if self._peer is not None and result.seq >= self._seq_base:
            self._peer.settle(result.seq - self._seq_base)
        self._frames += 1
        self._dropped += result.dropped
        self._behind = [self._behind[0] + 1, self._behind[1] + result.dropped]
        self._at_s = max(self._at_s, result.at_s)
        self._faces, self._fps = result.faces, result.effective_fps
        self._waiting_since_s = None if result.seq >= self._next_seq - 1 else self._times.clock()
        for verdict in result.verdicts:
            self._tallies.add(verdict)
        for warning in result.warnings:
            self._warn(warning)
        if result.error is not None:
            self._notice(NoticeCode.UNREADABLE_FRAMES)
        self._assess(result.assessment)
        self._is_dirty = True

    def _assess(self, assessment: Assessment) -> None:
        before, self._assessment = self._assessment, assessment
        if before is None or _states(before) != _states(assessment):
            self._records.save_assessment(self.interview, assessment)
            self._tell_state()
        else:
            self._is_state_due = True
            self._tell_state_when_due(self._times.clock())

    def _warn(self, warning: Warning) -> None:
        known = self._warnings.get(warning.id)
        if known is not None and warning.evidence_jpeg is None:
            warning = replace(warning, evidence_jpeg=known.warning.evidence_jpeg)
        if known is not None and replace(warning, evidence_jpeg=known.warning.evidence_jpeg) == known.warning:
            return  # raised once more by a session that went on from its checkpoint
        self._write_warning(warning, known.answer if known else None)

    def _write_warning(self, warning: Warning, answer: WarningAnswer | None) -> None:
        recorded = RecordedWarning(self._event + 1, warning, answer)
        self._records.save_warning(warning, recorded.event)
        self._event = recorded.event
        self._warnings[warning.id] = recorded
        self._send(warning_message(recorded))

    def _checkpoint(self, state: bytes) -> None:
        self._engine_state = state
        saved = SavedCall(
            engine=state,
            at_s=self._at_s,
            saved_unix_s=self._times.now().timestamp(),
            frames=self._frames,
            dropped=self._dropped,
            observations=self._tallies.observations,
            abstentions=self._tallies.abstentions,
        )
        self._records.save_checkpoint(self.interview, pack(saved))

    # --- time -----------------------------------------------------------------------------------------------------

    def tick(self) -> bool:
        """Do what is due; call twice a second or more. False: nobody has been here for long, forget this call."""
        with self._lock:
            now_s, rules = self._times.clock(), self._times.rules
            if self._is_over or self._is_put_down:
                return False
            self._tell_state_when_due(now_s)
            if self._is_dirty and now_s - self._saved_s >= rules.save_every_s:
                self._save()
            wait_s = rules.ask_consent_every_s * (5 if self._brief.consented else 1)
            if self._peer is not None and now_s - self._asked_s >= wait_s:
                self._read_brief()
            if self._waiting_since_s is not None and now_s - self._waiting_since_s > rules.silent_after_s:
                self._notice(NoticeCode.ANALYSIS_STOPPED)
            self._notice_when_behind()
            if self._peer is None and now_s - self._seen_s > rules.forget_after_s:
                self._put_down()
                return False
            return True

    def consent_changed(self) -> None:
        """Read the brief again: analysis stops at once on a withdrawal, and may start after a consent."""
        with self._lock:
            if not self._is_over:
                self._read_brief()

    def snapshot(self) -> LiveSnapshot:
        """Return what the live page shows."""
        with self._lock:
            return LiveSnapshot(
                is_connected=self._peer is not None,
                protection=self._protection(self._times.clock()),
                assessment=self._assessment,
                warnings=tuple(sorted(self._warnings.values(), key=lambda recorded: recorded.event)),
                fps=self._fps,
                faces=self._faces,
                frames=self._frames,
                dropped=self._dropped,
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
            self._engine.open(replace(self._brief, language=self._language), self._engine_state)
            self._is_open = True

    def _put_down(self) -> None:
        self._engine.close(self.interview)
        self._is_open, self._is_put_down = False, True
        if self._is_dirty:
            self._save()

    def _timed(self, frame: MediaFrame, received_s: float) -> EncodedFrame:
        """Number and time a frame within the interview: both go on over reconnects and restarts."""
        if self._zero_s is None:
            self._zero_s = received_s
        received_at_s = received_s - self._zero_s
        if self._offset_s is None:
            self._offset_s = max(received_at_s, self._at_s) - frame.captured_at_s
        seq = self._seq_base + frame.seq
        self._next_seq = seq + 1
        return EncodedFrame(seq, frame.captured_at_s + self._offset_s, received_at_s, frame.payload)

    def _read_brief(self) -> None:
        before, self._brief = self._brief, self._records.brief(self.interview)
        self._asked_s = self._times.clock()
        is_other_photo = (before.reference is None) != (self._brief.reference is None)
        if before.consented and not self._brief.consented:
            self._engine.close(self.interview)
            self._is_open, self._engine_state, self._waiting_since_s = False, None, None
            self._assessment, self._is_state_due = None, False
            if self._peer is not None:
                self._peer.settle(None)
                self._tell_limits_of_the_check()
        elif self._is_open and is_other_photo:
            self._engine.open(replace(self._brief, language=self._language), self._engine_state)

    def _tell_limits_of_the_check(self) -> None:
        if not self._brief.consented:
            self._send(notice_message(NoticeCode.NO_CONSENT, self._event, self._language))
        elif self._brief.reference is None:
            self._send(notice_message(NoticeCode.NO_REFERENCE, self._event, self._language))

    def _tell_state_when_due(self, now_s: float) -> None:
        if self._is_state_due and now_s - self._told_s >= self._times.rules.state_every_s:
            self._tell_state()

    def _tell_state(self) -> None:
        assert self._assessment is not None
        self._told_s, self._is_state_due = self._times.clock(), False
        told = state_message(
            self._assessment,
            event=self._event,
            language=self._language,
            faces=self._faces,
            fps=self._fps,
            dropped=self._dropped,
        )
        self._send(told)

    def _notice(self, code: NoticeCode, *, always: bool = False) -> None:
        now_s = self._times.clock()
        last_s = self._noticed_s.get(code)
        if always or last_s is None or now_s - last_s >= self._times.rules.notice_every_s:
            self._noticed_s[code] = now_s
            self._records.save_notice(self.interview, code.value)
            self._send(notice_message(code, self._event, self._language))

    def _notice_when_behind(self) -> None:
        analysed, dropped = self._behind
        if analysed + dropped >= 50:  # a few seconds' worth; below that a drop says nothing
            self._behind = [0, 0]
            if dropped > analysed:
                self._notice(NoticeCode.ANALYSIS_BEHIND)

    def _save(self) -> None:
        self._saved_s, self._is_dirty = self._times.clock(), False
        self._records.save_progress(self.interview, frames=self._frames, dropped=self._dropped, duration_s=self._at_s)
        self._records.save_tallies(self.interview, self._tallies.values())
        if self._assessment is not None:
            self._records.save_assessment(self.interview, self._assessment)

    def _protection(self, now_s: float) -> str:
        silent_after_s = self._times.rules.silent_after_s
        if self._peer is None:
            return "not_connected"
        if not self._brief.consented:
            return "no_consent"
        if now_s - (self._seen_s if self._frame_s is None else self._frame_s) > silent_after_s:
            return "no_frames"
        stuck = self._waiting_since_s is not None and now_s - self._waiting_since_s > silent_after_s
        return "analysis_stopped" if stuck else ""

    def _send(self, message: ServerMessage) -> None:
        if self._peer is not None:
            self._peer.send(message)


def _states(assessment: Assessment) -> dict[str, str]:
    return {question: found.state for question, found in assessment.questions.items()}


def _is_same_answer(known: WarningAnswer | None, given: WarningAnswer) -> bool:
    return known is not None and (known.kind, known.note, known.by) == (given.kind, given.note, given.by)
