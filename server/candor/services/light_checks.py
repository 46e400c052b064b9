"""How is a coded light shown? Draws the code, lets its colours out just in time, tells the analysis when it is over.

    page ── start, next, end ─▶ LightChecks ─▶ live.show_light ─▶ engine

A colour leaves the server half a second before it is due, so nobody can know the code beforehand. What the page reports
is told to people as lateness; the finding rests on the server's own clock. Kept in memory: a check that a restart
interrupts is made anew.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from statistics import median
from typing import Final

from candor.challenges.light_plan import draw_light
from candor.domain.ids import CandidateId, InterviewId
from candor.domain.light import LightId, LightPhase, LightPlan, LightShow
from candor.domain.ports import Clock
from candor.errors import NotFoundError, UsageError
from candor.services.live_calls import LiveCalls
from candor.store.store import Store

LEAD_S: Final = 0.5
"""A colour may leave the server this long before it is due: what a slow network needs."""
MOST_STARTS: Final = 5
"""In one interview: each try of a recording passes by chance once in two thousand."""
SILENT_AFTER_S: Final = 3.0
"""A page that asks for nothing for so long is closed."""
JUDGED_AFTER_S: Final = 5.0
"""The analysis has judged a code so long after its end at the latest: until it has, nothing may take its place, or a
page could make a failed check vanish by starting or skipping at once.
"""
FORGET_AFTER_S: Final = 7200.0
END_SLACK_S: Final = 1.0
"""A page may say that all was shown this long before the server's own end."""


@dataclass(slots=True)
class _Running:
    """One light check of one interview."""

    show: LightShow
    """starts_at_s is on this server's clock."""
    seed: int
    asked_s: float
    """When the page last asked."""
    late_s: dict[int, float] = field(default_factory=dict[int, float])
    """Chip to how late it was on the screen."""
    ended_s: float | None = None


@dataclass(frozen=True, slots=True)
class NextColours:
    """What the page may know now."""

    now_s: float
    """Seconds since the first colour is due; negative before it."""
    colours: tuple[tuple[int, int], ...]
    """(chip, 1 for warm or 0 for cool) of the chips that are due soon or now."""
    is_over: bool


class LightChecks:
    """The newest light check of each interview. Thread-safe."""

    def __init__(
        self,
        store: Store,
        live: LiveCalls,
        plan: LightPlan,
        now: Callable[[], datetime],
        clock: Clock,
        draw_seed: Callable[[], int] = lambda: secrets.randbits(128),
    ) -> None:
        """Prepare.

        Args:
            store: the audit trail, consents and interviews.
            live: the calls that run.
            plan: which codes, which colours.
            now: aware wall clock, for the audit trail.
            clock: the monotonic clock on which frames are received.
            draw_seed: 128 secret random bits.
        """
        self.plan = plan
        self._store = store
        self._live = live
        self._now = now
        self._clock = clock
        self._draw_seed = draw_seed
        self._running: dict[InterviewId, _Running] = {}
        self._starts: dict[InterviewId, int] = {}
        self._lock = threading.Lock()

    def live_interview_of(self, candidate: CandidateId) -> InterviewId | None:
        """Return the interview of a candidate that runs now; None when none does."""
        for interview in self._store.rounds.of_candidate(candidate):
            if interview.ended_at is None and not self._live.snapshot(interview.id).protection:
                return interview.id
        return None

    def start(self, interview: InterviewId, actor: str) -> LightId:
        """Draw a code and begin; one that runs is stopped.

        Args:
            interview: one that is live.
            actor: who pressed Start, for the audit trail: a person's id or "candidate".

        Raises:
            UsageError: "not_live", "too_many_lights" or "light_is_judged".
        """
        if self._live.snapshot(interview).protection:
            raise UsageError("not_live", "The interview is not running yet. Wait until your interviewer has started.")
        with self._lock:
            if self._starts.get(interview, 0) >= MOST_STARTS:
                raise UsageError("too_many_lights", "The light check was made often enough in this interview.")
            self._close(interview, LightPhase.STOPPED)
            if self._is_being_judged(interview):
                raise UsageError("light_is_judged", "The light check is being judged. Start again in a few seconds.")
            self._starts[interview] = self._starts.get(interview, 0) + 1
            seed, now_s = self._draw_seed(), self._clock()
            self._forget_old(now_s)
            show = LightShow(
                id=LightId(secrets.token_urlsafe(9)),
                code=draw_light(seed, self.plan),
                starts_at_s=now_s + self.plan.settle_s,
                chip_s=self.plan.chip_s,
                max_run=self.plan.max_run,
            )
            self._running[interview] = _Running(show, seed, now_s)
            self._live.show_light(interview, show)
        commitment = hashlib.sha256(f"{seed:032x}".encode()).hexdigest()[:32]
        self._store.audit.note(self._now(), actor, "light_started", f"{interview} {commitment}")
        return show.id

    def next(self, show: LightId, shown: Sequence[tuple[int, float]]) -> NextColours:
        """Take what the page has shown, and return the colours that are due.

        Args:
            show: as `start` returned it; nobody but the page that pressed Start knows it.
            shown: (chip, seconds since the first colour was due) of chips that came on the screen.

        Raises:
            NotFoundError: "no_such_light": another one was started, or the server was restarted.
        """
        with self._lock:
            _, running = self._held(show)
            running.asked_s = self._clock()
            at_s = running.asked_s - running.show.starts_at_s
            for chip, shown_at_s in shown:
                due_s = chip * self.plan.chip_s
                if 0 <= chip < self.plan.chips and due_s - LEAD_S <= shown_at_s <= at_s + LEAD_S:
                    running.late_s.setdefault(chip, shown_at_s - due_s)
            first = max(0, int(at_s // self.plan.chip_s))
            due = [c for c in range(first, self.plan.chips) if c * self.plan.chip_s - at_s <= LEAD_S]
            code = running.show.code
            is_over = at_s >= self.plan.seconds or running.show.phase is not LightPhase.RUNNING
            return NextColours(at_s, () if is_over else tuple((c, code[c]) for c in due), is_over)

    def end(self, show: LightId, phase: LightPhase) -> None:
        """Take how the page ended. That all was shown is believed only at the end of the code.

        Raises:
            NotFoundError: "no_such_light".
        """
        with self._lock:
            interview, running = self._held(show)
            is_early = self._clock() - running.show.starts_at_s < self.plan.seconds - END_SLACK_S
            shown = phase is LightPhase.SHOWN and not is_early
            self._close(interview, LightPhase.SHOWN if shown else LightPhase.STOPPED)

    def skip(self, interview: InterviewId) -> None:
        """The candidate would rather not: neutral, and told as such. What was just shown is judged all the same."""
        with self._lock:
            self._close(interview, LightPhase.STOPPED)
            if self._is_being_judged(interview):
                return
            now_s, never = self._clock(), LightId(secrets.token_urlsafe(9))
            show = LightShow(never, (), now_s, self.plan.chip_s, self.plan.max_run, LightPhase.SKIPPED)
            self._running[interview] = _Running(show, 0, now_s)
            self._live.show_light(interview, show)
        self._store.audit.note(self._now(), "candidate", "light_skipped", str(interview))

    def newest(self, interview: InterviewId) -> LightShow | None:
        """Return the newest light check, its start on this server's clock; None before the first."""
        with self._lock:
            running = self._running.get(interview)
            if running is None:
                return None
            if self._clock() - running.asked_s > SILENT_AFTER_S:
                self._close(interview, LightPhase.STOPPED)
            return running.show

    def seconds_left(self, show: LightShow) -> float:
        """Return how long a check still runs."""
        return max(0.0, show.starts_at_s + self.plan.seconds - self._clock())

    def _is_being_judged(self, interview: InterviewId) -> bool:
        running = self._running.get(interview)
        if running is None or running.show.phase is not LightPhase.SHOWN or running.ended_s is None:
            return False
        is_told = self._live.snapshot(interview).light is not None
        return not is_told and self._clock() - running.ended_s < JUDGED_AFTER_S

    def _held(self, show: LightId) -> tuple[InterviewId, _Running]:
        for interview, running in self._running.items():
            if running.show.id == show:
                return interview, running
        raise NotFoundError("no_such_light", "This light check is over. Start it again.")

    def _forget_old(self, now_s: float) -> None:
        old = [interview for interview, running in self._running.items() if now_s - running.asked_s > FORGET_AFTER_S]
        for interview in old:
            self._close(interview, LightPhase.STOPPED)
            del self._running[interview]

    def _close(self, interview: InterviewId, phase: LightPhase) -> None:
        """End what runs, if anything does; the seed goes on record now that it is no secret any more."""
        running = self._running.get(interview)
        if running is None or running.show.phase is not LightPhase.RUNNING:
            return
        late_s = sorted(running.late_s.values())
        missed = self.plan.chips - len(late_s)
        running.ended_s = self._clock()
        running.show = replace(
            running.show, phase=phase, late_s=round(median(late_s), 3) if late_s else 0.0, missed=missed
        )
        self._live.show_light(interview, running.show)
        self._store.audit.note(self._now(), "system", f"light_{phase.value}", f"{interview} {running.seed:032x}")
