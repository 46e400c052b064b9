"""How do live interviews ask for a second opinion? A key frame goes to the desk, what is said of it to the records.

Nobody waits for it: the picture is handed over on the engine's thread, looked at on the desk's, and dropped. Consent is
asked for again right before the look. What is said is information; nothing here knows of warnings or clients.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from candor.domain.ids import InterviewId
from candor.domain.ports import Brief, StepResult
from candor.domain.records import InterviewRecords
from candor.domain.second_opinion import (
    KeyFrame,
    Opinion,
    OpinionHealth,
    Readiness,
    Says,
    SecondOpinion,
    ServiceState,
)
from candor.errors import DecodeError, NotFoundError
from candor.second_opinion.counsel import Counsel

RGB = NDArray[np.uint8]


class OpinionDesk(Protocol):
    """Does one piece of work after the other; candor.second_opinion.desk.Desk is the real one."""

    @property
    def is_awake(self) -> bool:
        """Whether its process may run now."""
        ...

    def offer(self, work: Callable[[Counsel | None], None]) -> bool:
        """Hand over a piece of work; False when too many are waiting. Never blocks."""
        ...

    def stop(self) -> None:
        """Forget what waits."""
        ...


class LiveOpinions:
    """The second opinion on all live interviews of this server."""

    def __init__(
        self,
        records: InterviewRecords,
        desk: OpinionDesk,
        asked: SecondOpinion,
        open_photo: Callable[[bytes], RGB],
        *,
        is_on: bool,
    ) -> None:
        """Prepare; nothing runs before the first key frame.

        Args:
            records: where it is written down.
            desk: where it is asked.
            asked: who, and what they are able to say; without opinions.
            open_photo: decodes an ID photo; raises DecodeError.
            is_on: the setting.
        """
        self._records = records
        self._desk = desk
        self._asked = asked
        self._open_photo = open_photo
        self._state = _state(asked, is_on=is_on)
        self._noted: set[InterviewId] = set()
        self._lock = threading.Lock()
        self._answers = 0
        self._unanswered: Counter[str] = Counter()

    @property
    def is_asked(self) -> bool:
        """Whether it is switched on and anything is ready; else key frames need not be picked."""
        return self._state is ServiceState.READY

    def result(self, result: StepResult) -> None:
        """Take what one picture gave: note once that this interview is looked at, and hand a key frame over.

        Raises:
            NotFoundError: the interview was erased.
        """
        interview, frame = result.interview, result.key_frame
        if not self.is_asked:
            return
        if interview not in self._noted:
            self._records.begin_second_opinion(interview, self._asked)
            self._noted.add(interview)
        if frame is not None and not self._desk.offer(lambda counsel: self._look(interview, frame, counsel)):
            self._keep(interview, self._cannot_tell(frame, "busy"))

    def stop(self) -> None:
        """Forget what waits, and end the process."""
        self._desk.stop()

    def health(self) -> OpinionHealth:
        """Return how it does, for the administrator."""
        with self._lock:
            return OpinionHealth(self._state, self._asked, self._desk.is_awake, self._answers, dict(self._unanswered))

    def _look(self, interview: InterviewId, frame: KeyFrame, counsel: Counsel | None) -> None:
        """On the desk's thread: ask about one key frame, unless consent was withdrawn or everything erased."""
        try:
            brief = self._records.brief(interview)
            if not brief.consented:
                return
            said = counsel.opinions(frame, self._photo(brief)) if counsel else self._cannot_tell(frame, "failed")
            self._keep(interview, said)
        except NotFoundError:
            return  # erased meanwhile

    def _photo(self, brief: Brief) -> RGB | None:
        """Return the ID photo where it serves as reference."""
        photo = self._records.id_photo(brief.interview) if brief.reference is not None else None
        try:
            return None if photo is None else self._open_photo(photo)
        except DecodeError:
            return None

    def _keep(self, interview: InterviewId, said: tuple[Opinion, ...]) -> None:
        unanswered = [opinion.reason for opinion in said if opinion.says is Says.CANT_TELL]
        with self._lock:
            self._answers += len(said) - len(unanswered)
            self._unanswered.update(unanswered)
        self._records.save_opinions(interview, said)

    def _cannot_tell(self, frame: KeyFrame, reason: str) -> tuple[Opinion, ...]:
        able = [ability for ability, state in self._asked.readiness.items() if state is Readiness.READY]
        return tuple(Opinion(ability, frame.at_s, frame.occasion, Says.CANT_TELL, reason=reason) for ability in able)


def _state(asked: SecondOpinion, *, is_on: bool) -> ServiceState:
    states = set(asked.readiness.values())
    if not is_on:
        return ServiceState.OFF
    if Readiness.READY in states:
        return ServiceState.READY
    return ServiceState.NO_WEIGHTS if Readiness.NO_WEIGHTS in states else ServiceState.NOT_INSTALLED
