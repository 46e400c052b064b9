"""Checks start, are skipped by the next one, end with a strip of pictures, and are each told once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from candor.domain.checks import Check, CheckId, CheckKind, CheckPhase, CheckStatus, Side
from candor.domain.facts import FaceFacts
from candor.domain.frames import Frame
from candor.domain.orders import ConfirmCheck, SkipCheck, StartCheck
from candor.pipeline.checks import Checks
from candor.pipeline.rules import WindowRules
from candor.pipeline.window import RollingWindow
from challenges.builders import RULES, meshed
from painted_faces import painted_analysers
from signals.builders import frame
from spoken import SaidOutLoud, spelled

TURN = Check(CheckId("check-1"), CheckKind.TURN_HEAD, Side.RIGHT)


class Desk:
    """Checks with a window, fed with a head that turns when told, or talks."""

    def __init__(self, *, consented: bool = True) -> None:
        analysers = replace(painted_analysers(), digits=SaidOutLoud())
        self.checks = Checks((), RULES, analysers, consented=consented)
        self.window = RollingWindow(WindowRules(full_s=30, thinned_fps=5, total_s=60))
        self.at_s = 0.0
        self.told: list[CheckStatus] = []

    def say(self, digits: str) -> None:
        """A digit every 0.2 s with moving lips, then a second of silence."""
        for sign in digits + ".....":
            self.checks.hear(spelled(sign), self.at_s, speaks=sign != ".")
            for openness in (0.05, 0.25):
                self._look(replace(meshed(), mouth_openness=openness))

    def see(self, seconds: float, yaw_deg: float = 0.0) -> None:
        for _ in range(round(seconds * 10)):
            self._look(meshed(yaw_deg))

    def _look(self, face: FaceFacts) -> None:
        self.at_s = round(self.at_s + 0.1, 3)
        picture = Frame(0, self.at_s, self.at_s, np.full((360, 640, 3), 90, np.uint8))
        self.window.push(self.checks.look(frame(self.at_s, face), picture, self.window))
        self.checks.judge(self.window.view())
        self.told += self.checks.news(self.window.view())


def turned(*, consented: bool = True) -> Desk:
    desk = Desk(consented=consented)
    desk.see(4)
    desk.checks.tell(StartCheck(TURN), desk.at_s)
    desk.see(2)
    desk.see(1, yaw_deg=45)
    desk.see(1)
    return desk


def test_a_turn_is_told_when_it_starts_and_when_it_is_done_with_its_strip() -> None:
    desk = turned()

    assert [(s.phase, s.evidence_jpeg is not None) for s in desk.told] == [
        (CheckPhase.RUNNING, False),
        (CheckPhase.DONE, True),
    ]


def test_the_strip_is_given_once_and_not_kept() -> None:
    assert all(status.evidence_jpeg is None for status in turned().checks.statuses)


def test_without_consent_there_is_no_strip() -> None:
    assert all(status.evidence_jpeg is None for status in turned(consented=False).told)


def test_a_new_check_skips_the_one_that_runs_and_a_skipped_one_has_no_strip() -> None:
    desk = Desk()
    desk.see(4)
    desk.checks.tell(StartCheck(TURN), desk.at_s)
    desk.see(1)
    desk.checks.tell(StartCheck(Check(CheckId("check-2"), CheckKind.LOOK_UP)), desk.at_s)
    desk.checks.tell(SkipCheck(CheckId("check-2")), desk.at_s)
    desk.see(0.5)

    assert [s.phase for s in desk.checks.statuses] == [CheckPhase.SKIPPED, CheckPhase.SKIPPED]
    assert all(status.evidence_jpeg is None for status in desk.told)


def test_the_interviewers_word_on_digits_ends_them_with_a_strip() -> None:
    desk = Desk()
    desk.see(4)
    desk.checks.tell(StartCheck(Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")), desk.at_s)
    desk.see(2)
    desk.checks.tell(ConfirmCheck(CheckId("check-1"), seen=True), desk.at_s)
    desk.see(0.1)

    assert desk.told[-1].phase is CheckPhase.DONE
    assert desk.told[-1].evidence_jpeg


def asked_for_digits() -> Desk:
    desk = Desk()
    desk.see(4)
    desk.checks.tell(StartCheck(Check(CheckId("check-1"), CheckKind.SAY_DIGITS, digits="4071")), desk.at_s)
    desk.see(1)
    return desk


def test_digits_that_are_recognised_are_done_without_the_interviewer() -> None:
    desk = asked_for_digits()
    desk.say("4071")

    assert desk.told[-1].phase is CheckPhase.DONE
    assert desk.told[-1].details["heard"] == 1
    assert desk.told[-1].evidence_jpeg


def test_other_words_change_nothing_and_digits_that_come_late_are_still_recognised() -> None:
    desk = asked_for_digits()
    desk.say("5555")
    assert desk.told[-1].phase is CheckPhase.RUNNING
    desk.say("4071")

    assert desk.told[-1].phase is CheckPhase.DONE


def test_no_sound_is_held_when_no_check_runs() -> None:
    desk = asked_for_digits()
    desk.checks.tell(SkipCheck(CheckId("check-1")), desk.at_s)
    desk.say("40")

    assert desk.checks._digits._phrase == b""
