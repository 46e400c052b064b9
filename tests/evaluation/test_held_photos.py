"""A held photo is a plane that comes back to where it was; the report counts what it says it counts."""

import numpy as np

from candor.domain.ids import SignalName
from candor.evaluation.held_photos import Answer, held_photo, held_photo_report

PHOTO = np.random.default_rng(2).integers(0, 255, (120, 160, 3), dtype=np.uint8)


def answer(is_attack: bool, llr: float, score: float | None = 0.5) -> Answer:
    return Answer(SignalName("planarity"), "anna", "a.mp4", is_attack, score, llr)


def test_a_held_photo_turns_away_and_leaves_its_place() -> None:
    pictures = held_photo(PHOTO, 40, 2.0, 10, np.random.default_rng(0))

    assert len(pictures) == 20
    assert all(p.shape == PHOTO.shape and p.dtype == np.uint8 for p in pictures)
    wall = [(p == (120, 110, 100)).all(axis=2).mean() for p in pictures]
    assert max(wall) > wall[0]


def test_the_same_seed_makes_the_same_pictures() -> None:
    one, other = (held_photo(PHOTO, 30, 1.0, 10, np.random.default_rng(5)) for _ in range(2))

    assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_the_report_names_n_intervals_and_every_wrong_answer() -> None:
    answers = [answer(False, -1.0), answer(False, 0.5), answer(True, 2.6), answer(True, 0.0, None)]

    report = held_photo_report(answers, amber_llr=2.5)

    assert "| planarity, honest | 2 | 2 | 1 | 0 |" in report
    assert "| planarity, held photo | 2 | 1 | 1 | 1 |" in report
    assert "1.000 |" in report
    assert "- honest a.mp4, planarity: score 0.50, LLR 0.5" in report
