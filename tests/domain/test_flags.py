from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.domain.flags import MOST_SAID, NOTHING_WRITTEN, Flag, FlagDeed, FlagEntry, allow, flags_of
from candor.domain.ids import WarningId
from candor.errors import UsageError

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HEARD_AND_TRUE = ("ada true", "ada statement")


def flag(*steps):
    """Each step is who and what."""
    entries = []
    for number, step in enumerate(steps, 1):
        who, deed = step.split()
        entries.append(FlagEntry(number, WarningId("w-1"), FlagDeed(deed), who, who.title(), NOON))
    return Flag(tuple(entries))


def refusal(held, deed, who, proposal=0):
    try:
        allow(held, deed, who, proposal)
    except UsageError as error:
        return error.code
    return None


def test_the_newest_resolution_is_in_force_and_the_others_stay():
    changed = flag("ada true", "rita false")
    assert changed.resolution is not None
    assert (changed.resolution.by, changed.resolution.deed) == ("Rita", FlagDeed.FALSE)
    assert len(changed.entries) == 2
    assert NOTHING_WRITTEN.resolution is None


def test_entries_are_sorted_out_by_warning():
    entries = [FlagEntry(n, WarningId(f"w-{n % 2}"), FlagDeed.TRUE, "p", "P", NOON) for n in range(4)]
    assert {warning: len(held.entries) for warning, held in flags_of(entries).items()} == {"w-0": 2, "w-1": 2}


@pytest.mark.parametrize("deed", ["true", "false", "unknown", "statement", "silence"])
def test_anybody_resolves_and_hears_at_any_time(deed):
    assert refusal(flag(*HEARD_AND_TRUE, "ada stop_proposed", "rita stop_agreed"), FlagDeed(deed), "ada") is None


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "stop_needs_true"),
        (("ada unknown", "ada statement"), "stop_needs_true"),
        (("ada true", "rita false", "ada statement"), "stop_needs_true"),
        (("ada true",), "stop_needs_hearing"),
        ((*HEARD_AND_TRUE, "rita stop_proposed"), "stop_is_open"),
        ((*HEARD_AND_TRUE, "rita stop_proposed", "ada stop_agreed"), "stop_is_open"),
        (HEARD_AND_TRUE, None),
        (("ada true", "ada silence"), None),
        ((*HEARD_AND_TRUE, "rita stop_proposed", "ada stop_declined"), None),
        ((*HEARD_AND_TRUE, "rita stop_proposed", "rita stop_withdrawn"), None),
    ],
)
def test_a_stop_is_proposed_of_a_right_warning_once_the_candidate_was_heard(steps, code):
    assert refusal(flag(*steps), FlagDeed.STOP_PROPOSED, "ada") == code


@pytest.mark.parametrize("deed", [FlagDeed.STOP_AGREED, FlagDeed.STOP_DECLINED])
def test_only_another_person_answers_a_proposal(deed):
    held = flag(*HEARD_AND_TRUE, "ada stop_proposed")
    assert refusal(held, deed, "ada", 3) == "second_person_needed"
    assert refusal(held, deed, "rita", 3) is None
    assert refusal(held, deed, "rita", 2) == "no_such_proposal"
    assert refusal(flag(*HEARD_AND_TRUE), deed, "rita", 3) == "no_such_proposal"


def test_only_whoever_proposed_takes_it_back():
    held = flag(*HEARD_AND_TRUE, "ada stop_proposed")
    assert refusal(held, FlagDeed.STOP_WITHDRAWN, "rita", 3) == "not_your_proposal"
    assert refusal(held, FlagDeed.STOP_WITHDRAWN, "ada", 3) is None


@pytest.mark.parametrize("then", ["false", "unknown"])
def test_a_stop_falls_when_the_warning_is_no_longer_held_to_be_right(then):
    proposed = (*HEARD_AND_TRUE, "ada stop_proposed")
    assert flag(*proposed, "rita stop_agreed").stop is not None
    assert flag(*proposed, "rita stop_agreed", "ada statement", "ada true").stop is not None
    assert flag(*proposed, "rita stop_agreed", f"ada {then}").stop is None
    assert flag(*proposed, f"ada {then}").proposal is None
    assert flag(*proposed, f"ada {then}", "ada true").proposal is None


def test_a_candidate_disputes_a_warning_unasked_a_few_times_and_when_asked():
    said = ["candidate statement"] * MOST_SAID
    assert refusal(NOTHING_WRITTEN, FlagDeed.STATEMENT, "candidate") is None
    assert refusal(flag(*said[1:]), FlagDeed.STATEMENT, "candidate") is None
    assert refusal(flag(*said), FlagDeed.STATEMENT, "candidate") == "enough_said"
    assert refusal(flag(*said, "ada asked"), FlagDeed.STATEMENT, "candidate") is None
    assert refusal(flag(*said), FlagDeed.STATEMENT, "ada") is None


def test_a_question_waits_until_it_is_answered_or_nobody_does():
    assert flag("ada asked", "ada statement").is_asked
    for end in ("candidate statement", "ada silence"):
        assert not flag("ada asked", end).is_asked
        assert flag("ada asked", end, "ada asked").is_asked


def test_a_warning_is_disputed_until_somebody_resolves_it_again():
    assert not flag("ada statement").is_disputed, "written down by staff"
    assert flag("candidate statement").is_disputed
    assert flag("ada true", "candidate statement", "ada asked").is_disputed
    assert not flag("ada true", "candidate statement", "ada true").is_disputed


def test_to_be_asked_is_not_yet_to_be_heard_and_leaves_a_stop_as_it_is():
    assert not flag("ada asked").is_heard
    assert flag("ada asked", "candidate statement").is_heard
    assert flag(*HEARD_AND_TRUE, "ada stop_proposed", "ada asked").proposal is not None
