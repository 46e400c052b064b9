"""How a coded light is shown: just in time, logged, neutral when it is left out."""

from __future__ import annotations

import hashlib

import pytest

from candor.challenges.light_plan import draw_light
from candor.domain.ids import InterviewId, SignalName
from candor.domain.light import LightPhase
from candor.domain.observations import Abstention
from candor.domain.questions import Question
from candor.errors import NotFoundError, UsageError
from candor.services.light_checks import JUDGED_AFTER_S, LEAD_S, MOST_STARTS, LightChecks
from store_builders import PLAN, HandTurnedClock, LiveCallsNoted

ONE = InterviewId("i-1")
SEED = 2**100 + 7


class Stage:
    """Light checks on a clock that the test moves, over a real audit trail."""

    def __init__(self, store, live) -> None:
        self.now_s = 500.0
        self.live, self.store = live, store
        live.now["protection"] = ""
        self.checks = LightChecks(store, live, PLAN, HandTurnedClock(), lambda: self.now_s, lambda: SEED)

    def at(self, since_first_colour_s: float):
        """Move to so long after the first colour is due."""
        self.now_s = 500.0 + PLAN.settle_s + since_first_colour_s
        return self

    def phases(self) -> list[LightPhase]:
        return [show.phase for _, show in self.live.lights]


@pytest.fixture
def stage(services) -> Stage:
    return Stage(services.store, LiveCallsNoted())


def test_the_analysis_knows_the_whole_code_and_the_page_only_what_is_due(stage: Stage) -> None:
    show = stage.checks.start(ONE, "p-1")

    ((interview, told),) = stage.live.lights
    assert (interview, told.code, told.starts_at_s) == (ONE, draw_light(SEED, PLAN), 500.0 + PLAN.settle_s)
    assert stage.checks.next(show, ()).colours == ()
    assert stage.at(-LEAD_S + 0.01).checks.next(show, ()).colours == ((0, told.code[0]),)
    assert [chip for chip, _ in stage.at(3.0).checks.next(show, ()).colours] == [5]
    assert [chip for chip, _ in stage.at(3.2).checks.next(show, ()).colours] == [5, 6]


def test_no_colour_ever_leaves_more_than_the_lead_before_it_is_due(stage: Stage) -> None:
    show = stage.checks.start(ONE, "p-1")
    steps = [-2 + 0.05 * i for i in range(600)]

    for at_s in steps:
        for chip, _ in stage.at(at_s).checks.next(show, ()).colours:
            assert chip * PLAN.chip_s - at_s <= LEAD_S + 1e-9


def test_a_page_that_asks_often_enough_gets_every_colour(stage: Stage) -> None:
    show = stage.checks.start(ONE, "p-1")
    got: dict[int, int] = {}

    for i in range(200):
        got |= dict(stage.at(-0.5 + 0.2 * i).checks.next(show, ()).colours)

    assert tuple(got[chip] for chip in range(PLAN.chips)) == draw_light(SEED, PLAN)


def test_what_the_page_says_of_times_is_told_and_changes_nothing_else(stage: Stage) -> None:
    show = stage.checks.start(ONE, "p-1")
    stage.at(1.3).checks.next(show, [(0, 0.05), (1, 0.68), (1, 0.9), (2, 99.0), (77, 1.0), (-1, 0.0)])
    stage.at(PLAN.seconds).checks.end(show, LightPhase.SHOWN)

    (_, first), (_, last) = stage.live.lights
    assert (last.code, last.starts_at_s, last.phase) == (first.code, first.starts_at_s, LightPhase.SHOWN)
    assert last.late_s == pytest.approx(0.065)
    assert last.missed == PLAN.chips - 2


def test_an_end_before_the_end_of_the_code_is_a_stop(stage: Stage) -> None:
    show = stage.checks.start(ONE, "p-1")

    stage.at(5.0).checks.end(show, LightPhase.SHOWN)

    assert stage.phases() == [LightPhase.RUNNING, LightPhase.STOPPED]
    assert stage.checks.next(show, ()).is_over


def test_a_page_that_went_silent_is_stopped(stage: Stage) -> None:
    stage.checks.start(ONE, "p-1")

    newest = stage.at(6.0).checks.newest(ONE)

    assert newest is not None
    assert newest.phase is LightPhase.STOPPED


def test_another_start_stops_the_one_before(stage: Stage) -> None:
    first = stage.checks.start(ONE, "p-1")
    stage.checks.start(ONE, "candidate")

    assert stage.phases() == [LightPhase.RUNNING, LightPhase.STOPPED, LightPhase.RUNNING]
    with pytest.raises(NotFoundError):
        stage.checks.next(first, ())


def test_leaving_it_out_is_told_as_such(stage: Stage) -> None:
    stage.checks.skip(ONE)

    assert stage.phases() == [LightPhase.SKIPPED]
    newest = stage.checks.newest(ONE)
    assert newest is not None
    assert newest.phase is LightPhase.SKIPPED
    assert stage.store.audit.entries(1)[0].action == "light_skipped"


def test_starts_are_few(stage: Stage) -> None:
    for _ in range(MOST_STARTS):
        stage.checks.start(ONE, "candidate")

    with pytest.raises(UsageError, match="often enough"):
        stage.checks.start(ONE, "candidate")


def test_without_a_running_call_there_is_none(stage: Stage) -> None:
    stage.live.now["protection"] = "no_frames"

    with pytest.raises(UsageError, match="not running"):
        stage.checks.start(ONE, "candidate")
    assert stage.live.lights == []


def test_the_seed_is_committed_at_the_start_and_on_record_at_the_end(stage: Stage) -> None:
    show = stage.checks.start(ONE, "candidate")
    (started,) = stage.store.audit.entries(1)
    stage.at(PLAN.seconds + 0.5).checks.end(show, LightPhase.SHOWN)
    (ended,) = stage.store.audit.entries(1)

    seed = ended.subject.split()[1]
    assert f"{SEED:032x}" not in started.subject
    assert (started.action, started.actor) == ("light_started", "candidate")
    assert (ended.action, seed) == ("light_shown", f"{SEED:032x}")
    assert started.subject.split()[1] == hashlib.sha256(seed.encode()).hexdigest()[:32]
    assert stage.store.audit.first_broken_link() is None


def test_seconds_left_count_down_to_nothing(stage: Stage) -> None:
    stage.checks.start(ONE, "p-1")
    show = stage.at(0.0).checks.newest(ONE)

    assert show is not None
    assert stage.checks.seconds_left(show) == pytest.approx(PLAN.seconds)
    assert stage.at(99.0).checks.seconds_left(show) == 0.0


def test_a_check_that_was_just_shown_cannot_be_made_to_vanish(stage: Stage) -> None:
    show = stage.checks.start(ONE, "candidate")
    stage.at(PLAN.seconds).checks.end(show, LightPhase.SHOWN)

    stage.checks.skip(ONE)
    with pytest.raises(UsageError) as refused:
        stage.checks.start(ONE, "candidate")

    assert refused.value.code == "light_is_judged"
    assert stage.phases()[-1] is LightPhase.SHOWN
    assert stage.at(PLAN.seconds + JUDGED_AFTER_S).checks.start(ONE, "candidate")


def test_a_check_whose_answer_is_told_makes_room_at_once(stage: Stage) -> None:
    show = stage.checks.start(ONE, "candidate")
    stage.at(PLAN.seconds).checks.end(show, LightPhase.SHOWN)
    stage.live.now["light"] = Abstention(SignalName("coded_light"), Question.LIVE_PERSON, 40.0, "light_is_weak")

    assert stage.checks.start(ONE, "candidate") != show
