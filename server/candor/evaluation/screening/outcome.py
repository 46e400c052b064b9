"""Who was asked about, and who with whom? Counts of a run against what was made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from candor.evaluation.screening.people import Made


@dataclass(frozen=True, slots=True)
class Group:
    """Applicants of one kind, and how many of them somebody is asked to look at."""

    name: str
    people: int
    check: int
    escalate: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole trial."""

    ring: Group
    honest: Group
    origins: tuple[Group, ...]
    """Honest applicants by origin."""
    largest_group: int
    """Members of the ring in the largest group that shared values connect."""
    strangers: int
    """Honest applicants in that group."""
    honest_reasons: tuple[tuple[str, int], ...]
    """Rules that put honest applicants on "check", most first."""
    ring_by_tie: tuple[Group, ...]
    """Members by what binds them."""
    notes: tuple[tuple[Group, Group], ...] = ()
    """Of each note the origin that it met least often, and most often; `check` counts those with the note."""


def outcome_of(made: Sequence[Made], results: Iterable[Mapping[str, Any]]) -> Outcome:
    """Return what became of the applicants of a trial."""
    found = {result["id"]: result for result in results}
    honest = [each for each in made if not each.is_ring]
    ring = [each for each in made if each.is_ring]
    origins = sorted({each.origin for each in honest})
    reasons = Counter(
        finding["rule"]
        for each in honest
        for finding in found[each.values["id"]]["findings"]
        if finding["severity"] != "note"
    )
    largest = _largest_group(found)
    members = {each.values["id"] for each in ring}
    ties = ("shared_phone", "shared_paragraphs", "shared_address", "front_company")
    return Outcome(
        _group("ring", ring, found),
        _group("honest", honest, found),
        tuple(_group(origin, [each for each in honest if each.origin == origin], found) for origin in origins),
        len(largest & members),
        len(largest - members),
        tuple(reasons.most_common()),
        (
            *(_group(tie, [each for each in ring if tie in each.shows], found) for tie in ties),
            _group("none", [each for each in ring if not set(ties) & set(each.shows)], found),
        ),
        tuple(_notes(honest, origins, found)),
    )


def _notes(
    honest: Sequence[Made], origins: Sequence[str], found: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Group, Group]]:
    """Yield for each note how often it met the origin that it met least, and the one that it met most."""
    people = Counter(each.origin for each in honest)
    met: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in honest:
        findings = found[each.values["id"]]["findings"]
        for rule in {finding["rule"] for finding in findings if finding["severity"] == "note"}:
            met[rule][each.origin] += 1
    for rule, counts in sorted(met.items(), key=lambda pair: -pair[1].total()):
        groups = [Group(f"{rule}: {origin}", people[origin], counts[origin], 0) for origin in origins]
        groups.sort(key=lambda group: group.check / group.people)
        yield groups[0], groups[-1]


def _group(name: str, people: Sequence[Made], found: Mapping[str, Mapping[str, Any]]) -> Group:
    states = Counter(found[each.values["id"]]["state"] for each in people)
    return Group(name, len(people), states["check"], states["escalate"])


def _largest_group(found: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return the largest set of applicants that findings of weight connect."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for id_, result in found.items():
        for finding in result["findings"]:
            if finding["severity"] != "note":
                for other in finding["others"]:
                    near[id_].add(other)
                    near[other].add(id_)
    largest, seen = set[str](), set[str]()
    for start in near:
        group, waiting = set[str](), [start]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                group.add(each)
                waiting.extend(near[each])
        largest = max(largest, group, key=len)
    return largest
