"""How is one number written in a table? A rate, an estimate, a count, each with n or interval; Markdown rows."""

from __future__ import annotations

from collections.abc import Sequence

from candor.evaluation.comparisons import Rate
from candor.evaluation.laboratory.measures import Estimate


def table(head: str, rows: Sequence[str]) -> str:
    """Return a Markdown table; head and rows begin and end with a bar."""
    columns = head.count("|") - 1
    return "\n".join([head, "|" + " --- |" * columns, *rows])


def counted(rate: Rate) -> str:
    """Return sessions and groups."""
    return f"{rate.n} ({rate.people})"


def errors(rate: Rate) -> str:
    """Return how many were wrong, and the interval of the share."""
    return f"{rate.errors} ({100 * rate.interval.low:.0f}-{100 * rate.interval.high:.0f} %)"


def errors_of_n(rate: Rate) -> str:
    """Return the same with the number of sessions: for tables that have no column for it."""
    return f"{rate.errors} of {rate.n} ({100 * rate.interval.low:.0f}-{100 * rate.interval.high:.0f} %)"


def number(value: float | None) -> str:
    """Return seconds, or a dash."""
    return "-" if value is None else f"{value:.1f}"


def plain(estimate: Estimate | None) -> str:
    """Return a value with its interval; never a negative zero."""
    if estimate is None:
        return "-"
    value, low, high = (abs(round(one, 2)) for one in (estimate.value, estimate.low, estimate.high))
    return f"{value:.2f} ({low:.2f}-{high:.2f})"


def percent(estimate: Estimate | None) -> str:
    """Return a share with its interval."""
    if estimate is None:
        return "-"
    return f"{100 * estimate.value:.0f} % ({100 * estimate.low:.0f}-{100 * estimate.high:.0f})"
