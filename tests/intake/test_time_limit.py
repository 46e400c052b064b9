"""What takes too long ends; what does not is left alone."""

import threading
import time

import pytest

from candor.intake.time_limit import OutOfTimeError, time_limit


def test_what_takes_too_long_ends() -> None:
    with pytest.raises(OutOfTimeError), time_limit(0.05):
        time.sleep(60)


def test_what_is_quick_is_left_alone_and_no_alarm_rings_later() -> None:
    with time_limit(0.05):
        pass
    time.sleep(0.1)


def test_outside_the_main_thread_the_body_simply_runs() -> None:
    done: list[bool] = []

    def body() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()

    assert done == [True]
