"""How does a ring apply? Each under another name; some share a phone, paragraphs, an address or a front company."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from candor.evaluation.screening import made_cvs
from candor.evaluation.screening.people import Made, Maker
from candor.evaluation.screening.trial_file import Trial


def ring(trial: Trial, maker: Maker, chance: random.Random) -> Iterator[Made]:
    """Yield the members: honest-looking applicants of any origin, with what the rates of the trial bind them by."""
    phones = [f"+1 512 7{chance.randint(10, 99)} {chance.randint(1000, 9999)}" for _ in range(6)]
    pool = [made_cvs.paragraph(chance) for _ in range(12)]
    home = maker.origins[0]
    houses = [maker.address(home) for _ in range(5)]
    rates = trial.ring_rates
    for number in range(trial.ring):
        made = maker.person(f"r{number}")
        values: dict[str, Any] = dict(made.values)
        shows = list(made.shows)
        if chance.random() < rates.shared_phone:
            values["phones"] = [chance.choice(phones)]
            shows.append("shared_phone")
        if chance.random() < rates.shared_paragraphs:
            copied = [made_cvs.altered(text, chance) for text in chance.sample(pool, chance.randint(2, 4))]
            own = values["documents"][0]["text"]
            values["documents"] = [{"name": "CV", "text": "\n\n".join([*copied, own])}]
            shows.append("shared_paragraphs")
        if chance.random() < rates.shared_address:
            shipping = {"kind": "shipping", "text": chance.choice(houses)}
            values["addresses"] = [values["addresses"][0], shipping]
            shows.append("shared_address")
        if values["employment"] and chance.random() < rates.front_company:
            first = {**values["employment"][0], "employer": trial.front.employer}
            values["employment"] = [first, *values["employment"][1:]]
            shows.append("front_company")
        yield replace(made, values=values, is_ring=True, shows=tuple(shows))
