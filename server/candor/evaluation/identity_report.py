"""How are measured identity error rates shown? As a table for people and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence

from candor.evaluation.comparisons import Rate
from candor.evaluation.identity import POOL_FMR, GroupRates, IdentityReport

SCHEMA = "candor.identity-evaluation/1"
_COLUMNS = ("FMR", "FNMR", 'mated called "different"', 'non-mated called "different"', "comparisons (people)")


def as_markdown(report: IdentityReport) -> str:
    """Return the report as Markdown tables; every rate with its 95 % interval by resampling people."""
    cost = f"Cllr {report.cllr:.3f} (best possible {report.best_cllr:.3f})"
    parts = [
        f"`{report.model}`, {report.n_images} images of {report.n_people} people; {cost}.",
        "People never seen, of groups that the cohort knows:",
        _table(report.normalised),
        f"The same comparisons by plain distance, threshold at FMR {POOL_FMR:g} of the first group:",
        _table(report.plain),
    ]
    if report.unseen_groups:
        parts += ["Whole groups never seen (calibrated without them):", _table(report.unseen_groups)]
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[GroupRates]) -> str:
    lines = ["| group | " + " | ".join(_COLUMNS) + " |", "| --- |" + " --- |" * len(_COLUMNS)]
    for row in rows:
        rates = (row.false_match, row.false_non_match, row.false_different, row.told_apart)
        cells = [row.group, *(_cell(rate) for rate in rates), _size(row)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(rate: Rate | None) -> str:
    if rate is None:
        return "-"
    digits = 1 if rate.rate >= 0.01 else 3
    ends = f"{100 * rate.interval.low:.{digits}f}-{100 * rate.interval.high:.{digits}f}"
    return f"{100 * rate.rate:.{digits}f} % ({ends})"


def _size(row: GroupRates) -> str:
    parts = [
        f"{rate.n:,} {kind} ({rate.people})"
        for kind, rate in (("non-mated", row.false_match), ("mated", row.false_non_match))
        if rate is not None
    ]
    return ", ".join(parts)


def as_plain(report: IdentityReport) -> dict[str, object]:
    """Return the report as JSON values, schema candor.identity-evaluation/1."""
    return {
        "schema": SCHEMA,
        "model": report.model,
        "images": report.n_images,
        "people": report.n_people,
        "cllr": report.cllr,
        "best_cllr": report.best_cllr,
        "unseen_people": [_plain_row(row) for row in report.normalised],
        "plain_distance": [_plain_row(row) for row in report.plain],
        "unseen_groups": [_plain_row(row) for row in report.unseen_groups],
    }


def _plain_row(row: GroupRates) -> dict[str, object]:
    return {
        "group": row.group,
        "fmr": plain_rate(row.false_match),
        "fnmr": plain_rate(row.false_non_match),
        "mated_called_different": plain_rate(row.false_different),
        "non_mated_called_different": plain_rate(row.told_apart),
    }


def plain_rate(rate: Rate | None) -> dict[str, float | int] | None:
    """Return a rate as JSON values; None stays None."""
    if rate is None:
        return None
    return {
        "rate": rate.rate,
        "low": rate.interval.low,
        "high": rate.interval.high,
        "errors": rate.errors,
        "n": rate.n,
        "people": rate.people,
    }
