"""The loop: what happens to one frame of one interview, in reading order.

    decode ─▶ time ─▶ faces ─▶ window ─▶ enrolment ─▶ signals ─▶ fusion ─▶ warnings with evidence

Owned by one worker, without locks. Frames go in, step results come out; `checkpoint()` is all that a new worker needs
to go on. Live interviews come through `advance`, recordings through `advance_rgb`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from candor.challenges.rules import ChallengeRules, load_challenge_rules
from candor.domain.assessment import Assessment, Warning
from candor.domain.checks import Check, CheckStatus
from candor.domain.facts import FrameFacts
from candor.domain.frames import CloseUp, EncodedFrame, Frame, Region
from candor.domain.ids import SignalName
from candor.domain.observations import Verdict
from candor.domain.orders import ConfirmCheck, Order, ShowLight, SkipCheck, StartCheck
from candor.domain.ports import Brief, Clock, StepResult
from candor.domain.second_opinion import KeyFrame
from candor.domain.sound import OpusBlock, SoundBlock
from candor.domain.window import Window
from candor.errors import DecodeError
from candor.fusion import decide
from candor.fusion.rules import Rules, load_rules
from candor.pipeline.analysers import Analysers
from candor.pipeline.checkpoint import SessionState, decode_state, encode_state
from candor.pipeline.checks import Checks
from candor.pipeline.close_up import Fate, wanted_region
from candor.pipeline.evidence_crop import RGB, with_evidence
from candor.pipeline.faces import Watch, watch_faces
from candor.pipeline.key_frames import Pace
from candor.pipeline.light_facts import with_light
from candor.pipeline.looks import LOOKS, Look
from candor.pipeline.opus import OpusDecoder
from candor.pipeline.portrait import portrait_of
from candor.pipeline.rules import PipelineRules, load_pipeline_rules
from candor.pipeline.sound import Ear
from candor.pipeline.timeline import advance_timeline
from candor.pipeline.video_stream import FrameDecoder
from candor.pipeline.window import RollingWindow, thinned
from candor.signals import ALL_SIGNALS
from candor.signals.calibration import SignalCalibration, load_calibrations
from candor.signals.enrolment import enrol, enrolled_template
from candor.signals.protocol import Context, Signal

IDENTITY: Final = SignalName("identity_match")
"""What it can compare is a good view."""
_FPS_SPAN_S: Final = 5.0
"""The shown frames per second are those of the last five seconds."""
_PERIOD_SLACK_S: Final = 0.0005
"""At 10 frames per second the tenth frame counts as one second, whatever rounding says."""


@dataclass(frozen=True, slots=True)
class SessionRules:
    """Every number that an analysis goes by."""

    pipeline: PipelineRules
    fusion: Rules
    calibrations: Mapping[SignalName, SignalCalibration]
    challenges: ChallengeRules


def load_session_rules(models_dir: Path) -> SessionRules:
    """Read quality.toml, fusion.toml and the calibration of every signal from `models_dir`/calibration.

    Raises:
        ConfigurationError: one of them is missing or damaged; the sentence names it.
    """
    return SessionRules(
        pipeline=load_pipeline_rules(models_dir / "calibration" / "quality.toml"),
        fusion=load_rules(models_dir),
        calibrations=load_calibrations(models_dir, [signal.name for signal in ALL_SIGNALS]),
        challenges=load_challenge_rules(models_dir),
    )


class InterviewSession:
    """The analysis of one interview."""

    def __init__(
        self,
        brief: Brief,
        analysers: Analysers,
        rules: SessionRules,
        checkpoint: bytes | None = None,
        *,
        signals: Sequence[Signal] = ALL_SIGNALS,
        looks: Mapping[str, Look] = LOOKS,
        pace: Pace | None = None,
        clock: Clock = time.perf_counter,
    ) -> None:
        """Start an interview, or go on with one.

        Args:
            brief: who is interviewed, with reference and consent.
            analysers: the models, owned by this worker.
            rules: all limits.
            checkpoint: what `checkpoint()` gave to an earlier worker; one that cannot be opened is as none.
            signals: asked in this order.
            looks: taken in this order.
            pace: of key frames for a second opinion; None: nobody is asked here.
            clock: measures how long a step takes, nothing else.
        """
        self._brief = brief
        self._analysers = analysers
        self._rules = rules
        self._signals = signals
        self._looks = looks
        self._pace = pace
        self._clock = clock
        self._window = RollingWindow(rules.pipeline.window)
        model = analysers.embedder.model
        restored = decode_state(checkpoint, model, consented=brief.consented) if checkpoint else None
        self.is_restored = restored is not None
        """Whether this session goes on from a checkpoint."""
        self._state = replace(restored, recent=()) if restored else SessionState(model=model)
        self._decoder = FrameDecoder()
        self._watch = Watch(tracks=self._state.tracks)
        self._has_portrait = False
        self._close_up: CloseUp | None = None
        self._asked_s = -math.inf
        self._checks = Checks(self._state.checks, rules.challenges, analysers, consented=brief.consented)
        self._opus = OpusDecoder()
        self._ear = Ear(
            analysers.speech, rules.pipeline.sound, analysers.voices, analysers.countermeasure, analysers.aside
        )
        for facts in restored.recent if restored else ():
            self._window.push(facts)

    @property
    def checks(self) -> tuple[CheckStatus, ...]:
        """Every movement check so far, oldest first."""
        return self._checks.statuses

    @property
    def newest(self) -> FrameFacts | None:
        """The facts of the newest frame; None before the first one that could be read."""
        frames = self._window.view().frames
        return frames[-1] if frames else None

    def tell(self, order: Order) -> None:
        """Take an order; it counts from the next frame on."""
        match order:
            case StartCheck() | SkipCheck() | ConfirmCheck():
                self._checks.tell(order, self._window.view().now_s)
            case ShowLight(show):
                self._state = replace(self._state, light=show)
            case CloseUp():
                self._close_up = order if self._brief.consented else None
            case SoundBlock() | OpusBlock():
                self._hear(order)

    def start_check(self, check: Check) -> None:
        """Ask for a movement now: judged from the newest frame on. One that runs is skipped, which is neutral."""
        self.tell(StartCheck(check))

    def _hear(self, heard: SoundBlock | OpusBlock) -> None:
        """Listen, once the first frame has said what time it is, and only with consent."""
        timeline = self._state.timeline
        if self._brief.consented and timeline.captured_at_s is not None:
            block = self._opus.decode(heard) if isinstance(heard, OpusBlock) else heard
            self._ear.hear(block, timeline.offset_s, timeline.at_s)
            at_s = block.captured_at_s + timeline.offset_s
            self._checks.hear(block.pcm, at_s, speaks=self._ear.speaks_since(at_s))

    def advance(self, encoded: EncodedFrame, dropped: int = 0) -> StepResult:
        """Take one frame as it came. A frame that cannot be read is counted and reported; the interview goes on."""
        began_s = self._clock()
        try:
            frame = self._decoder.decode(encoded)
        except DecodeError as error:
            return self._unreadable(encoded, error.code, dropped)
        result = self.advance_rgb(frame, dropped)
        return replace(result, took_ms=(self._clock() - began_s) * 1000)

    def advance_rgb(self, frame: Frame, dropped: int = 0) -> StepResult:
        """Take one decoded frame through the whole loop.

        Args:
            frame: upright RGB; its captured_at_s may repeat or jump back (pipeline/timeline.py).
            dropped: frames that the mailbox has dropped since the last one; passed on.
        """
        began_s = self._clock()
        close_up, is_late = self._close_up_of(frame)
        frame = self._timed(frame)
        self._watch, facts = watch_faces(
            self._watch,
            frame,
            self._analysers,
            self._rules.pipeline,
            may_embed=self._brief.consented,
            looks=self._looks,
            close_up=close_up,
        )
        facts = self._checks.look(facts, frame, self._window)
        facts = with_light(facts, frame.rgb, self._state.light)
        self._window.push(facts)
        window = self._seen_and_heard()
        self._enrol(facts)
        self._checks.judge(window)
        verdicts = self._ask_signals(window)
        assessment, warnings = self._decide(verdicts, frame.captured_at_s)
        if self._brief.consented:
            warnings = with_evidence(warnings, frame.rgb, facts, self._near_rgb(facts))
        self._state = replace(self._state, frames=self._state.frames + 1)
        return StepResult(
            interview=self._brief.interview,
            seq=frame.seq,
            at_s=frame.captured_at_s,
            received_at_s=frame.received_at_s,
            verdicts=verdicts,
            assessment=assessment,
            warnings=warnings,
            faces=(facts.candidate is not None) + len(facts.others),
            face_width_px=_face_width_px(facts),
            effective_fps=frames_per_second(window),
            dropped=dropped,
            took_ms=(self._clock() - began_s) * 1000,
            sound=self._ear.heard(frame.captured_at_s),
            sound_lost_s=self._ear.newly_lost_s(),
            checks=self._checks.news(window),
            key_frame=self._key_frame(frame, facts, warnings),
            portrait_jpeg=self._portrait(frame, facts),
            close_up_wanted=self._wanted(facts),
            close_up_fate=Fate.LATE if is_late else self._watch.fate or "",
        )

    def checkpoint(self) -> bytes:
        """Return all that a new worker needs to go on. Holds templates: encrypt at rest."""
        window = self._window.view()
        kept = [f for f in window.frames if f.candidate is not None and f.candidate.embedding is not None]
        recent = tuple(_with_embedding_only(facts) for facts in kept)
        return encode_state(
            replace(self._state, tracks=self._watch.tracks, checks=self._checks.statuses, recent=recent)
        )

    def _timed(self, frame: Frame) -> Frame:
        """Put the frame on the one clock that only rises."""
        timeline = advance_timeline(self._state.timeline, frame.captured_at_s, frame.received_at_s)
        self._state = replace(self._state, timeline=timeline)
        return replace(frame, captured_at_s=timeline.at_s)

    def _seen_and_heard(self) -> Window:
        """Return the window that signals read."""
        ear = self._ear
        return replace(
            self._window.view(),
            sounds=ear.facts,
            sound_lost=ear.lost,
            voices=ear.voices,
            voice_looks=ear.voice_looks,
        )

    def _context(self) -> Context:
        context = Context(
            consented=self._brief.consented,
            model=self._analysers.embedder.model,
            reference=self._brief.reference if self._brief.consented else None,
            enrolled=None,
            comparator=self._analysers.comparator,
            calibrations=self._rules.calibrations,
            checks=self._checks.statuses,
            light=self._state.light,
        )
        return replace(context, enrolled=enrolled_template(self._state.enrolment, context))

    def _enrol(self, facts: FrameFacts) -> None:
        """Let the first faces of this call become what continuity compares with."""
        if facts.candidate is not None and facts.candidate.embedding is not None:
            self._state = replace(self._state, enrolment=enrol(self._state.enrolment, facts, self._context()))

    def _ask_signals(self, window: Window) -> tuple[Verdict, ...]:
        """Ask every signal whose period is over."""
        now_s, ran_s = window.now_s, self._state.last_run_s
        due = [s for s in self._signals if now_s >= ran_s.get(s.name, -math.inf) + s.period_s - _PERIOD_SLACK_S]
        if not due:
            return ()
        context = self._context()
        self._state = replace(self._state, last_run_s=ran_s | {signal.name: now_s for signal in due})
        return tuple(signal.observe(window, context) for signal in due)

    def _decide(self, verdicts: Sequence[Verdict], now_s: float) -> tuple[Assessment, tuple[Warning, ...]]:
        fusion, assessment, warnings = decide.advance(
            self._state.fusion,
            verdicts,
            now_s,
            self._rules.fusion,
            interview=self._brief.interview,
            language=self._brief.language,
        )
        self._state = replace(self._state, fusion=fusion)
        return assessment, warnings

    def _key_frame(self, frame: Frame, facts: FrameFacts, warnings: Sequence[Warning]) -> KeyFrame | None:
        """Return this frame if a second opinion should look at it."""
        if self._pace is None or not self._brief.consented:
            return None
        at_s = frame.captured_at_s
        is_new = any(warning.at_s == at_s for warning in warnings)
        picked, key_frame = self._state.key_frames.look(
            frame.rgb, facts.candidate, at_s, self._pace, has_new_warning=is_new
        )
        self._state = replace(self._state, key_frames=picked)
        return key_frame

    def _close_up_of(self, frame: Frame) -> tuple[CloseUp | None, bool]:
        """Return the close-up that goes with a frame whose times are the sender's, and whether one came too late."""
        waiting = self._close_up
        if waiting is None or frame.captured_at_s < waiting.captured_at_s:
            return None, False
        self._close_up = None
        is_late = frame.captured_at_s - waiting.captured_at_s > self._rules.pipeline.close_up.within_s
        return (None, True) if is_late else (waiting, False)

    def _near_rgb(self, facts: FrameFacts) -> RGB | None:
        """Return the newest close-up of who is in view, while it is of about this moment."""
        near, limits = self._watch.near, self._rules.pipeline.close_up
        if near is None or facts.candidate is None or near.track != facts.candidate.track:
            return None
        return near.view.rgb if facts.captured_at_s - near.at_s < limits.in_use_s else None

    def _wanted(self, facts: FrameFacts) -> Region | None:
        """Return where a close-up would help, when it is time to ask for one."""
        rules = self._rules.pipeline.close_up
        if not self._brief.consented or facts.candidate is None or facts.captured_at_s - self._asked_s < rules.period_s:
            return None
        region = wanted_region(facts.candidate, facts.size_px, rules)
        if region is not None:
            self._asked_s = facts.captured_at_s
        return region

    def _portrait(self, frame: Frame, facts: FrameFacts) -> bytes | None:
        """Return the first good view of the candidate, once."""
        if self._has_portrait or not self._brief.consented:
            return None
        found = portrait_of(frame.rgb, facts, self._rules.calibrations[IDENTITY], self._near_rgb(facts))
        self._has_portrait = found is not None
        return found

    def _unreadable(self, encoded: EncodedFrame, code: str, dropped: int) -> StepResult:
        """Report a frame that cannot be read: time goes on, nothing is observed."""
        timeline = advance_timeline(self._state.timeline, encoded.captured_at_s, encoded.received_at_s)
        self._state = replace(self._state, timeline=timeline, unreadable=self._state.unreadable + 1)
        assessment, warnings = self._decide((), timeline.at_s)
        return StepResult(
            interview=self._brief.interview,
            seq=encoded.seq,
            at_s=timeline.at_s,
            received_at_s=encoded.received_at_s,
            verdicts=(),
            assessment=assessment,
            warnings=warnings,
            faces=0,
            face_width_px=None,
            effective_fps=frames_per_second(self._window.view()),
            dropped=dropped,
            took_ms=0.0,
            error=code,
        )


def frames_per_second(window: Window) -> float:
    """Return how many frames per second reached the analysis over the last five seconds; 0 for a single frame."""
    frames = window.last(_FPS_SPAN_S)
    span_s = frames[-1].captured_at_s - frames[0].captured_at_s if frames else 0.0
    return (len(frames) - 1) / span_s if span_s > 0 else 0.0


def _face_width_px(facts: FrameFacts) -> float | None:
    face = facts.candidate
    if face is None:
        return None
    return face.quality.width_px if face.quality else float(face.box_xyxy[2] - face.box_xyxy[0])


def _with_embedding_only(facts: FrameFacts) -> FrameFacts:
    """Return facts thinned as in the window, but with the candidate's embedding."""
    slim = thinned(facts)
    if slim.candidate is None or facts.candidate is None:
        return slim
    return replace(slim, candidate=replace(slim.candidate, embedding=facts.candidate.embedding))
