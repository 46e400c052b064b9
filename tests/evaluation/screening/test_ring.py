"""Members of the ring have other names and share what the rates say."""

import random
from collections import Counter
from pathlib import Path

from candor.evaluation.screening.people import Maker
from candor.evaluation.screening.ring import ring
from candor.evaluation.screening.trial_file import load_trial

TRIAL = load_trial(Path(__file__).resolve().parents[3] / "models" / "screening.toml")


def test_members_share_phones_paragraphs_addresses_and_a_front() -> None:
    chance = random.Random(5)
    members = list(ring(TRIAL, Maker(TRIAL.honest_rates, chance), chance))

    shows = Counter(tie for each in members for tie in each.shows)
    phones = Counter(each.values["phones"][0] for each in members if "shared_phone" in each.shows)
    assert len(members) == 40
    assert all(each.is_ring for each in members)
    assert 10 <= shows["shared_phone"] <= 30
    assert len(phones) <= 6
    assert any(TRIAL.front.employer == job["employer"] for each in members for job in each.values["employment"])
    assert len({each.values["name"] for each in members}) > 30
