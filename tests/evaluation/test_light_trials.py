"""Who passes a light check?"""

from __future__ import annotations

from pathlib import Path

from candor.evaluation.datasets import LabelledRecording
from candor.evaluation.light_response import Answer
from candor.evaluation.light_trials import Trial, light_report, one_each, to_and_fro


def trial(answer: Answer, light: str, lux: float = 300.0, skin: str = "light_not_on_skin") -> Trial:
    return Trial("a.mp4", "ann", answer, lux, light, skin, "")


def test_a_recording_is_played_to_and_fro() -> None:
    assert to_and_fro(4, 10) == [0, 1, 2, 3, 2, 1, 0, 1, 2, 3]
    assert to_and_fro(1, 3) == [0, 0, 0]


def test_people_count_once_however_many_recordings_they_have() -> None:
    def recording(name: str, person: str) -> LabelledRecording:
        return LabelledRecording(Path(name), False, "", person, None, None, 0.0)

    chosen = one_each([recording("a", "ann"), recording("b", "ben"), recording("c", "ann")])

    assert [r.file.name for r in chosen] == ["a", "b"]


def test_the_table_counts_passes_and_lists_what_went_wrong() -> None:
    report = light_report(
        [
            trial(Answer.LIVE, "light_answered"),
            trial(Answer.LIVE, "light_too_weak"),
            trial(Answer.TINT, "light_tints_everything"),
            trial(Answer.NOBODY, "light_not_answered", 0.0),
            trial(Answer.NOBODY, "light_answered", 0.0),
            trial(Answer.SWAP, "light_answered", skin="light_differs_on_face"),
        ]
    )

    assert "| live face | 300 | 2 | 1 |" in report
    assert "| 0 | 1 | 0 | 0 |" in next(line for line in report.splitlines() if "tinted alike" in line)
    assert [line for line in report.splitlines() if line.startswith("- ")] == [
        "- live face, 300 lux, a.mp4: light_too_weak ",
        "- recording, no answer, 0 lux, a.mp4: light_answered ",
    ]
