"""Speech is gathered while a check asks for digits, looked through at each pause, and dropped."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from candor.domain.checks import Check, CheckId, CheckKind
from candor.pipeline.slow_look import AT_ONCE
from candor.pipeline.spoken_digits import DigitEar
from challenges.builders import RULES
from spoken import SaidOutLoud, WhenTold, spelled

DIGITS = Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")
BLOCK_S = 0.2


class Call:
    """A voice that says digits as bytes, block by block, "." for silence."""

    def __init__(self, aside: Executor = AT_ONCE) -> None:
        self.spotter = SaidOutLoud()
        self.ear = DigitEar(self.spotter, RULES, aside)
        self.at_s = 0.0

    def hear(self, said: str) -> None:
        for sign in said:
            self.ear.hear(spelled(sign), self.at_s, speaks=sign != ".")
            self.at_s = round(self.at_s + BLOCK_S, 3)


def asked(check: Check = DIGITS, aside: Executor = AT_ONCE) -> Call:
    call = Call(aside)
    call.ear.start(check, 0.0)
    return call


def test_digits_are_heard_at_the_pause_after_them() -> None:
    call = asked()
    call.hear("..4071")
    assert call.ear.heard is None
    call.hear("....")

    assert call.ear.heard is not None
    assert call.ear.heard.digits == "4071"
    assert call.spotter.looks == 1


def test_digits_with_pauses_between_them_are_put_together() -> None:
    call = asked()
    call.hear("40....71....")
    assert call.ear.heard is not None


def test_silence_costs_no_look_and_one_phrase_costs_one() -> None:
    call = asked()
    call.hear("." * 30)
    assert call.spotter.looks == 0
    call.hear("555" + "." * 30)

    assert call.spotter.looks == 1
    assert call.ear.heard is None


def test_who_talks_on_without_a_pause_is_heard_too_and_no_more_than_a_phrase_is_kept() -> None:
    call = asked()
    call.hear("5" * 25 + "4071" + "5" * 25)

    assert call.ear.heard is not None
    assert call.spotter.longest_s <= RULES.phrase_s


def test_digits_said_before_the_check_or_after_its_time_do_not_count() -> None:
    call = Call()
    call.ear.hear(spelled("4"), 0.0, speaks=True)
    call.ear.start(DIGITS, 10.0)
    call.hear("4071....")
    assert call.ear.heard is None

    call.at_s = 10.0 + RULES.deadline_s[CheckKind.SAY_DIGITS] + 1
    call.hear("4071....")
    assert call.ear.heard is None


def test_what_was_begun_in_time_is_looked_through_at_the_end() -> None:
    call = asked()
    call.at_s = RULES.deadline_s[CheckKind.SAY_DIGITS] - 0.8
    call.hear("40711")
    call.hear("1")
    assert call.ear.heard is not None


def test_other_checks_and_a_missing_recogniser_hear_nothing() -> None:
    call = asked(Check(CheckId("check-2"), CheckKind.LOOK_UP))
    call.hear("4071....")
    assert call.spotter.looks == 0

    deaf = DigitEar(None, RULES)
    deaf.start(DIGITS, 0.0)
    deaf.hear(spelled("4"), 0.0, speaks=True)
    assert deaf.heard is None


def test_a_new_check_forgets_what_the_last_one_heard() -> None:
    call = asked()
    call.hear("4071....")
    call.ear.start(Check(CheckId("check-2"), CheckKind.SAY_DIGITS, digits="1234"), call.at_s)
    assert call.ear.heard is None
    call.hear("4071....")
    assert call.ear.heard is None


@given(st.lists(st.tuples(st.binary(max_size=9000), st.booleans()), max_size=60))
def test_no_more_than_a_phrase_is_ever_held(blocks: list[tuple[bytes, bool]]) -> None:
    ear = DigitEar(SaidOutLoud(), RULES)
    ear.start(DIGITS, 0.0)
    for number, (pcm, speaks) in enumerate(blocks):
        ear.hear(pcm, number * BLOCK_S, speaks=speaks)

    assert len(ear._phrase) <= RULES.phrase_s * 32_000


def test_nothing_is_held_after_the_check() -> None:
    call = asked()
    call.hear("55")
    assert np.frombuffer(call.ear._phrase, np.int16).size
    call.ear.stop()
    assert call.ear._phrase == b""


def test_a_look_beside_the_pictures_is_taken_up_when_it_is_done_with_the_time_of_its_phrase() -> None:
    aside = WhenTold()
    call = asked(aside=aside)
    call.hear("4071....")
    ended_s = call.at_s
    call.hear(".....")
    assert call.ear.heard is None
    aside.run()
    call.ear.take_up()

    assert call.ear.heard is not None
    assert call.ear.heard.captured_at_s < ended_s


def test_what_is_said_while_a_look_is_under_way_is_looked_through_after_it() -> None:
    aside = WhenTold()
    call = asked(aside=aside)
    call.hear("5....")
    call.hear("4071....")
    assert len(aside.waiting) == 1
    aside.run()
    call.hear("..")
    aside.run()
    call.ear.take_up()

    assert call.ear.heard is not None
    assert call.spotter.looks == 2


def test_digits_begun_in_time_count_even_when_their_look_ends_after_the_check() -> None:
    aside = WhenTold()
    call = asked(aside=aside)
    call.at_s = RULES.deadline_s[CheckKind.SAY_DIGITS] - 0.8
    call.hear("40711....")
    assert call.ear.heard is None
    aside.run()
    call.hear(".")

    assert call.ear.heard is not None
    assert call.ear._phrase == b""


def test_a_look_of_an_earlier_check_is_no_answer_to_the_next() -> None:
    aside = WhenTold()
    call = asked(aside=aside)
    call.hear("4071....")
    call.ear.start(Check(CheckId("check-2"), CheckKind.SAY_DIGITS, digits="1234"), call.at_s)
    aside.run()
    call.ear.take_up()

    assert call.ear.heard is None
