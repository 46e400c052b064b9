"""What do people make of a warning once the interview is over? They resolve it, hear the candidate, and never stop an
application alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from candor.domain.flags import WORDLESS, Flag, FlagDeed
from candor.domain.ids import CandidateId, InterviewId, WarningId
from candor.errors import UsageError
from candor.services.access import Permission, require
from candor.services.reach import Gate, within
from candor.store.open_flags import FlagMark, FlagPage
from candor.store.store import Store
from candor.store.values import AskedFlag, Person

MAX_WORDS = 2000


class FlagDesk:
    """What administrators, recruiters and reviewers do about flags."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gate = Gate(store)

    def of_interview(self, by: Person, interview: InterviewId) -> Mapping[WarningId, Flag]:
        """Return the flags of an interview that something was written about."""
        self._gate.interview(by, Permission.READ_INTERVIEWS, interview)
        return self._store.flags.of_interview(interview)

    def still_open(self, by: Person, words: str = "", after: FlagMark | None = None) -> FlagPage:
        """Return a page of the warnings within reach that wait for somebody.

        Args:
            by: who looks.
            words: each has to be in the candidate's name or e-mail address.
            after: the end of the page before; None: the first page.
        """
        require(by, Permission.RESOLVE_FLAGS)
        return self._store.open_flags.page(within(by), words, after)

    def note(
        self, by: Person, interview: InterviewId, warning: WarningId, deed: str, words: str, proposal: int = 0
    ) -> None:
        """Write something down about a flag.

        Args:
            by: who writes.
            interview: that is over.
            warning: of that interview.
            deed: of domain.flags.FlagDeed.
            words: why, or what the candidate said.
            proposal: number of the proposed stop that is answered.

        Raises:
            NotFoundError: "no_such_interview", "no_such_warning".
            UsageError: "bad_flag_deed", "flag_needs_words", "interview_not_over", or what domain.flags.allow refuses.
        """
        self._gate.interview(by, Permission.RESOLVE_FLAGS, interview)
        if deed not in set(FlagDeed):
            raise UsageError("bad_flag_deed", "Choose what you want to write down.")
        tidy = "" if deed in WORDLESS else _words(words)
        self._store.flags.add(by, interview, warning, FlagDeed(deed), tidy, proposal)

    def asked_of(self, candidate: CandidateId) -> list[AskedFlag]:
        """Return what a candidate is or was asked on their own page."""
        return self._store.flags.asked_of(candidate)

    def answer_by_link(self, link: str, interview: InterviewId, warning: WarningId, words: str) -> None:
        """Write down what the candidate behind a private link says, asked or not.

        Raises:
            AccessError: "unknown_link".
            NotFoundError: "no_such_interview", "no_such_warning".
            UsageError: "flag_needs_words", "interview_not_over", "enough_said".
        """
        candidate = self._store.candidates.by_link(link)
        self._store.flags.answer(candidate.id, interview, warning, _words(words))


def _words(words: str) -> str:
    tidy = words.strip()
    if not tidy or len(tidy) > MAX_WORDS:
        raise UsageError("flag_needs_words", f"Write a few words, at most {MAX_WORDS} characters.")
    return tidy
