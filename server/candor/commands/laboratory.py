"""The part of `candor evaluate` that runs a laboratory: play what was not played before, measure, write reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from platformdirs import user_cache_path

import candor
from candor.bootstrap.sessions import SessionMaker, Sessions
from candor.commands.output import write_file
from candor.commands.progress import counted
from candor.errors import UsageError
from candor.evaluation.laboratory.contact_sheet import contact_sheet
from candor.evaluation.laboratory.document import as_json
from candor.evaluation.laboratory.findings import Condition, findings
from candor.evaluation.laboratory.lab_file import Laboratory, load_laboratory
from candor.evaluation.laboratory.memory import Memory, code_version, key_of
from candor.evaluation.laboratory.page import render_page
from candor.evaluation.laboratory.plan import Planned, plan
from candor.evaluation.laboratory.play import Player
from candor.evaluation.laboratory.recorded import Recorded
from candor.evaluation.laboratory.tables import filled, report
from candor.evaluation.props import FaceFinder, person_finder
from candor.inference.default_set import model_store
from candor.inference.versions import versions_in_force
from candor.settings import Settings


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked of a laboratory."""

    runs: tuple[str, ...]
    """Only these; all when empty."""
    at_most: int
    """Recordings of each kind; 0: as many as the laboratory says."""
    json_file: Path | None
    report_file: Path | None
    """HTML when its name ends so, else Markdown."""
    fill: Path | None
    """Folder of pages whose tables are made anew."""
    memory: Path | None
    with_contact_sheet: bool


def run_laboratory(path: Path, wanted: Wanted, settings: Settings) -> None:
    """Play every session that is not remembered, and write what was asked for; the tables go to stdout.

    Raises:
        UsageError: a run is not known, or a place cannot be used.
        ConfigurationError: the laboratory or a calibration cannot be used.
    """
    laboratory = load_laboratory(path)
    chosen = [one for one in plan(laboratory, wanted.at_most) if not wanted.runs or one.run.name in wanted.runs]
    _check_runs(laboratory, wanted.runs)
    sessions = SessionMaker(settings)()
    player = _player(sessions)
    store = model_store(settings)
    installed = (entry.id for entry in store.manifest.models if store.path(entry).exists())
    code = code_version(Path(candor.__file__).parent, settings.models_dir, installed)
    memory = Memory(wanted.memory or user_cache_path("candor") / "laboratory" / f"{path.stem}.jsonl", Recorded)
    recorded = _play(chosen, player, memory, code)
    found = findings(recorded, sessions.rules.fusion, laboratory.questions, laboratory.seed)
    versions = {"code of signals": code, **versions_in_force(settings)}
    strips = contact_sheet(chosen, player) if wanted.with_contact_sheet else ()
    if wanted.json_file:
        write_file(wanted.json_file, as_json(laboratory, found, recorded, versions).decode("utf-8"))
    if wanted.report_file:
        is_page = wanted.report_file.suffix.lower() in (".html", ".htm")
        text = render_page(laboratory, found, strips, versions) if is_page else report(found) + "\n"
        write_file(wanted.report_file, text)
    if wanted.fill:
        _fill(wanted.fill, found)
    click.echo(report(found))


def _check_runs(laboratory: Laboratory, names: Sequence[str]) -> None:
    known = [run.name for run in laboratory.runs]
    for name in names:
        if name not in known:
            raise UsageError(
                "no_such_run", f"{name!r} is not a run of this laboratory; its runs are {', '.join(known)}."
            )


def _player(sessions: Sessions) -> Player:
    analysers = sessions.analysers
    person_of = person_finder(analysers.segmenter) if analysers.segmenter else None
    return Player(sessions.open, lambda: FaceFinder(analysers.detector, analysers.mesher), person_of)


def _play(chosen: Sequence[Planned], player: Player, memory: Memory[Recorded], code: str) -> list[Recorded]:
    recorded: list[Recorded] = []
    with counted("sessions", len(chosen)) as count:
        for planned in chosen:
            key = key_of(planned, code)
            known = memory.get(key)
            if known is None:
                known = player.play(planned, key)
                memory.keep(known)
            recorded.append(known)
            count()
    return recorded


def _fill(folder: Path, found: Sequence[Condition]) -> None:
    pages: Mapping[Path, str] = {page: page.read_text(encoding="utf-8") for page in sorted(folder.glob("*.md"))}
    for page, text in pages.items():
        made = filled(text, found)
        if made != text:
            write_file(page, made)
