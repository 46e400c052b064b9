"""Made applicants are the same for the same seed, of every origin, and can be read by the product."""

import random
from collections import Counter
from pathlib import Path

from candor.evaluation.screening.people import Made, Maker
from candor.evaluation.screening.trial_file import load_trial
from candor.intake.values import Places, application_of

TRIAL = load_trial(Path(__file__).resolve().parents[3] / "models" / "screening.toml")


def honest(n: int, seed: int = 3) -> list[Made]:
    return list(Maker(TRIAL.honest_rates, random.Random(seed)).honest(n))


def test_the_same_seed_makes_the_same_people() -> None:
    assert honest(200) == honest(200)
    assert honest(200) != honest(200, seed=4)


def test_every_one_can_be_read_and_has_an_id_of_their_own() -> None:
    made = honest(400)

    read = [application_of(each.values, n, Places("row")).application for n, each in enumerate(made)]

    assert len({application.id for application in read}) == 400
    assert all(application.name and application.phones and application.documents for application in read)


def test_origins_come_about_equally_often() -> None:
    counts = Counter(each.origin for each in honest(2_800))

    assert min(counts.values()) > 120


def test_lives_have_what_the_rates_say() -> None:
    made = honest(3_000)

    moved = sum("moved" in each.shows for each in made) / len(made)
    assert abs(moved - TRIAL.honest_rates.moved * 13 / 14) < 0.03


def test_names_come_in_their_own_script_too() -> None:
    assert any(not each.values["name"].isascii() and each.origin == "kr" for each in honest(500))
