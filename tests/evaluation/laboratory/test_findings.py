"""All that was found, one entry per run and point; ablation replays fusion only, every failure has its name."""

from candor.evaluation.laboratory.findings import findings
from candor.evaluation.laboratory.scores import FUSED
from laboratory_builders import QUESTIONS, crowd, loops, recorded, rules, silent


def test_each_run_and_point_is_a_condition_of_its_own() -> None:
    sessions = [*crowd(), recorded(loops(5.0), "a2_loop", point="low"), recorded(loops(-1.0), point="low")]

    mid, low = findings(sessions, rules(), QUESTIONS, 1)

    assert (mid.point, low.point) == ("mid", "low")
    assert [subject.name for subject in mid.subjects] == [
        FUSED,
        "question live_person",
        "question continuity",
        "frozen_or_looping",
    ]
    assert len(mid.sessions) == 24
    assert mid.failures == ()


def test_leaving_a_signal_out_loses_what_only_it_finds() -> None:
    sessions = [*crowd(), recorded(loops(5.0), name="false alarm")]

    (found,) = findings(sessions, rules(), QUESTIONS, 1)

    (ablation,) = found.ablation
    assert (ablation.signal, ablation.attacks_lost, ablation.false_ambers_avoided) == ("frozen_or_looping", 12, 1)


def test_every_failure_is_named() -> None:
    sessions = [
        recorded(silent(), "a2_loop", name="missed.mp4"),
        recorded(loops(5.0), name="alarmed.mp4"),
        recorded((), "a7_swap", name="impossible.mp4", left_out="face too small"),
        recorded(loops(-1.0), name="fine.mp4"),
    ]

    (found,) = findings(sessions, rules(), QUESTIONS, 1)

    assert [(one.kind, one.name) for one in found.failures] == [
        ("false alarm", "alarmed.mp4"),
        ("left out", "impossible.mp4"),
        ("missed", "missed.mp4"),
    ]
    assert "live_person/video_repeats" in found.failures[0].detail
    assert found.failures[1].detail == "face too small"
    assert "live_person" in found.failures[2].detail


def test_the_same_seed_gives_the_same_numbers() -> None:
    first, second = (findings(crowd(), rules(), QUESTIONS, 9)[0].subjects for _ in range(2))

    assert first == second
