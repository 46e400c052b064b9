"""Flags: a warning of an ended interview, and what people made of it. Everything is an entry, and every entry stays.

Nothing follows from an entry by itself: an agreed stop writes down who decided, and changes nothing about a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from candor.domain.ids import WarningId
from candor.errors import UsageError


class FlagDeed(StrEnum):
    """What somebody wrote down about a flag."""

    TRUE = "true"
    """The warning was right: what it said was so, whatever the reason."""
    FALSE = "false"
    """A false alarm: it had another cause."""
    UNKNOWN = "unknown"
    """It cannot be settled."""
    STATEMENT = "statement"
    """What the candidate says about it."""
    ASKED = "asked"
    """The candidate finds a question about it on their page."""
    SILENCE = "silence"
    """The candidate was asked and has said nothing."""
    STOP_PROPOSED = "stop_proposed"
    """Somebody proposes to stop the application because of it."""
    STOP_WITHDRAWN = "stop_withdrawn"
    STOP_AGREED = "stop_agreed"
    """A second person agrees."""
    STOP_DECLINED = "stop_declined"


RESOLUTIONS: Final = (FlagDeed.TRUE, FlagDeed.FALSE, FlagDeed.UNKNOWN)
WORDLESS: Final = (FlagDeed.ASKED, FlagDeed.SILENCE, FlagDeed.STOP_WITHDRAWN)
"""Deeds that need no words."""
NO_STEP: Final = (FlagDeed.STATEMENT, FlagDeed.ASKED, FlagDeed.SILENCE, FlagDeed.TRUE)
"""Deeds that leave a proposed or agreed stop as it is."""
CANDIDATE: Final = "candidate"
"""Stands for a person's id in what the candidate wrote."""
MOST_SAID: Final = 5
"""Statements that a candidate writes about one warning without being asked."""


@dataclass(frozen=True, slots=True)
class FlagEntry:
    """One thing that was written down."""

    number: int
    """Of the entry in this interview, from 1."""
    warning: WarningId
    deed: FlagDeed
    person: str
    """Id of who wrote it down."""
    by: str
    """Their name."""
    at: datetime
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Flag:
    """All entries about one warning, oldest first."""

    entries: Sequence[FlagEntry] = ()

    @property
    def resolution(self) -> FlagEntry | None:
        """Return the one in force: the newest."""
        return next((entry for entry in reversed(self.entries) if entry.deed in RESOLUTIONS), None)

    @property
    def is_true(self) -> bool:
        """Whether it is resolved as right."""
        return self.resolution is not None and self.resolution.deed is FlagDeed.TRUE

    @property
    def is_heard(self) -> bool:
        """Whether the candidate said something, or was asked and did not."""
        return any(entry.deed in (FlagDeed.STATEMENT, FlagDeed.SILENCE) for entry in self.entries)

    @property
    def is_asked(self) -> bool:
        """Whether a question waits on the candidate's page; an answer there, or a note that none came, ends it."""
        mine = (
            e for e in reversed(self.entries) if e.deed in (FlagDeed.ASKED, FlagDeed.SILENCE) or e.person == CANDIDATE
        )
        newest = next(mine, None)
        return newest is not None and newest.deed is FlagDeed.ASKED

    @property
    def is_disputed(self) -> bool:
        """Whether the candidate has written something since it was resolved, or before anybody did."""
        newest = next((e for e in reversed(self.entries) if e.deed in RESOLUTIONS or e.person == CANDIDATE), None)
        return newest is not None and newest.person == CANDIDATE

    @property
    def may_be_disputed(self) -> bool:
        """Whether the candidate may write something more."""
        return self.is_asked or sum(entry.person == CANDIDATE for entry in self.entries) < MOST_SAID

    @property
    def proposal(self) -> FlagEntry | None:
        """Return the proposed stop that waits for a second person."""
        return self._standing(FlagDeed.STOP_PROPOSED)

    @property
    def stop(self) -> FlagEntry | None:
        """Return the agreed stop, while it stands."""
        return self._standing(FlagDeed.STOP_AGREED)

    def _standing(self, wanted: FlagDeed) -> FlagEntry | None:
        """Return the newest step, if it is that one; a stop stands on a flag resolved as right, and falls with that."""
        newest = next((entry for entry in reversed(self.entries) if entry.deed not in NO_STEP), None)
        return newest if newest is not None and newest.deed is wanted else None


NOTHING_WRITTEN: Final = Flag()


def flags_of(entries: Sequence[FlagEntry]) -> Mapping[WarningId, Flag]:
    """Return the flags that something was written about, entries as they come."""
    sorted_out: dict[WarningId, list[FlagEntry]] = {}
    for entry in entries:
        sorted_out.setdefault(entry.warning, []).append(entry)
    return {warning: Flag(tuple(mine)) for warning, mine in sorted_out.items()}


def allow(flag: Flag, deed: FlagDeed, person: str, proposal: int = 0) -> None:
    """Let somebody write something down.

    Args:
        flag: as it is now.
        deed: what is to be written.
        person: id of who writes.
        proposal: number of the proposed stop that an answer is about.

    Raises:
        UsageError: "stop_needs_true", "stop_needs_hearing", "stop_is_open", "no_such_proposal", "second_person_needed",
            "not_your_proposal", "enough_said".
    """
    if person == CANDIDATE and not flag.may_be_disputed:
        raise UsageError("enough_said", "You have written enough about this here. Write to the organisation instead.")
    if deed is FlagDeed.STOP_PROPOSED:
        _allow_proposal(flag)
    elif deed in (FlagDeed.STOP_AGREED, FlagDeed.STOP_DECLINED, FlagDeed.STOP_WITHDRAWN):
        _allow_answer(flag, deed, person, proposal)


def _allow_proposal(flag: Flag) -> None:
    if not flag.is_true:
        raise UsageError("stop_needs_true", "First the warning has to be resolved as right.")
    if not flag.is_heard:
        sentence = "First ask the candidate, and write down what they say, or that they said nothing."
        raise UsageError("stop_needs_hearing", sentence)
    if flag.proposal is not None or flag.stop is not None:
        raise UsageError("stop_is_open", "Somebody has proposed this meanwhile.")


def _allow_answer(flag: Flag, deed: FlagDeed, person: str, proposal: int) -> None:
    held = flag.proposal
    if held is None or held.number != proposal:
        raise UsageError("no_such_proposal", "This proposal does not stand any more. Load the page again.")
    if deed is FlagDeed.STOP_WITHDRAWN:
        if held.person != person:
            raise UsageError("not_your_proposal", "Whoever proposed it takes it back; you can decline it.")
    elif held.person == person:
        raise UsageError("second_person_needed", "Another person than the one who proposed it has to decide.")
