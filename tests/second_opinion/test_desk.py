"""One desk for all interviews: work waits in a short queue, nobody waits for it, and trouble costs that work only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from candor.errors import ModelError
from candor.second_opinion.desk import Desk
from second_opinion.test_counsel import FakeWitness, counsel_of

SOON_S = 10.0
COUNSEL = counsel_of(FakeWitness())


class Place:
    """Where somebody to ask is opened; counts how often it was opened and closed."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.is_broken = is_broken
        self.opened = self.closed = 0
        self.has_closed = threading.Event()

    @contextmanager
    def __call__(self) -> Iterator:
        self.opened += 1
        if self.is_broken:
            raise ModelError("altered", "This file was altered.")
        try:
            yield COUNSEL
        finally:
            self.closed += 1
            self.has_closed.set()


class Work:
    """A piece of work that says when it was done, and waits if it is told to."""

    def __init__(self, *, is_held: bool = False) -> None:
        self.counsel: list = []
        self.has_begun, self.is_done, self.may_go = threading.Event(), threading.Event(), threading.Event()
        if not is_held:
            self.may_go.set()

    def __call__(self, counsel) -> None:
        self.has_begun.set()
        assert self.may_go.wait(SOON_S)
        self.counsel.append(counsel)
        self.is_done.set()


@pytest.fixture
def desk_of() -> Iterator:
    made: list[Desk] = []

    def make(place: Place, **rules) -> Desk:
        made.append(Desk(place, **rules))
        return made[-1]

    yield make
    for desk in made:
        desk.stop()


def test_nothing_is_opened_before_there_is_work(desk_of) -> None:
    place = Place()
    desk = desk_of(place)

    assert (place.opened, desk.is_awake) == (0, False)


def test_all_work_goes_to_the_one_who_was_opened_once(desk_of) -> None:
    place, works = Place(), [Work(), Work(), Work()]
    desk = desk_of(place)

    assert all(desk.offer(work) for work in works)
    assert all(work.is_done.wait(SOON_S) for work in works)
    assert [work.counsel for work in works] == [[COUNSEL]] * 3
    assert (place.opened, desk.is_awake) == (1, True)


def test_offering_does_not_wait_and_too_much_is_refused(desk_of) -> None:
    desk, busy = desk_of(Place(), most_waiting=2), Work(is_held=True)
    assert desk.offer(busy)
    assert busy.has_begun.wait(SOON_S)

    assert [desk.offer(Work()) for _ in range(3)] == [True, True, False]
    busy.may_go.set()


def test_work_that_raises_costs_itself_only(desk_of, caplog) -> None:
    def raises(_) -> None:
        raise ValueError("no such thing")

    desk, after = desk_of(Place()), Work()
    desk.offer(raises)
    desk.offer(after)

    assert after.is_done.wait(SOON_S)
    assert "a second opinion was lost" in caplog.text


def test_after_a_quiet_while_the_process_ends_and_starts_again_with_work(desk_of) -> None:
    place, first, later = Place(), Work(), Work()
    desk = desk_of(place, quiet_s=0.01)
    desk.offer(first)
    assert first.is_done.wait(SOON_S)
    assert place.has_closed.wait(SOON_S)

    desk.offer(later)

    assert later.is_done.wait(SOON_S)
    assert place.opened == 2


def test_where_nobody_can_be_opened_the_work_is_told_so_and_the_next_one_tries_again(desk_of) -> None:
    place, first, later = Place(is_broken=True), Work(), Work()
    desk = desk_of(place)
    desk.offer(first)
    assert first.is_done.wait(SOON_S)
    assert first.counsel == [None]

    place.is_broken = False
    desk.offer(later)

    assert later.is_done.wait(SOON_S)
    assert later.counsel == [COUNSEL]


def test_stopping_forgets_what_waits_and_takes_nothing_more(desk_of) -> None:
    place, busy, waiting = Place(), Work(is_held=True), Work()
    desk = desk_of(place)
    desk.offer(busy)
    assert busy.has_begun.wait(SOON_S)
    desk.offer(waiting)
    threading.Timer(0.05, busy.may_go.set).start()

    desk.stop()

    assert place.has_closed.wait(SOON_S)
    assert not waiting.is_done.is_set()
    assert not desk.offer(Work())


def test_a_desk_that_was_never_used_stops_at_once() -> None:
    desk = Desk(Place())

    desk.stop()

    assert not desk.offer(Work())
