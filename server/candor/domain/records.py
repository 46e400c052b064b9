"""What is written down of an interview, and the port through which the live interview writes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from candor.domain.assessment import Assessment, Warning
from candor.domain.checklist import ChecklistAnswer, ChecklistTemplate, EarlierAnswer, ItemId, RecordedChecklist
from candor.domain.checks import CheckStatus
from candor.domain.escalation import Escalation, EscalationContact
from candor.domain.flags import FlagEntry
from candor.domain.ids import InterviewId, SignalName, WarningId
from candor.domain.observations import Verdict
from candor.domain.ports import Brief
from candor.domain.second_opinion import Opinion, SecondOpinion
from candor.domain.seconds import Minute

UNWATCHED_S = 5.0
"""A longer pause than this between two assessments was not watched: nobody may guess what was in it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The four states as they were seen without a pause."""

    assessment: Assessment
    """Of the beginning, with the newest reasons."""
    until_s: float
    """Interview time at which they were seen last."""


@dataclass(frozen=True, slots=True)
class WarningAnswer:
    """What the interviewer did with a warning."""

    kind: str
    """"explained", "later", "note" or "escalate"."""
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordedWarning:
    """A warning as stored: with the number of the stream event that carried it, and the latest answer."""

    event: int
    warning: Warning
    answer: WarningAnswer | None = None


@dataclass(frozen=True, slots=True)
class RecordedCheck:
    """A check as stored: how it went, and how it came to be."""

    number: int
    """Of the check in this interview, from 1: with the interview's seed it gives the draw again."""
    status: CheckStatus
    is_chosen: bool
    """The interviewer chose the kind; side and digits are drawn all the same."""
    confirmed: bool | None = None
    """What the interviewer heard, where only a person can tell; None: not said."""


@dataclass(frozen=True, slots=True)
class RecordedNote:
    """What the interviewer wrote down of their own accord."""

    id: str
    """Drawn by the client."""
    at_s: float
    """Moment of the interview that it is about, interview time."""
    text: str
    by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class SignalTally:
    """How often a signal could judge."""

    observations: int
    abstentions: Mapping[str, int]
    """Abstentions by reason."""


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """Everything a report is made from; the same for a live interview and an analysed recording."""

    interview: InterviewId
    candidate: str
    title: str
    """The role and round, or the file name."""
    started_at: datetime
    ended_at: datetime | None
    duration_s: float
    frames_analyzed: int
    frames_dropped: int
    reference: str
    """"id_photo" or "none"."""
    timeline: Sequence[Assessment]
    """One entry per change of any state and after each pause, oldest first; the last is the state at the end."""
    warnings: Sequence[RecordedWarning]
    signals: Mapping[SignalName, SignalTally]
    versions: Mapping[str, str]
    """Model, calibration and program versions in force."""
    checks: Sequence[RecordedCheck] = field(default=())
    """Oldest first."""
    checklist: RecordedChecklist | None = None
    """None where none was begun, as with a recording."""
    notes: Sequence[RecordedNote] = field(default=())
    """In the order of the interview."""
    escalations: Sequence[Escalation] = field(default=())
    """Oldest first."""
    flags: Sequence[FlagEntry] = field(default=())
    """What people made of the warnings afterwards, oldest first."""
    notices: Sequence[str] = field(default=())
    """Codes of what went wrong with the protection itself, e.g. "analysis_restarted"."""
    sound_lost_s: float = 0.0
    """Of the call; a recording loses none."""
    second_opinion: SecondOpinion | None = None
    """None where nobody was asked."""


@dataclass(frozen=True, slots=True)
class StreamGrant:
    """What a valid stream token opens."""

    interview: InterviewId
    candidate: str
    """Display name."""
    has_reference: bool
    consented: bool
    granted_to: str
    """Who redeemed the pairing code: answers are recorded under this name."""


class InterviewRecords(Protocol):
    """Where the live interview reads and writes. Thread-safe; every write is durable when the call returns."""

    def redeem(self, token: str) -> StreamGrant:
        """Raise AccessError ("unknown_token", "expired_token", "interview_ended") unless the token is good now."""
        ...

    def brief(self, interview: InterviewId) -> Brief: ...

    def checkpoint(self, interview: InterviewId) -> bytes | None: ...

    def save_checkpoint(self, interview: InterviewId, state: bytes) -> None: ...

    def begin(self, interview: InterviewId) -> None:
        """Note that media flows; the first call sets the start time."""
        ...

    def save_progress(
        self, interview: InterviewId, *, frames: int, dropped: int, sound_lost_s: float, duration_s: float
    ) -> None:
        """Totals of this interview so far."""
        ...

    def save_tallies(self, interview: InterviewId, tallies: Mapping[SignalName, SignalTally]) -> None: ...

    def save_portrait(self, interview: InterviewId, jpeg: bytes) -> None:
        """Keep the picture that stands for this interview beside others; the first stays, and only with consent."""
        ...

    def save_verdicts(self, interview: InterviewId, verdicts: Sequence[Verdict]) -> None:
        """Add what the signals said, in the order of the interview; after a withdrawal nothing is added."""
        ...

    def save_minutes(self, interview: InterviewId, seen: Sequence[Minute]) -> None:
        """Lay what was found in some seconds over what is known of them."""
        ...

    def save_assessment(self, interview: InterviewId, assessment: Assessment) -> None:
        """Keep one entry per change of any state, and after each pause longer than UNWATCHED_S."""
        ...

    def watched(self, interview: InterviewId, since_s: float = 0.0) -> Sequence[Watched]:
        """Return the entries that were seen at this interview time or later, oldest first."""
        ...

    def save_warning(self, warning: Warning, event: int) -> None:
        """Insert, or update the warning of the same id."""
        ...

    def save_answer(self, interview: InterviewId, warning: WarningId, answer: WarningAnswer) -> None:
        """Raise NotFoundError when this interview has no such warning. "escalate" opens an escalation unless one of
        this warning is open.
        """
        ...

    def escalations(self, interview: InterviewId) -> Sequence[Escalation]:
        """Return all escalations of an interview, oldest first."""
        ...

    def escalation_contact(self) -> EscalationContact | None:
        """Return whom this house has named for escalations; None: nobody yet."""
        ...

    def check_seed(self, interview: InterviewId) -> str:
        """Return the secret from which this interview's checks are drawn, 32 hexadecimal digits; made on first use."""
        ...

    def save_check(self, interview: InterviewId, check: RecordedCheck) -> None:
        """Insert, or update the check of the same id. An update without evidence keeps the evidence it has."""
        ...

    def checks(self, interview: InterviewId) -> Sequence[RecordedCheck]:
        """Return all checks of an interview with their evidence, oldest first."""
        ...

    def begin_checklist(self, interview: InterviewId, template: ChecklistTemplate) -> RecordedChecklist:
        """Give an interview this template unless it has one; return its checklist with what was noted."""
        ...

    def save_checklist_answer(self, interview: InterviewId, answer: ChecklistAnswer) -> None:
        """Insert, or update the answer to the same item."""
        ...

    def earlier_answers(self, interview: InterviewId, items: Collection[ItemId]) -> Sequence[EarlierAnswer]:
        """Return what was noted of these items in earlier interviews of the same candidate, newest first."""
        ...

    def save_note(self, interview: InterviewId, note: RecordedNote) -> None:
        """Insert, or update the note of the same id; one without text is removed."""
        ...

    def notes(self, interview: InterviewId) -> Sequence[RecordedNote]:
        """Return all notes in the order of the interview."""
        ...

    def begin_second_opinion(self, interview: InterviewId, asked: SecondOpinion) -> None:
        """Note who is asked for a second opinion, and with what; what was said before stays."""
        ...

    def save_opinions(self, interview: InterviewId, said: Sequence[Opinion]) -> None:
        """Add what was said of a key frame; after a withdrawal nothing is added."""
        ...

    def second_opinion(self, interview: InterviewId) -> SecondOpinion | None:
        """Return what was said so far; None where nobody is asked."""
        ...

    def id_photo(self, interview: InterviewId) -> bytes | None:
        """Return the ID photo as it was uploaded; None without one, and without consent."""
        ...

    def save_notice(self, interview: InterviewId, code: str) -> None: ...

    def warnings(self, interview: InterviewId, after_event: int = 0) -> Sequence[RecordedWarning]: ...

    def last_event(self, interview: InterviewId) -> int: ...

    def record(self, interview: InterviewId) -> InterviewRecord:
        """Return everything that a report is made from."""
        ...

    def end(self, interview: InterviewId) -> str:
        """Close the interview, drop its checkpoint, revoke its tokens; return the path of its report."""
        ...
