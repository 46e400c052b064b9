"""`candor models`: which model files are there, fetch them, check them, or take them from a folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from candor.errors import ModelError
from candor.inference.default_set import model_store
from candor.inference.fetch import FetchEvent, OnEvent, import_folder
from candor.inference.fetch import pull as pull_models
from candor.inference.manifest import ModelEntry
from candor.second_opinion.weights import Equipment, look_around, sentences
from candor.settings import load_settings

LIST_SCHEMA = "candor.models-list/1"


@click.group()
def models() -> None:
    """Model files: list, pull, verify, import."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, schema candor.models-list/1.")
def list_models(as_json: bool) -> None:
    """Show every model that Candor knows, and whether its file is here and unaltered."""
    store = model_store(load_settings())
    rows = [(entry, store.state(entry)) for entry in store.manifest.models]
    equipment = look_around(store)
    if as_json:
        listed = [_as_json(entry, state, str(store.path(entry))) for entry, state in rows]
        content = {"schema": LIST_SCHEMA, "folder": str(store.folder), "models": listed}
        click.echo(json.dumps(content | {"second_opinion": _second_opinion(equipment)}, indent=2))
        return
    table = Table("model", "task", "size", "licence", "set", "state", box=None, pad_edge=False)
    for entry, state in rows:
        which = "default" if entry.default else "optional"
        table.add_row(entry.id, entry.task, f"{entry.size / 1e6:.1f} MB", entry.licence, which, state)
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    for sentence in sentences(equipment):
        click.echo(sentence)


@models.command("pull")
@click.argument("ids", nargs=-1)
def pull(ids: tuple[str, ...]) -> None:
    """Fetch model files: the default set, or those named by IDS. What is here and unaltered is not fetched again."""
    store = model_store(load_settings())
    entries = [store.manifest.entry(model_id) for model_id in ids] or list(store.manifest.default_set)
    with _progress() as on_event:
        fetched = pull_models(store, entries, on_event)
    click.echo(f"{len(fetched)} fetched, {len(entries) - len(fetched)} already here, in {store.folder}")


@models.command("verify")
def verify() -> None:
    """Hash every model file that is here. Exit code 1 when one is altered or one of the default set is missing."""
    store = model_store(load_settings())
    states = [(entry, store.state(entry)) for entry in store.manifest.models]
    for entry, state in states:
        click.echo(f"{entry.id}: {state}")
    wrong = [entry.id for entry, state in states if state == "altered" or (state == "missing" and entry.default)]
    if wrong:
        sentence = f"Not in order: {', '.join(wrong)}. Run `candor models pull {' '.join(wrong)}`."
        raise ModelError("models_not_in_order", sentence)


@models.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
def import_models(folder: Path) -> None:
    """Take model files from FOLDER, for closed networks. Files are known by name and checked by size and hash."""
    store = model_store(load_settings())
    for entry in import_folder(store, folder):
        click.echo(f"{entry.id}: imported")


def _second_opinion(equipment: Equipment) -> dict[str, object]:
    abilities = {ability.value: state.value for ability, state in equipment.readiness.items()}
    return {"engine": equipment.engine, "abilities": abilities, "missing": list(equipment.missing)}


def _as_json(entry: ModelEntry, state: str, path: str) -> dict[str, object]:
    return {
        "id": entry.id,
        "task": entry.task,
        "file": entry.file,
        "path": path,
        "size": entry.size,
        "sha256": entry.sha256,
        "licence": entry.licence,
        "default": entry.default,
        "used": entry.used,
        "state": state,
    }


@contextmanager
def _progress() -> Generator[OnEvent]:
    """Show a line per model on a terminal; nothing when piped."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def on_event(event: FetchEvent) -> None:
            if event.stage == "fetching":
                tasks[event.entry.id] = shown.add_task(event.entry.id, total=None)
            elif event.stage == "progress":
                shown.update(tasks[event.entry.id], total=event.entry.size, completed=event.done_bytes)
            else:
                shown.update(tasks[event.entry.id], total=event.entry.size, completed=event.entry.size)

        yield on_event
