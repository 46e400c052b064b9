"""How are the error rates of a data set shown? As JSON (candor.evaluation/1) and as Markdown.

Last station of `candor evaluate`; the fields are documented in docs/evaluation-json.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from candor.evaluation.comparisons import Rate
from candor.evaluation.identity_report import plain_rate
from candor.evaluation.metrics import BONA_FIDE, Judged, KindRates, PairRates

SCHEMA = "candor.evaluation/1"


def as_document(
    name: str,
    kinds: Sequence[KindRates],
    pairs: Sequence[PairRates],
    judged: Sequence[Judged],
    versions: Mapping[str, str],
) -> dict[str, object]:
    """Return the JSON document."""
    return {
        "schema": SCHEMA,
        "dataset": name,
        "versions": dict(versions),
        "kinds": [_kind(kind) for kind in kinds],
        "pairs": [
            {
                "group": group.group,
                "fmr": plain_rate(group.false_match),
                "fnmr": plain_rate(group.false_non_match),
                "mated_called_different": plain_rate(group.false_different),
            }
            for group in pairs
        ],
        "recordings": [_recording(one) for one in judged],
    }


def _kind(kind: KindRates) -> dict[str, object]:
    metric = "bpcer" if kind.kind == BONA_FIDE else "apcer"
    return {
        "kind": kind.kind,
        metric: {level.level: plain_rate(level.rate) for level in kind.levels},
        "time_to_alarm_s": {
            level.level: {"median": level.median_s, "slowest": level.slowest_s} for level in kind.levels
        },
        "non_response": plain_rate(kind.non_response),
    }


def _recording(one: Judged) -> dict[str, object]:
    return {
        "file": one.recording.file.name,
        "label": "attack" if one.recording.is_attack else BONA_FIDE,
        "species": one.recording.species,
        "person": one.recording.person,
        "amber_at_s": one.amber_at_s,
        "red_at_s": one.red_at_s,
        "answered": one.answered,
        "duration_s": round(one.duration_s, 3),
        "error": one.error,
    }


def as_markdown(name: str, kinds: Sequence[KindRates], pairs: Sequence[PairRates], judged: Sequence[Judged]) -> str:
    """Return tables for people; every rate with its 95 % interval by resampling people, and n."""
    parts = [f"# {name}"]
    if kinds:
        parts.append(
            "| kind | error at amber | error at red | median, slowest to red, s | nothing told | files (people) |\n"
            "| --- | --- | --- | --- | --- | --- |\n" + "\n".join(_kind_line(kind) for kind in kinds)
        )
        parts.append("Error: an attack without such a warning (APCER), or a bona fide recording with one (BPCER).")
    if pairs:
        parts.append(
            '| pairs | FMR | FNMR | mated called "different" | non-mated, mated |\n| --- | --- | --- | --- | --- |\n'
            + "\n".join(_pair_line(group) for group in pairs)
        )
    broken = [f"{one.recording.file.name} ({one.error})" for one in judged if one.error]
    if broken:
        parts.append("Could not be judged and is in no rate: " + ", ".join(broken))
    return "\n\n".join(parts) + "\n"


def _kind_line(kind: KindRates) -> str:
    amber, red = kind.levels
    times = "-" if red.median_s is None or red.slowest_s is None else f"{red.median_s:.1f}, {red.slowest_s:.1f}"
    cells = [kind.kind, _cell(amber.rate), _cell(red.rate), times, _cell(kind.non_response)]
    return f"| {' | '.join(cells)} | {amber.rate.n} ({amber.rate.people}) |"


def _pair_line(group: PairRates) -> str:
    sizes = ", ".join(str(rate.n) if rate else "0" for rate in (group.false_match, group.false_non_match))
    cells = [_cell(rate) for rate in (group.false_match, group.false_non_match, group.false_different)]
    return f"| {group.group} | {' | '.join(cells)} | {sizes} |"


def _cell(rate: Rate | None) -> str:
    if rate is None:
        return "-"
    return f"{100 * rate.rate:.1f} % ({100 * rate.interval.low:.1f}-{100 * rate.interval.high:.1f})"
