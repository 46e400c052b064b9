"""A slow look runs elsewhere, answers once, and says nothing when it fails."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from candor.pipeline.slow_look import AT_ONCE, SlowLook
from spoken import WhenTold


def test_at_once_the_answer_is_there_before_anything_else_happens() -> None:
    look = SlowLook[int](AT_ONCE)
    look.begin(lambda: 7)

    assert look.is_busy
    assert (look.answer(), look.answer()) == (7, None)
    assert not look.is_busy


def test_beside_the_loop_it_is_busy_until_its_answer_was_taken_up() -> None:
    let_go = threading.Event()
    with ThreadPoolExecutor(1) as aside:
        look = SlowLook[str](aside)
        look.begin(lambda: threading.current_thread().name if let_go.wait(20) else None)
        assert look.answer() is None
        assert look.is_busy
        let_go.set()

    answer = look.answer()
    assert answer is not None
    assert answer != threading.current_thread().name
    assert not look.is_busy


@pytest.mark.parametrize("aside", [AT_ONCE, WhenTold()])
def test_a_look_that_fails_is_logged_says_nothing_and_may_be_begun_again(
    aside: WhenTold, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> int:
        raise ValueError("no such sound")

    look = SlowLook[int](aside)
    look.begin(fails)
    if isinstance(aside, WhenTold):
        aside.run()

    assert look.answer() is None
    assert "no such sound" in caplog.text
    assert not look.is_busy


def test_what_was_forgotten_is_never_answered_and_not_begun_when_it_still_waits() -> None:
    begun: list[int] = []
    aside = WhenTold()
    look = SlowLook[None](aside)
    look.begin(lambda: begun.append(1))
    look.forget()
    aside.run()
    assert not begun

    look.begin(lambda: begun.append(2))
    look.begin(lambda: begun.append(3))
    aside.run()
    assert begun == [3]
