"""The newest frame wins, every drop is counted, nobody who puts ever waits."""

from __future__ import annotations

import threading

from candor.pipeline.mailbox import Mailbox


def test_items_come_out_in_order() -> None:
    box: Mailbox[int] = Mailbox(capacity=3)
    for item in (1, 2, 3):
        assert box.put(item) == 0
    assert [box.take(0), box.take(0), box.take(0)] == [(1, 0), (2, 0), (3, 0)]


def test_the_newest_wins_and_drops_are_counted_once() -> None:
    box: Mailbox[int] = Mailbox(capacity=1)
    assert [box.put(item) for item in (1, 2, 3)] == [0, 1, 1]
    assert box.take(0) == (3, 2)
    box.put(4)
    assert box.take(0) == (4, 0)


def test_an_empty_box_gives_none_when_time_is_up() -> None:
    assert Mailbox[int]().take(0.01) is None


def test_taking_waits_for_the_next_item() -> None:
    box: Mailbox[str] = Mailbox()
    threading.Timer(0.02, lambda: box.put("late")).start()
    assert box.take(5.0) == ("late", 0)


def test_a_closed_box_gives_what_it_holds_and_then_none() -> None:
    box: Mailbox[int] = Mailbox(capacity=2)
    box.put(1)
    box.close()
    assert box.put(2) == 1
    assert box.take() == (1, 1)
    assert box.take() is None
    assert len(box) == 0


def test_closing_wakes_who_waits() -> None:
    box: Mailbox[int] = Mailbox()
    threading.Timer(0.02, box.close).start()
    assert box.take(5.0) is None


def test_nothing_is_lost_uncounted_between_threads() -> None:
    box: Mailbox[int] = Mailbox(capacity=2)
    taken, dropped = [], 0
    sender = threading.Thread(target=lambda: ([box.put(i) for i in range(5000)], box.close()))
    sender.start()
    while (got := box.take(5.0)) is not None:
        taken.append(got[0])
        dropped += got[1]
    sender.join()
    assert taken == sorted(taken)
    assert taken[-1] == 4999
    assert len(taken) + dropped == 5000


def test_an_item_that_overtakes_may_take_something_along() -> None:
    box: Mailbox[str] = Mailbox(capacity=2, overtaking=lambda older, newer: older + newer)
    for item in "abcd":
        box.put(item)
    assert [box.take(0), box.take(0)] == [("abc", 2), ("d", 0)]
