"""How long do many applicants take? Made ones, whose names mix those of strangers, so that few repeat."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from candor.domain.watchlist import Asked
from candor.evaluation.names.material import Material


def searched(material: Material, count: int, seed: str) -> tuple[float, int]:
    """Return the seconds of one core that `count` made applicants take, and how many of them have a hit."""
    started = time.process_time()
    found = sum(bool(material.lists.search(asked)) for asked in made_applicants(material, count, seed))
    return time.process_time() - started, found


def made_applicants(material: Material, count: int, seed: str) -> Iterator[Asked]:
    """Yield applicants with a name of two strangers', an employer and an e-mail address."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    words = [each.name.split() for each in material.strangers if each.is_person]
    firms = [each.name for each in material.strangers if not each.is_person]
    for number in range(count):
        given, family = chance.choice(words)[0], chance.choice(words)[-1]
        name = f"{given} {chance.choice(words)[0]} {family}" if chance.random() < 0.3 else f"{given} {family}"
        firm = f"{chance.choice(firms)} {chance.choice(['Ltd', 'Inc', 'Group', 'GmbH', ''])}"
        yield Asked(names=(name,), organisations=(firm,), emails=(f"{given}.{number}@example.org".casefold(),))
