"""Does another name use the same phone, address, text or photo? Within the organisation's own applications only.

The same person who applies twice is no finding: names are compared first, in any order (`folding.is_same_name`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from candor.domain.applications import ApplicationId
from candor.domain.findings import CheckId, Evidence
from candor.screening import keys
from candor.screening.folding import folded, is_same_name
from candor.screening.protocol import Cannot, Context, Hit, Other
from candor.screening.view import View


class Duplicates:
    """Keys that other applications hold too."""

    id = CheckId("duplicates")
    reads = keys.READS

    def judge(self, view: View, context: Context) -> Iterator[Hit | Cannot]:
        """Yield each value that another name holds."""
        name = folded(view.name.value) if view.name else ""
        if not name:
            yield Cannot("no_name")
            return
        for kind, rule in (("phone", "same_phone"), ("email", "same_email")):
            for key in keys.of_kind(view, kind):
                others = _others(context, [key.key], name)
                if others:
                    yield _hit(rule, key.evidence, others)
        yield from _addresses(view, context, name)
        yield from _portrait(view, context, name)
        yield from _paragraphs(view, context, name)


def _addresses(view: View, context: Context, name: str) -> Iterator[Hit]:
    for kind, rule, many in (
        ("address", "same_address", context.limits["addresses_many"]),
        ("network", "same_network", context.limits["networks_many"]),
    ):
        for key in keys.of_kind(view, kind):
            others = _others(context, [key.key], name)
            if len(others) >= many:
                yield _hit(f"{rule}_many", key.evidence, others)
            elif others and kind == "address":
                yield _hit(rule, key.evidence, others)


def _portrait(view: View, context: Context, name: str) -> Iterator[Hit]:
    pieces, stated = keys.of_kind(view, "portrait"), view.portrait
    if not pieces or stated is None:
        return
    near = [
        other
        for other in _others(context, [piece.key for piece in pieces], name)
        if _bits_apart(other.portrait, stated.value) <= context.limits["portrait_bits"]
    ]
    if near:
        yield _hit("same_portrait", pieces[0].evidence, near)


def _bits_apart(a: str, b: str) -> int:
    """Return the Hamming distance of two perceptual hashes; 64 when one is none."""
    try:
        return (int(a, 16) ^ int(b, 16)).bit_count()
    except ValueError:
        return 64


def _paragraphs(view: View, context: Context, name: str) -> Iterator[Hit]:
    """A paragraph is the same when enough bands of its MinHash are; one shared paragraph is often a template."""
    shared: dict[ApplicationId, list[Evidence]] = defaultdict(list)
    found: dict[ApplicationId, Other] = {}
    for paragraph in keys.paragraphs(view):
        bands: Counter[ApplicationId] = Counter()
        for band in paragraph:
            for other in _others(context, [band.key], name):
                bands[other.id] += 1
                found[other.id] = other
        for other_id, n in bands.items():
            if n >= context.limits["bands"]:
                shared[other_id].append(paragraph[0].evidence)
    several = [each for each in shared if len(shared[each]) >= context.limits["paragraphs_many"]]
    if several:
        most = max(several, key=lambda each: len(shared[each]))
        values = {"n": str(len(shared[most]))}
        yield _hit("same_paragraphs", shared[most][0], [found[each] for each in several], values)
    elif shared:
        first = next(iter(shared))
        yield _hit("same_paragraph", shared[first][0], [found[each] for each in shared])


def _others(context: Context, wanted: Sequence[str], name: str) -> list[Other]:
    """Return applications under other names, one a name, that hold a key."""
    by_name: dict[str, Other] = {}
    for key in wanted:
        for other in context.seen.others(key):
            if not is_same_name(other.name, name):
                by_name.setdefault(other.name, other)
    return list(by_name.values())


def _hit(rule: str, evidence: Evidence, others: Sequence[Other], values: dict[str, str] | None = None) -> Hit:
    said = {"others": str(len(others)), **(values or {})}
    return Hit(rule, (evidence,), said, others=tuple(other.id for other in others))
