"""Tables of how ID documents are read: portrait, zone, barcode, match. Every rate with n and a 95 % interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

import numpy as np

from candor.domain.documents import Agreement
from candor.evaluation.id_documents.layouts import DRAWN
from candor.evaluation.id_documents.matches import Match
from candor.evaluation.id_documents.trials import FIELDS, BarcodeTrial, DocumentTrial
from candor.fusion.identity import Outcome
from candor.maths.statistics import bootstrap_rate, count_by_person, wilson_interval

_MOST_FAILURES = 30


def id_document_report(
    trials: Sequence[DocumentTrial], barcodes: Sequence[BarcodeTrial], matched: Sequence[Match], seed: int
) -> str:
    """Return all tables as Markdown."""
    people, templates = len({trial.person.name for trial in trials}), len({trial.template for trial in trials})
    head = f"{len(trials)} documents ({templates} templates, {people} people), {len(barcodes)} licences, seed {seed}.\n"
    parts = (head, *_documents(trials), *_barcodes(barcodes), *_matches(matched, seed), *_failures(trials))
    return "\n".join(parts) + "\n"


def _documents(trials: Sequence[DocumentTrial]) -> Iterable[str]:
    yield "| picture | page width | n | portrait found | fields right | all fields | wrong unnoticed | name agrees |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for condition, width in _cells(trials):
        yield _document_row(condition, width, [t for t in trials if (t.condition, t.width) == (condition, width)])
    for width in sorted({trial.width for trial in trials}):
        yield _document_row("all", width, [trial for trial in trials if trial.width == width])
    main = max(trials, key=lambda one: sum(trial.width == one.width for trial in trials)).width
    for name, is_drawn in (("designs of files", False), ("drawn designs", True)):
        chosen = [t for t in trials if t.width == main and t.template.startswith(DRAWN) == is_drawn]
        if chosen:
            yield _document_row(name, main, chosen)
    tilts = np.array([trial.tilt_deg for trial in trials if not np.isnan(trial.tilt_deg)])
    seconds = np.array([trial.seconds for trial in trials])
    yield ""
    yield (
        f"Tilt of the printed photo on the straightened page: median {np.median(tilts):.1f}°, 95 % below "
        f"{np.quantile(tilts, 0.95):.1f}°. Processor time to read, both sides where there are two: median "
        f"{np.median(seconds):.1f} s, 95 % below {np.quantile(seconds, 0.95):.1f} s.\n"
    )


def _document_row(condition: str, width: int, chosen: Sequence[DocumentTrial]) -> str:
    fields = [trial.right[name] for trial in chosen for name in FIELDS]
    rates = (
        rate([trial.is_found for trial in chosen]),
        rate(fields),
        rate([all(trial.right.values()) for trial in chosen]),
        rate([trial.is_wrong_unnoticed for trial in chosen]),
        rate([trial.name is Agreement.SAME for trial in chosen]),
    )
    return f"| {condition} | {width} | {len(chosen)} | {' | '.join(rates)} |"


def _barcodes(trials: Sequence[BarcodeTrial]) -> Iterable[str]:
    yield "| picture | page width | n | barcode read | all fields right |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for condition, width in _cells(trials):
        chosen = [trial for trial in trials if (trial.condition, trial.width) == (condition, width)]
        read, right = rate([trial.is_read for trial in chosen]), rate([trial.is_right for trial in chosen])
        yield f"| {condition} | {width} | {len(chosen)} | {read} | {right} |"
    yield ""


def _matches(matched: Sequence[Match], seed: int) -> Iterable[str]:
    yield "| picture | people | comparisons | FNMR document | FNMR clean photo | called another, document | clean |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for condition in dict.fromkeys(match.condition for match in matched):
        chosen = [match for match in matched if match.condition == condition]
        rates = (
            _by_person(chosen, lambda m: m.document is not Outcome.SAME, seed),
            _by_person(chosen, lambda m: m.clean is not Outcome.SAME, seed),
            _by_person(chosen, lambda m: m.document is Outcome.DIFFERENT, seed),
            _by_person(chosen, lambda m: m.clean is Outcome.DIFFERENT, seed),
        )
        people = len({match.person for match in chosen})
        yield f"| {condition} | {people} | {len(chosen)} | {' | '.join(rates)} |"
    yield ""


def _failures(trials: Sequence[DocumentTrial]) -> Iterable[str]:
    failed = [trial for trial in trials if not trial.is_found or not all(trial.right.values())]
    yield f"Failures: {len(failed)} of {len(trials)} documents" + (":" if failed else ".")
    for trial in failed[:_MOST_FAILURES]:
        wrong = [name for name, is_right in trial.right.items() if not is_right]
        what = "no zone read" if not trial.is_read else f"wrong: {', '.join(wrong)}" if wrong else "zone right"
        found = "" if trial.is_found else "; portrait not found"
        yield f"- {trial.template}, {trial.condition}, {trial.width} px: {what}{found}"
    if len(failed) > _MOST_FAILURES:
        yield f"- and {len(failed) - _MOST_FAILURES} more"


def rate(happened: Sequence[bool]) -> str:
    """Return a rate with its Wilson interval."""
    if not happened:
        return "-"
    interval = wilson_interval(sum(happened), len(happened))
    return f"{100 * sum(happened) / len(happened):.1f} % ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def _by_person(chosen: Sequence[Match], is_error: Callable[[Match], bool], seed: int) -> str:
    """Return a rate whose interval resamples people."""
    names = sorted({match.person for match in chosen})
    person = np.array([names.index(match.person) for match in chosen], dtype=np.intp)
    errors = np.array([is_error(match) for match in chosen], dtype=np.bool_)
    counts = count_by_person(errors, person, person)
    interval = bootstrap_rate(counts, np.random.default_rng(seed))
    return f"{100 * counts.rate:.1f} % ({100 * interval.low:.1f} to {100 * interval.high:.1f})"


def _cells(trials: Sequence[DocumentTrial] | Sequence[BarcodeTrial]) -> list[tuple[str, int]]:
    conditions = list(dict.fromkeys(trial.condition for trial in trials))
    widths = sorted({trial.width for trial in trials})
    present = {(trial.condition, trial.width) for trial in trials}
    return [cell for cell in product(conditions, widths) if cell in present]
