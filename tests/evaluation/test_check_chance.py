"""Whoever sits still passes nothing by chance, whoever leans in does; each recording is asked until it ends."""

from __future__ import annotations

from pathlib import Path

from candor.bootstrap.sessions import Sessions
from candor.domain.checks import CheckKind, Side
from candor.evaluation.check_chance import ChanceStart, chance_report, checks_by_chance
from candor.pipeline.session import load_session_rules
from evaluation.painted_video import recorded
from painted_faces import RED, Painted, paint, painted_analysers

SESSIONS = Sessions(painted_analysers(), load_session_rules(Path(__file__).resolve().parents[2] / "models"))


def starts(folder: Path, widths: list[int]) -> list[ChanceStart]:
    frames = [paint(Painted(RED, 170, 180, width)) for width in widths]
    return list(checks_by_chance([recorded(folder, "somebody", frames)], SESSIONS))


def test_somebody_who_sits_still_passes_nothing(tmp_path: Path) -> None:
    found = starts(tmp_path, [110] * 80)

    assert {start.kind for start in found} == set(CheckKind) - {CheckKind.SAY_DIGITS}
    assert len(found) == 9
    assert not any(start.is_done for start in found)


def test_somebody_who_happens_to_lean_in_passes_that(tmp_path: Path) -> None:
    found = starts(tmp_path, [*[110] * 25, *[170] * 10, *[110] * 45])

    assert [start.kind for start in found if start.is_done] == [CheckKind.LEAN_IN]


def test_a_recording_that_soon_ends_is_not_asked(tmp_path: Path) -> None:
    assert starts(tmp_path, [110] * 30) == []


def test_the_table_counts_starts_by_kind_and_side() -> None:
    turn = [ChanceStart(who, CheckKind.TURN_HEAD, Side.LEFT, 9.0, is_done=who == "ann") for who in ("ann", "ben")]

    assert "| `turn_head` left | 2 | 2 | 18 | 1 | 9.5 to 90.5 % |" in chance_report(turn)
