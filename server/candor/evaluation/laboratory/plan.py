"""Which sessions are played? The split by groups, the recordings each recipe is made of, donors and seeds.

Everything follows from the laboratory's seed and the names of files and groups by hashing: nothing is chosen after the
fact, and adding a recipe changes no other session. No group is ever in both parts, neither as itself nor as donor.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from candor.evaluation.laboratory.lab_file import Footage, Laboratory, Run

PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Planned:
    """One session to be played."""

    run: Run
    footage: Footage
    donor: Footage | None
    """Another group's recording of the same part; None when the part has no other group."""
    part: int
    """0 or 1: thresholds of one are reported on the other."""
    recipe: str
    species: str
    """What a table calls it; empty for bona fide."""
    point: str
    seed: int
    """Of the recipe and of the lost packets; the same at every codec point."""


def plan(laboratory: Laboratory, at_most: int = 0) -> tuple[Planned, ...]:
    """Return every session, those of one recording behind each other.

    Args:
        laboratory: what is asked for.
        at_most: above 0, no more recordings of each kind than this: some of the same sessions, for a quick look.
    """
    part_of = parts(Counter(one.group for one in laboratory.footage), laboratory.seed)
    planned: list[Planned] = []
    for run in laboratory.runs:
        own = [one for one in laboratory.footage if one.source in run.sources]
        bona_fide = [one for one in own if not one.species]
        chosen: list[tuple[Footage, str]] = []
        for source in run.sources:
            from_source = [one for one in own if one.source == source and (one.species or PLAIN in run.benign)]
            chosen += [
                (one, PLAIN) for one in spread(from_source, _fewer(run.plain_clips, at_most), laboratory.seed, PLAIN)
            ]
        for recipe in run.benign:
            if recipe != PLAIN:
                chosen += [
                    (one, recipe)
                    for one in spread(bona_fide, _fewer(run.benign_clips, at_most), laboratory.seed, recipe)
                ]
        for recipe in run.attacks:
            chosen += [
                (one, recipe) for one in spread(bona_fide, _fewer(run.attack_clips, at_most), laboratory.seed, recipe)
            ]
        for one, recipe in sorted(chosen, key=lambda pair: own.index(pair[0])):
            donor = _donor(one, bona_fide, part_of, laboratory.seed, recipe)
            species = one.species or (recipe if recipe in run.attacks else "")
            seed = _hash(laboratory.seed, one.name, recipe) % 2**32
            planned += [
                Planned(run, one, donor, part_of[one.group], recipe, species, point, seed) for point in run.points
            ]
    return tuple(planned)


def _fewer(asked: int, at_most: int) -> int:
    return min(asked or at_most, at_most) if at_most else asked


def parts(sizes: Mapping[str, int], seed: int) -> dict[str, int]:
    """Deal groups into two parts of about as many recordings: largest first, equal ones in the order of their hash."""
    filled, part_of = [0, 0], dict[str, int]()
    for group in sorted(sizes, key=lambda name: (-sizes[name], _hash(seed, name))):
        part = int(filled[1] < filled[0])
        part_of[group] = part
        filled[part] += sizes[group]
    return part_of


def spread(footage: Sequence[Footage], count: int, seed: int, recipe: str) -> list[Footage]:
    """Return `count` recordings (0: all), spread over the groups: one of each group before a second one of any."""
    if not count or count >= len(footage):
        return list(footage)
    turn: Counter[str] = Counter()
    order: list[tuple[int, int, Footage]] = []
    for one in sorted(footage, key=lambda one: _hash(seed, recipe, one.name)):
        order.append((turn[one.group], _hash(seed, recipe, one.group), one))
        turn[one.group] += 1
    return [one for _, _, one in sorted(order, key=lambda entry: entry[:2])[:count]]


def _donor(
    one: Footage, bona_fide: Sequence[Footage], part_of: Mapping[str, int], seed: int, recipe: str
) -> Footage | None:
    others = [other for other in bona_fide if other.group != one.group and part_of[other.group] == part_of[one.group]]
    return min(others, key=lambda other: _hash(seed, recipe, one.name, other.name), default=None)


def _hash(*parts: object) -> int:
    text = "|".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()[:8], "big")
