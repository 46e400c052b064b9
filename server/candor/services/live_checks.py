"""How do the movement checks of one live interview go? Drawn, told to the engine, written down, told to the client.

    check_start ─▶ draw ─(pause)─▶ engine.tell ─▶ statuses of results ─▶ records ─▶ check
    no word from the engine in time, a lost worker, the end of the interview ─▶ "can't tell", never lost, never doubled

Owned by services/live_call.py, which calls it under its lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from candor.challenges.compliance.judge import can_be_confirmed, confirmed
from candor.challenges.draw import draw
from candor.challenges.rules import ChallengeRules
from candor.domain.checks import CheckDrawn, CheckId, CheckKind, CheckPhase, CheckStatus
from candor.domain.ids import InterviewId
from candor.domain.orders import ConfirmCheck, Order, SkipCheck, StartCheck
from candor.domain.ports import Engine
from candor.domain.records import InterviewRecords, RecordedCheck
from candor.errors import EngineError, NotFoundError, UsageError
from candor.services.check_messages import check_message
from candor.services.live_client import LiveClient
from candor.services.live_values import Times
from candor.wire.messages import CheckConfirm, CheckSkip, CheckStart, NoticeCode

CheckOrder = CheckStart | CheckSkip | CheckConfirm

MOST_CHECKS = 200
"""In one interview: more is a mistake or mischief, and is not answered."""
MOST_TOLD = 50
"""To a client that comes anew."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A check that is drawn and not yet asked for."""

    drawn: CheckDrawn
    is_chosen: bool
    due_s: float


class LiveChecks:
    """Every movement check of one interview."""

    def __init__(
        self,
        interview: InterviewId,
        records: InterviewRecords,
        engine: Engine,
        times: Times,
        rules: ChallengeRules,
        client: LiveClient,
    ) -> None:
        self.cannot: frozenset[CheckKind] = frozenset()
        """What the candidate was said to be unable to do; kept only while the interview runs."""
        self._interview = interview
        self._records = records
        self._engine = engine
        self._times = times
        self._rules = rules
        self._client = client
        self._held = {held.status.check.id: held for held in records.checks(interview)}
        self._waiting: _Waiting | None = None
        self._began_s = 0.0
        self.lost(0.0)  # those of an earlier server: nobody saw how they went on

    # --- the client -----------------------------------------------------------------------------------------------

    def order(self, order: CheckOrder, at_s: float) -> None:
        """Do what the interviewer asks.

        Args:
            order: of the client.
            at_s: interview time.

        Raises:
            NotFoundError: "no_such_check".
        """
        match order:
            case CheckStart():
                self._start(order, at_s)
            case CheckSkip():
                self._skip(self._known(order.id), at_s)
            case CheckConfirm():
                self._confirm(self._known(order.id), order.seen, at_s)

    def welcome(self) -> None:
        """Tell a new client the newest checks; pictures only of the one that runs, or ran last."""
        told = sorted(self._held.values(), key=lambda held: held.number)[-MOST_TOLD:]
        for held in told[:-1]:
            self._tell(replace(held, status=replace(held.status, evidence_jpeg=None)))
        if told:
            self._tell(told[-1])

    # --- the engine and time --------------------------------------------------------------------------------------

    def results(self, statuses: Sequence[CheckStatus]) -> None:
        """Take what the analysis says of checks; one that is over here stays as it is."""
        for status in statuses:
            known = self._held.get(status.check.id)
            if known is None:
                continue
            if known.status.is_over:
                if not status.is_over:  # a session that went on from a checkpoint, and does not know yet
                    self._order(SkipCheck(status.check.id))
            elif status != known.status:
                self._write(replace(known, status=status))

    def tick(self, now_s: float, at_s: float) -> None:
        """Ask for what is due, and end what the analysis has gone silent about."""
        if self._waiting is not None and now_s >= self._waiting.due_s:
            self._begin(self._waiting, at_s)
        newest = self._newest()
        if newest is None or newest.status.is_over:
            return
        silent_after_s = self._deadline_s(newest) + self._times.rules.silent_after_s
        if newest.status.phase is CheckPhase.ASK_INTERVIEWER:
            silent_after_s += self._rules.confirm_s
        if now_s - self._began_s > silent_after_s:
            self._order(SkipCheck(newest.status.check.id))
            self._end(newest, CheckPhase.CANT_TELL, at_s)

    def lost(self, at_s: float) -> None:
        """The worker died: nobody saw how a check that ran went on. Its successor shall not go on with it either."""
        for held in [held for held in self._held.values() if not held.status.is_over]:
            if held.confirmed is None:
                self._order(SkipCheck(held.status.check.id))
            self._end(held, CheckPhase.CANT_TELL, at_s)

    def close(self, at_s: float) -> None:
        """Nothing is analysed any longer."""
        self._waiting = None
        self.lost(at_s)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _start(self, order: CheckStart, at_s: float) -> None:
        self.cannot |= frozenset(order.cannot)
        newest = self._newest()
        if newest is not None and not newest.status.is_over:
            self._skip(newest, at_s)
        if len(self._held) >= MOST_CHECKS:
            return
        try:
            drawn = self._draw(order.kind, newest)
        except UsageError:
            self._client.remark(NoticeCode.NO_CHECK_LEFT)
            return
        is_chosen = order.kind is not None
        self._waiting = _Waiting(drawn, is_chosen, self._times.clock() + drawn.wait_s)

    def _draw(self, kind: CheckKind | None, newest: RecordedCheck | None) -> CheckDrawn:
        seed, number = self._records.check_seed(self._interview), len(self._held) + 1
        last = None if newest is None else newest.status.check.kind
        return draw(seed, number, self._rules, last=last, cannot=self.cannot, kind=kind)

    def _begin(self, waiting: _Waiting, at_s: float) -> None:
        self._waiting = None
        if not self._order(StartCheck(waiting.drawn.check)):
            self._client.remark(NoticeCode.ANALYSIS_STOPPED)
            return
        self._began_s = self._times.clock()
        status = CheckStatus(waiting.drawn.check, CheckPhase.RUNNING, at_s)
        self._write(RecordedCheck(waiting.drawn.number, status, waiting.is_chosen))

    def _skip(self, held: RecordedCheck, at_s: float) -> None:
        if held.status.is_over:
            self._tell(held)  # said again after a reconnect
            return
        self._order(SkipCheck(held.status.check.id))
        self._end(held, CheckPhase.SKIPPED, at_s)

    def _confirm(self, held: RecordedCheck, seen: bool, at_s: float) -> None:
        if not can_be_confirmed(held.status):
            self._tell(held)
            return
        if held.status.is_over:  # by the recogniser: nothing comes of it from the analysis any more
            held = replace(held, status=confirmed(held.status, at_s, seen=seen))
        self._write(replace(held, confirmed=seen))
        if not self._order(ConfirmCheck(held.status.check.id, seen)):
            self._end(self._held[held.status.check.id], CheckPhase.CANT_TELL, at_s)

    def _end(self, held: RecordedCheck, phase: CheckPhase, at_s: float) -> None:
        """End a check that is not over; the word of the interviewer, where there is one, is not lost."""
        if held.status.is_over:
            return
        status = held.status
        if held.confirmed is not None:
            status = confirmed(status, at_s, seen=held.confirmed)
        self._write(replace(held, status=status.ended(phase, at_s)))

    def _write(self, held: RecordedCheck) -> None:
        """Written down, then told."""
        self._records.save_check(self._interview, held)
        self._held[held.status.check.id] = held
        self._tell(held)

    def _tell(self, held: RecordedCheck) -> None:
        deadline_s = self._deadline_s(held)
        left_s = deadline_s - (self._times.clock() - self._began_s)
        self._client.send(
            check_message(
                held, language=self._client.language, deadline_s=deadline_s, left_s=left_s, cannot=self.cannot
            )
        )

    def _order(self, order: Order) -> bool:
        """Pass an order on; False when nothing is being analysed."""
        try:
            self._engine.tell(self._interview, order)
        except EngineError:
            return False
        return True

    def _known(self, named: str) -> RecordedCheck:
        held = self._held.get(CheckId(named))
        if held is None:
            raise NotFoundError("no_such_check", "This interview has no such check.")
        return held

    def _newest(self) -> RecordedCheck | None:
        return max(self._held.values(), key=lambda held: held.number, default=None)

    def _deadline_s(self, held: RecordedCheck) -> float:
        return self._rules.deadline_s[held.status.check.kind]
