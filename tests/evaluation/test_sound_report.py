"""The tables count what was said, with n and intervals."""

from candor.domain.ids import SignalName
from candor.domain.observations import Observation
from candor.domain.questions import Family, Question
from candor.evaluation.sound_report import sound_report
from candor.evaluation.sound_trials import Found, Said, SoundTrials, Told


def said(kind: str, *pairs: tuple[float, float], windows: int = 3) -> Said:
    seen = [
        Observation(SignalName("s"), Question.GENUINE, Family.SOUND, 1.0, score, llr, "code", {"lag_change_ms": 150})
        for score, llr in pairs
    ]
    return Said("s", kind, windows, seen)


def test_every_number_has_its_n() -> None:
    own, unrelated = said("own", (0.5, -1.0), (0.4, -0.8)), said("unrelated", (0.2, 0.6), (0.45, -0.9))
    report = sound_report(
        SoundTrials(
            ["a", "b"],
            12.3,
            [Told("as recorded", own, unrelated, [0.5, 1.0]), Told("nobody", said("own"), said("unrelated"), [])],
            [Found("joined", 0.3, [0.31, 0.26]), Found("joined", 0.4, [])],
            [said("drift", (0.2, 1.0)), said("none")],
        )
    )

    assert "2 people, 12 s" in report
    assert "| as recorded | 0.750 (0.512-0.988) | 2 of 3 | 0.40, 0.45 | 0 | 2 of 3 | 0.33, 0.45 | 1 |" in report
    assert "| nobody | 0.500 (nan-nan) | 0 of 3 | - | 0 |" in report
    assert "| 300 ms, joined | 2 | 25 ms | 40 ms |" in report
    assert "| 400 ms, joined | 0 | - | - |" in report
    assert "| s | drift | 1 of 3 | 1 | 2 to 100 % | 0.20 | 150 ms (1) |" in report
    assert "| s | none | 0 of 3 | 0 | - | - | - |" in report
