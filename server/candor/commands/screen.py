"""`candor screen`: what do these applications show that somebody should look at? One file, any number of rows."""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from candor.bootstrap.screening import MeansMaker
from candor.commands.output import STDOUT, check_outputs, printable
from candor.domain.findings import ApplicantState
from candor.errors import UsageError
from candor.screening import results
from candor.screening.base import Base
from candor.screening.wording import load_texts
from candor.services import screen_files
from candor.settings import load_settings

_FILE = click.Path(path_type=Path)


class Encoding(click.ParamType[str]):
    """Name of a text encoding."""

    name = "encoding"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return its name."""
        try:
            return codecs.lookup(value).name if value else ""
        except LookupError:
            return self.fail(f"{value!r} is no encoding.", param, ctx)


@click.command()
@click.argument("file", type=_FILE, required=False)
@click.option("--json", "json_file", type=_FILE, help="Write candor.screening/1 here ('-': stdout).")
@click.option("--csv", "csv_file", type=_FILE, help="Write a table of all findings here, for a spreadsheet.")
@click.option("--pack", "packs", type=_FILE, multiple=True, help="An own rule pack; may be given again.")
@click.option("--dry-run", is_flag=True, help="Show only what the own packs would have flagged.")
@click.option("--state", "state_file", type=_FILE, help="Where the run is noted while it goes. Default: beside FILE.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="Processes.")
@click.option("--ask-mail-servers", is_flag=True, help="Ask name servers whether domains take mail.")
@click.option("--encoding", type=Encoding(), default="", help="Of a CSV file, where its bytes do not tell: cp1250 ...")
@click.option("--language", default="en", show_default=True, help="Of what is printed: en or id.")
def screen(
    file: Path | None,
    *,
    json_file: Path | None,
    csv_file: Path | None,
    packs: tuple[Path, ...],
    dry_run: bool,
    state_file: Path | None,
    workers: int,
    ask_mail_servers: bool,
    encoding: str,
    language: str,
) -> None:
    """Look through the applications of FILE (.csv, .json, .jsonl) for what somebody should check.

    Nobody is scored, ranked or rejected: each finding has evidence, harmless reasons and a next step. Without FILE, the
    examples of the own packs are tried. A run that was ended goes on when the same command is given again.
    """
    if dry_run and not packs:
        raise UsageError("no_pack", "A dry run needs a pack: --pack FILE.")
    make = MeansMaker(load_settings(), datetime.now(UTC).date(), packs, ask_mail_servers, dry_run)
    if file is None:
        _try_examples(make)
        return
    check_outputs((json_file, csv_file, state_file), inputs=(file, *packs))
    state = state_file or file.with_name(f"{file.name}.candor-state")
    with _progress(file.name) as progress:
        base = screen_files.screen_file(file, state, make, workers, progress, encoding)
    try:
        head = results.head_of(base, file.name, make.today)
        if json_file:
            results.write_json(json_file if str(json_file) != STDOUT else None, base, head, make.rules())
        if csv_file:
            results.write_csv(csv_file, base, language)
        if str(json_file) != STDOUT:
            click.echo("Dry run: only what the own packs would have flagged." if dry_run else "", nl=dry_run)
            _show(base, head, language)
    finally:
        base.close()
    screen_files.forget(state)


def _try_examples(make: MeansMaker) -> None:
    if not make.packs:
        raise UsageError("no_file", "Name a file of applications, or a rule pack to try: --pack FILE.")
    names = ", ".join(f"{pack} version {version}" for pack, version in make.rules().versions.items())
    click.echo(printable(f"The packs can be used, and their examples hold: {names}."))


@contextmanager
def _progress(name: str) -> Generator[screen_files.Progress]:
    """Show how far it is on a terminal; nothing when piped."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        reading = shown.add_task(printable(f"{name}: reading"), total=None)
        judging = shown.add_task(printable(f"{name}: comparing"), total=None)
        yield screen_files.Progress(
            lambda done, size: shown.update(reading, completed=done, total=size),
            lambda done, count: shown.update(judging, completed=done, total=count),
        )


def _show(base: Base, head: Mapping[str, Any], language: str) -> None:
    """Print counts in words, and the rows that could not be read."""
    texts = load_texts(language)
    counts = head["counts"]
    click.echo(f"{counts['applications']} applications, {counts['problems']} problems")
    for state in ApplicantState:
        click.echo(f"{texts.states[state.value]}: {counts['states'][state.value]}")
    found: Counter[str] = Counter(head["findings_by_rule"])
    for rule, n in found.most_common():
        click.echo(printable(f"  {rule}: {n}"))
    for number, sentence in list(base.problems())[:10]:
        click.echo(printable(f"Row {number}: {sentence}"))
    if counts["problems"] > 10:
        click.echo("... more in --json")
    if head["columns_not_read"]:
        click.echo(printable("Never read: " + ", ".join(head["columns_not_read"][:20])))
