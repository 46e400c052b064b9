"""Tables of scenarios: counts with intervals, and what was missed, by name."""

from __future__ import annotations

from dataclasses import replace

from candor.domain.ids import SignalName
from candor.domain.questions import Question, Severity, State
from candor.domain.records import SignalTally
from candor.evaluation.scenario_report import attack_report, bona_fide_report
from candor.evaluation.scenario_runs import BonaFide, Told
from candor.evaluation.scenarios import Kind, Outcome

CALM = BonaFide(
    "calm.mp4",
    "ann",
    20.0,
    True,
    (),
    2.0,
    dict.fromkeys(Question, State.NO_CONCERN),
    {SignalName("extra_face"): SignalTally(10, {"too_short": 3})},
)
FOUND = Outcome(Kind.LOOP, "a", 0.0, 12.0, 8.0, 10.0, ambers=0, reds=0, identity_green_at_s=None)


def test_alarms_of_honest_recordings_are_counted_by_question_code_and_severity() -> None:
    alarmed = replace(
        CALM,
        name="two.mp4",
        person="bo",
        warnings=(Told(Question.CONTINUITY, "extra_face", Severity.AMBER, 3.0),),
        identity_green_at_s=None,
        worst=dict.fromkeys(Question, State.CANT_TELL),
    )

    report = bona_fide_report([CALM, alarmed])

    assert "2 recordings of 2 people or groups, 40 s." in report
    assert "| any red | 0 of 2 | 0.0 to 84.2 % |" in report
    assert "| continuity / extra_face / amber | 1 of 2 | 1.3 to 98.7 % |" in report
    assert 'reaches "no concern" in 1 of 2, median 2.0 s, slowest 2.0 s; it stays unanswered in 1;' in report
    assert "| extra_face | 20 | too_short 6 |" in report
    assert "- two.mp4: amber continuity/extra_face at 3.0 s" in report


def test_what_was_missed_or_late_or_raised_another_alarm_is_named() -> None:
    missed = replace(FOUND, name="b", detected_after_s=None, identity_ends="cant_tell/turned_away")
    late = replace(FOUND, name="c", detected_after_s=13.0, ambers=1)

    report = attack_report([FOUND, missed, late])

    assert "- missed: loop b: no warning, identity ends as cant_tell/turned_away" in report
    assert "- missed: loop c: warned after 13.0 s, 12.0 s allowed" in report
    assert "- other alarm: loop c: 0 red, 1 amber" in report


def test_alarms_are_told_per_interview_of_45_minutes() -> None:
    told = Told(Question.CONTINUITY, "extra_face", Severity.AMBER, 3.0)
    alarmed = replace(CALM, duration_s=1330.0, warnings=(told, told))

    report = bona_fide_report([replace(CALM, duration_s=1370.0), alarmed])

    assert "| red | 0 | 0.00 | 0.00 to 3.69 |" in report
    assert "| amber | 2 | 2.00 | 0.24 to 7.22 |" in report
